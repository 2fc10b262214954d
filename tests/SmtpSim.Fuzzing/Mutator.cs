namespace SmtpSim.Fuzzing;

/// <summary>Makes octets like those of a corpus, but wrong: a few changes each, of the kinds that have broken mail software.</summary>
internal sealed class Mutator(IReadOnlyList<byte[]> corpus, ulong seed)
{
    private const int Longest = 4_000;

    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "\r\n", "\r", "\n", "\r\n.\r\n", "\n.\n", "\r\n.\n", ".", "..", "\0", " ", "  ", "\t", "-", "<", ">", "<>", "@", ":", "\"", "\\", "[", "]", "[IPv6:", "=", "+", "+2", ";", ",", "*",
            "EHLO ", "HELO ", "LHLO ", "MAIL FROM:", "RCPT TO:", "DATA\r\n", "BDAT ", " LAST", "RSET\r\n", "NOOP\r\n", "QUIT\r\n", "STARTTLS\r\n", "AUTH PLAIN ", "AUTH LOGIN\r\n", "AUTH SCRAM-SHA-256 ",
            " SIZE=", " BODY=8BITMIME", " BODY=BINARYMIME", " SMTPUTF8", " RET=FULL", " ENVID=", " NOTIFY=", " ORCPT=rfc822;", "0", "1", "4294967296", "9223372036854775807", "18446744073709551616", "-1",
            "220 ", "250-", "250 ", "334 ", "354 ", "421 ", "451 4.7.1 ", "503 ", "550 5.1.1 ", "999", "PIPELINING\r\n", "CHUNKING\r\n", "r=", ",s=", ",i=", "v=", "biws",
            "\n  ", ": ", "- ", "{ ", " }", "[", "]", ", ", "#", "&a ", "*a", "|\n", "1h", "0s", "1e9", "100 %", "null", "true", ".5", " and ", "!=", "<=", "at: ", "count: ", "status=", "delays=", "]: ",
        }.Select(System.Text.Encoding.Latin1.GetBytes),
        [0xC3, 0xBC], [0xC3], [0xFF], [0xF0, 0x9F, 0x93, 0xA7], [0xED, 0xA0, 0x80], [0xC0, 0x80],
    ];

    private readonly List<byte> _octets = [];
    private ulong _state = seed;

    public byte[] Next()
    {
        _octets.Clear();
        _octets.AddRange(corpus[Below(corpus.Count)]);
        for (var changes = 1 + Below(6); changes > 0; changes--)
            Change();
        if (_octets.Count > Longest)
            _octets.RemoveRange(Longest, _octets.Count - Longest);
        return [.. _octets];
    }

    private void Change()
    {
        var at = Below(_octets.Count + 1);
        var rest = _octets.Count - at;
        switch (Below(8))
        {
            case 0 when rest > 0:
                _octets[at] ^= (byte)(1 << Below(8));
                break;
            case 1 when rest > 0:
                _octets[at] = (byte)Below(256);
                break;
            case 2:
                _octets.RemoveRange(at, Below(Math.Min(rest, 20) + 1));
                break;
            case 3 or 4:
                _octets.InsertRange(at, Words[Below(Words.Length)]);
                break;
            case 5: // the end of another one
                var other = corpus[Below(corpus.Count)];
                _octets.RemoveRange(at, rest);
                _octets.AddRange(other.AsSpan(Below(other.Length + 1)));
                break;
            case 6: // again
                _octets.InsertRange(at, _octets.GetRange(at, Below(Math.Min(rest, 200) + 1)));
                break;
            default:
                _octets.InsertRange(at, Enumerable.Repeat((byte)Below(256), Below(8) == 0 ? Below(1_500) : Below(10)));
                break;
        }
    }

    /// <summary>SplitMix64 (Steele, Lea and Flood 2014).</summary>
    private int Below(int bound)
    {
        _state += 0x9E3779B97F4A7C15;
        var x = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return (int)Math.BigMul(x ^ (x >> 31), (ulong)bound, out _);
    }
}

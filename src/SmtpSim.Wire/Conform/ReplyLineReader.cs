using System.Text;

namespace SmtpSim.Wire;

/// <summary>
/// Reads one line of a reply and tells what is wrong with it. The parser of the protocol stops at the first fault; a checker has to name
/// each, and to go on where a client could.
/// </summary>
internal static class ReplyLineReader
{
    public const int MostLines = 200;

    private const int LongestLine = 512;

    /// <param name="octets">A line with its LF.</param>
    /// <returns>Null when it does not begin with a code.</returns>
    public static (int Code, string Text, bool IsLast, ReplyFlaws Flaws)? Read(ReadOnlySpan<byte> octets)
    {
        var flaws = octets.Length > LongestLine ? ReplyFlaws.LongLine : ReplyFlaws.None;
        if (!octets.EndsWith("\r\n"u8))
            flaws |= ReplyFlaws.BareLineFeed;
        var text = octets.EndsWith("\r\n"u8) ? octets[..^2] : octets[..^1];
        if (text.Contains((byte)'\r'))
            flaws |= ReplyFlaws.BareCarriageReturn;
        foreach (var octet in text)
        {
            if (octet is not ((byte)'\t' or (byte)'\r' or (>= 0x20 and < 0x7F)))
                flaws |= ReplyFlaws.NotText;
        }
        if (text.Length < 3 || text[..3].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return null;
        if (text[0] is < (byte)'2' or > (byte)'5' || text[1] > (byte)'5')
            flaws |= ReplyFlaws.OddCode;
        var isLast = text.Length == 3 || text[3] != '-';
        if (isLast && text.Length > 3 && text[3] != ' ')
            flaws |= ReplyFlaws.OddSeparator;
        var code = (text[0] - '0') * 100 + (text[1] - '0') * 10 + text[2] - '0';
        return (code, Encoding.Latin1.GetString(text[Math.Min(4, text.Length)..]), isLast, flaws);
    }
}

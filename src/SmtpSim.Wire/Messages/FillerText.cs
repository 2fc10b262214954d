using System.Text;

namespace SmtpSim.Wire;

/// <summary>
/// Message text of any length that reads like a letter: whole lines of words, each ended with CRLF. None begins with a dot, so it stands on
/// the wire as it is. The same length and start give the same text.
/// </summary>
public static class FillerText
{
    /// <summary>Octets of a line with its CRLF, as RFC 5322 section 2.1.1 recommends.</summary>
    private const int LineLength = 78;

    private const int Lines = 512;

    private const string Words =
        "the of mail and to a message that server was queue in client for relay it sender retry is host with later as delivered reply his "
        + "on be at by session had greeting not are but from or have an they which one you were all her she there would their we him been has "
        + "when who will no more if out so up said what its about than into them can only other time new some could these two may first then do";

    private static readonly byte[] Text = Write();

    /// <summary>Fills <paramref name="target"/> to its end.</summary>
    /// <param name="target">Two octets or more hold at least an empty line; a single one gets a space.</param>
    /// <param name="start">Which line to begin with; any number.</param>
    public static void Fill(Span<byte> target, uint start)
    {
        if (target.Length < 2)
        {
            target.Fill((byte)' ');
            return;
        }

        var line = (int)(start % Lines);
        // What is left over is a shorter last line; where a lone octet would be, the line before gives up some.
        var rest = target.Length % LineLength;
        var last = rest == 1 && target.Length > LineLength ? LineLength / 2 : rest;
        var body = target[..^last];
        while (!body.IsEmpty)
        {
            var length = Math.Min(body.Length, Text.Length - line * LineLength);
            Text.AsSpan(line * LineLength, length).CopyTo(body);
            body = body[length..];
            line = (line + length / LineLength) % Lines;
        }

        if (last != rest)
            "\r\n"u8.CopyTo(target[^(last + 2)..]);
        if (last == 0)
            return;
        Text.AsSpan(line * LineLength, last - 2).CopyTo(target[^last..]);
        "\r\n"u8.CopyTo(target[^2..]);
    }

    private static byte[] Write()
    {
        var words = Words.Split(' ');
        var text = new StringBuilder(Lines * LineLength);
        var line = new StringBuilder(LineLength);
        // A stride that has no factor in common with the number of words takes them all before it repeats, in another order each time.
        for (int i = 0, word = 0; text.Length < Lines * LineLength; i++)
        {
            word = (word + 17 + (i % 5)) % words.Length;
            if (line.Length + words[word].Length + 1 > LineLength - 2)
            {
                text.Append(line.ToString().PadRight(LineLength - 2, '.')).Append("\r\n");
                line.Clear();
            }

            line.Append(line.Length == 0 ? "" : " ").Append(words[word]);
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }
}

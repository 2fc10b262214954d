using System.Globalization;
using System.Text;

namespace SmtpSim.Wire;

/// <summary>A line of a case's transcript.</summary>
/// <param name="FromClient">Whether we sent it; null for what happened, in words.</param>
/// <param name="Text">The line: CR, LF, other controls and 8-bit octets escaped, a final CRLF left off.</param>
/// <param name="IsOffending">Whether it is what the case failed of.</param>
public sealed record ProbeLine(bool? FromClient, string Text, bool IsOffending = false)
{
    /// <summary>Long lines are of no use to a reader in full.</summary>
    private const int Longest = 200;

    /// <summary>A text that a server may have had a hand in, without what would upset a terminal or a file.</summary>
    internal static string Printable(string text) => text.All(c => c is >= ' ' and not (>= '\x7F' and < '\xA0')) ? text : Escape(Encoding.UTF8.GetBytes(text));

    internal static IEnumerable<ProbeLine> Of(bool fromClient, ReadOnlySpan<byte> octets)
    {
        var lines = new List<ProbeLine>();
        while (!octets.IsEmpty)
        {
            var end = octets.IndexOf("\r\n"u8);
            lines.Add(new ProbeLine(fromClient, Escape(end < 0 ? octets : octets[..end]) + (end < 0 ? "\\" : "")));
            octets = end < 0 ? default : octets[(end + 2)..];
        }
        return lines;
    }

    private static string Escape(ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder();
        foreach (var octet in octets[..Math.Min(Longest, octets.Length)])
        {
            _ = octet switch
            {
                (byte)'\r' => text.Append("\\r"),
                (byte)'\n' => text.Append("\\n"),
                < 0x20 or >= 0x7F => text.Append(CultureInfo.InvariantCulture, $"\\x{octet:x2}"),
                _ => text.Append((char)octet),
            };
        }
        return octets.Length > Longest ? $"{text}… ({octets.Length} octets)" : text.ToString();
    }
}

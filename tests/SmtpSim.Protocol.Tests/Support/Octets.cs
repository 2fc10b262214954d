using System.Text;
using System.Text.RegularExpressions;

namespace SmtpSim.Protocol.Tests;

/// <summary>Octets as transcripts write them: <c>\r \n \0 \xHH \\</c>, and <c>{A*600}</c> for a long run.</summary>
internal static partial class Octets
{
    /// <summary>A line of a transcript with its CRLF; <c>\c</c> at its end leaves the CRLF out.</summary>
    public static byte[] OfLine(string line) => line.EndsWith(@"\c", StringComparison.Ordinal) ? Of(line[..^2]) : Of(line + @"\r\n");

    public static byte[] Of(string text)
    {
        text = Run().Replace(text, match => string.Concat(Enumerable.Repeat(match.Groups["unit"].Value, int.Parse(match.Groups["count"].Value))));
        text = Escape().Replace(text, match => match.Value[1] switch
        {
            'r' => "\r",
            'n' => "\n",
            '0' => "\0",
            'x' => $"{(char)Convert.ToByte(match.Value[2..], 16)}",
            var other => $"{other}",
        });
        return Encoding.Latin1.GetBytes(text);
    }

    /// <summary>Text as transcripts write it.</summary>
    public static string Escaped(string text) =>
        text.Replace("\\", @"\\").Replace("\r", @"\r").Replace("\n", @"\n").Replace("\0", @"\0");

    public static string Text(ReadOnlySpan<byte> octets) => Encoding.Latin1.GetString(octets);

    /// <summary>Text as a client sends it: a CRLF for each bare CR and bare LF too.</summary>
    public static string WithWholeLineEnds(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\n", "\r\n", StringComparison.Ordinal);

    [GeneratedRegex(@"\{(?<unit>.)\*(?<count>\d+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Run();

    [GeneratedRegex(@"\\(x[0-9A-Fa-f]{2}|.)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Escape();
}

using System.Text.RegularExpressions;

namespace SmtpSim.Wire.Tests;

/// <summary>Servers that are wrong, each in its own way.</summary>
internal static partial class Defects
{
    public static IReadOnlyList<Defect> All { get; } =
    [
        new("refuses nothing") { Output = text => Refusal().Replace(text, "250${s}") },
        new("refuses everything") { Output = text => Acceptance().Replace(text, "550${s}") },
        new("does not know what it refuses") { Output = text => Refusal().Replace(text, "503${s}") },
        new("accepts with 299 and refuses with 599") { Output = text => Refusal().Replace(Acceptance().Replace(text, "299${s}"), "599${s}") },
        new("does not greet") { Output = text => text.Replace("220 mx.example.org ESMTP", "554 mx.example.org", StringComparison.Ordinal) },
        new("has no name") { Output = text => text.Replace("mx.example.org", "?", StringComparison.Ordinal) },
        new("says everything twice") { Output = text => text + text },
        new("says everything twice but its greeting and EHLO") { Output = text => text.Contains("mx.example.org", StringComparison.Ordinal) ? text : text + text },
        new("takes any line end") { Input = text => AnyLineEnd().Replace(text.Replace("\0", "", StringComparison.Ordinal), "\r\n") },
        new("drops carriage returns that are too many") { Input = text => text.Replace("\r\r\n", "\r\n", StringComparison.Ordinal).Replace("\n\r.", "\n.", StringComparison.Ordinal) },
        new("ends a message at a line that begins with a dot") { Input = text => text.Replace("\r\n..\r\n", "\r\n.\r\n", StringComparison.Ordinal).Replace("\r\n.text", "\r\n.\r\n", StringComparison.Ordinal) },
        new("ignores blanks") { Input = text => text.Replace("\r\n. \r\n", "\r\n.\r\n", StringComparison.Ordinal).Replace("\r\n .\r\n", "\r\n.\r\n", StringComparison.Ordinal) },
        new("ends a message at a dot") { Input = text => text.Replace("text.\r\n", "text\r\n.\r\n", StringComparison.Ordinal) },
        new("forgets lines in pieces") { Input = text => text.EndsWith('\n') ? text : "" },
        new("ends lines with LF") { Output = text => text.Replace("\r\n", "\n", StringComparison.Ordinal) },
        new("says what is no text") { Output = text => text.Replace("\r\n", "\x01\xff\r\n", StringComparison.Ordinal) },
        new("has codes of its own") { Output = text => text.Replace("250 2.0.0 Ok", "290 2.0.0 Ok", StringComparison.Ordinal) },
        new("has no separator") { Output = text => Separator().Replace(text, "${code}_") },
        new("changes its code within a reply") { Output = text => text.Replace("250-mx", "251-mx", StringComparison.Ordinal) },
        new("has long lines") { Output = text => text.Replace("\r\n", new string('x', 600) + "\r\n", StringComparison.Ordinal) },
        new("reflects what it is told") { Output = text => text.Replace("Syntax error", "\x1b[31mSyntax error", StringComparison.Ordinal) },
        new("knows capitals alone") { Input = text => LowerCase().IsMatch(text) ? "XYZZY\r\n" : text },
        new("knows no RSET and no second EHLO") { Input = text => text.Replace("RSET", "NOOP", StringComparison.Ordinal), Output = text => text },
        new("forgets the transaction at every NOOP, VRFY and mistake") { Input = text => Idle().Replace(text, "RSET\r\n") },
        new("never hangs up") { NeverCloses = true },
        new("hangs up at the first mistake") { Output = text => Refusal().Replace(text, "421${s}") },
        new("has broken keywords") { Output = text => text.Replace("SIZE\r\n", "SIZE?=!\r\n", StringComparison.Ordinal).Replace("-PIPELINING", "-PIPELINING 1", StringComparison.Ordinal) },
        new("offers STARTTLS again") { Output = text => text.Replace("250-PIPELINING", "250-STARTTLS\r\n250-PIPELINING", StringComparison.Ordinal) },
        new("answers what came before the handshake") { KeepsInputAcrossTls = true },
        new("says no enhanced status code") { Output = text => Enhanced().Replace(text, "${code}") },
        new("says enhanced status codes everywhere") { Output = text => Code().Replace(text, "${code}2.0.0 ") },
        new("writes enhanced status codes with leading zeros") { Output = text => Enhanced().Replace(text, match => match.Value.Replace(".", ".0", StringComparison.Ordinal)) },
        new("has subjects of its own") { Output = text => Enhanced().Replace(text, "${code}2.9.0 ") },
        new("gives keywords values") { Output = text => text.Replace("SMTPUTF8", "SMTPUTF8 yes", StringComparison.Ordinal) },
        new("keeps silent") { Output = text => text.StartsWith("220", StringComparison.Ordinal) ? text : "" },
    ];

    [GeneratedRegex(@"(?m)^[45]\d\d(?<s>[ -])", RegexOptions.None, 1000)]
    private static partial Regex Refusal();

    [GeneratedRegex(@"(?m)^(?!220 mx)[23]\d\d(?<s>[ -])", RegexOptions.None, 1000)]
    private static partial Regex Acceptance();

    [GeneratedRegex(@"\r\n|\r|\n", RegexOptions.None, 1000)]
    private static partial Regex AnyLineEnd();

    [GeneratedRegex(@"(?m)^(?<code>\d\d\d) ", RegexOptions.None, 1000)]
    private static partial Regex Separator();

    [GeneratedRegex(@"(?m)^[A-Za-z]*[a-z][A-Za-z]*[ \r]|^[A-Z]+ [a-z]+:|body=", RegexOptions.None, 1000)]
    private static partial Regex LowerCase();

    [GeneratedRegex(@"(?m)^(?:NOOP|VRFY|XYZZY|RCPT TO:<broken)[^\r\n]*\r\n", RegexOptions.None, 1000)]
    private static partial Regex Idle();

    [GeneratedRegex(@"(?m)^(?<code>\d\d\d[ -])\d\.\d+\.\d+ ", RegexOptions.None, 1000)]
    private static partial Regex Enhanced();

    [GeneratedRegex(@"(?m)^(?<code>\d\d\d[ -])", RegexOptions.None, 1000)]
    private static partial Regex Code();
}

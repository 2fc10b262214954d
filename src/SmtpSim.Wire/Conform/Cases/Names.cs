using System.Net;
using System.Text.RegularExpressions;

namespace SmtpSim.Wire;

/// <summary>The grammar of names in replies (RFC 5321 sections 4.1.1.1, 4.1.2 and 4.1.3).</summary>
internal static partial class Names
{
    public static bool IsDomainOrLiteral(string text) => text.Length <= 255 && (Domain().IsMatch(text) || IsLiteral(text));

    /// <summary>A keyword of EHLO with its parameters.</summary>
    public static bool IsExtension(string line) => Extension().IsMatch(line);

    private static bool IsLiteral(string text)
        => text is ['[', .., ']'] && IPAddress.TryParse(text[1..^1].StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase) ? text[6..^1] : text[1..^1], out _);

    // A domain name may stand with an underscore in practice; the grammar of 4.1.2 has letters, digits and hyphens.
    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Domain();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9-]*( [\x21-\x7E]+)*\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Extension();
}

using System.Text.Json.Nodes;

namespace SmtpSim.Scenarios;

/// <summary>Patterns of mail addresses.</summary>
internal static class AddressPatterns
{
    /// <summary>RFC 5321 section 4.5.3.1: local part, @ and domain.</summary>
    private const int MaxLength = 64 + 1 + 255;

    /// <summary>The null reverse-path, which is the empty address.</summary>
    private const string NullPath = "<>";

    public static ScalarShape<string> Shape { get; } = new(
        "a pattern of addresses such as full@*", Parse, pattern => pattern.Length == 0 ? NullPath : pattern,
        () => new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = MaxLength }) { IsText = true };

    private static Complaint? Parse(string text, out string value)
    {
        value = text == NullPath ? "" : text;
        if (text.Length is 0 or > MaxLength) return new Complaint("is not a pattern of addresses", "write one such as full@*");
        foreach (var c in text)
        {
            if (char.IsControl(c) || c == ' ') return new Complaint("is not a pattern of addresses: it has a blank", "write one such as full@*");
        }
        return null;
    }
}

using System.Text.Json.Nodes;

namespace SmtpSim.Scenarios;

/// <summary>Shapes of names.</summary>
internal static class Names
{
    /// <summary>Group names become part of host names (<c>mx-3</c>) and of paths.</summary>
    public const string GroupPattern = "^[a-z](-?[a-z0-9]+)*$";

    private const int MaxLength = 40;

    public static ScalarShape<string> Group { get; } = new("the name of a group", ParseGroup, name => name, GroupSchema) { IsText = true };

    /// <summary>A group's name, or null for all, written "*".</summary>
    public static ScalarShape<string?> GroupOrAll { get; } = new(
        "the name of a group, or \"*\"", ParseGroupOrAll, name => name ?? "*", () => Quantity.OrWord(GroupSchema(), "*")) { IsText = true };

    /// <summary>The scenario's own name, which names its results folder too.</summary>
    public static ScalarShape<string> Scenario { get; } = new(
        "a name such as greylisting", ParseScenario, name => name, () => new JsonObject
    {
        ["type"] = "string",
        ["pattern"] = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
    }) { IsText = true };

    /// <summary>The path of a file, relative to the scenario.</summary>
    public static ScalarShape<string> File { get; } = new(
        "the path of a file", ParseFile, path => path, () => new JsonObject { ["type"] = "string", ["minLength"] = 1 }) { IsText = true };

    private static Complaint? ParseGroup(string text, out string value)
    {
        value = text;
        if (text.Length > MaxLength) return new Complaint($"is longer than {MaxLength} characters");
        var good = text.Length > 0 && char.IsAsciiLetterLower(text[0]) && text[^1] != '-' && !text.Contains("--", StringComparison.Ordinal);
        foreach (var c in text) good &= char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-';
        return good
            ? null
            : new Complaint("is not a name for a group", "use lower-case letters, digits and single hyphens, a letter first");
    }

    private static Complaint? ParseGroupOrAll(string text, out string? value)
    {
        value = null;
        if (text == "*") return null;
        var complaint = ParseGroup(text, out var name);
        value = name;
        return complaint;
    }

    private static Complaint? ParseScenario(string text, out string value)
    {
        value = text;
        var good = text.Length is > 0 and <= 64 && char.IsAsciiLetterOrDigit(text[0]);
        foreach (var c in text) good &= char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-';
        return good
            ? null
            : new Complaint("is not a name for a scenario", "use at most 64 letters, digits, '.', '_' and '-', a letter or digit first");
    }

    private static Complaint? ParseFile(string text, out string value)
    {
        value = text;
        return text.Length is > 0 and <= 1000 && !text.AsSpan().ContainsAnyInRange('\0', '\u001F')
            ? null
            : new Complaint("is not the path of a file");
    }

    private static JsonObject GroupSchema() => new() { ["type"] = "string", ["pattern"] = GroupPattern, ["maxLength"] = MaxLength };
}

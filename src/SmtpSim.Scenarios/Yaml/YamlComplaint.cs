using YamlDotNet.Core;

namespace SmtpSim.Scenarios;

/// <summary>What YAML's own parser complains about, in the words of someone who writes scenarios.</summary>
internal static class YamlComplaint
{
    private static readonly (string Said, string Message, string? Remedy)[] Translations =
    [
        ("mapping values", "': ' is not expected here", "a text with a colon stands in quotes"),
        ("flow mapping", "broken YAML inside braces", "look for a missing ',' or '}'; a text with ':' or ',' stands in quotes"),
        ("flow sequence", "broken YAML inside brackets", "look for a missing ',' or ']'; a text with ':' or ',' stands in quotes"),
        ("double-quoted", "broken YAML in quotes", "look for a quote that is not closed"),
        ("single-quoted", "broken YAML in quotes", "look for a quote that is not closed"),
        ("anchor or alias", "'*' and '&' have a meaning of their own in YAML", "write '\"*\"' for a star"),
    ];

    /// <summary>The place, which may be better than the parser's, with message and remedy.</summary>
    public static (long Line, long Column, string Message, string? Remedy) Of(YamlException problem, string text)
    {
        var (line, column) = (problem.Start.Line, problem.Start.Column);
        if (problem.Message.Contains("tab", StringComparison.OrdinalIgnoreCase) && TabAfter(text, line) is { } tab)
            return (tab.Line, tab.Column, "a tab stands in the indentation", "indent with spaces");
        foreach (var (said, message, remedy) in Translations)
        {
            if (problem.Message.Contains(said, StringComparison.OrdinalIgnoreCase)) return (line, column, message, remedy);
        }
        return (line, column, "broken YAML: " + Plain(problem.Message), null);
    }

    // The library's messages are sentences in its own terms, some with a place in front.
    private static string Plain(string message)
    {
        var end = message.StartsWith('(') ? message.IndexOf("): ", StringComparison.Ordinal) : -1;
        var text = (end < 0 ? message : message[(end + 3)..]).TrimEnd('.', ' ');
        return text.Length == 0 ? "unexpected text" : char.ToLowerInvariant(text[0]) + text[1..];
    }

    /// <summary>The first tab in the indentation of a line from <paramref name="from"/> on.</summary>
    private static (long Line, long Column)? TabAfter(string text, long from)
    {
        using var reader = new StringReader(text);
        for (var number = 1L; reader.ReadLine() is { } line; number++)
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (number >= from && tab >= 0 && line.AsSpan(0, tab).Trim(' ').IsEmpty) return (number, tab + 1);
        }
        return null;
    }
}

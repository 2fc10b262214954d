using YamlDotNet.Core;

namespace SmtpSim.Scenarios;

/// <summary>What YAML's own parser complains about, in the words of someone who writes scenarios.</summary>
internal static class YamlComplaint
{
    public static (string Message, string? Remedy) Of(YamlException problem, string text)
    {
        var line = LineAt(text, problem.Start.Line);
        if (line.Length - line.TrimStart().Length is var indent && line[..indent].Contains('\t'))
            return ("a tab stands in the indentation", "indent with spaces");
        // ": " inside an unquoted text begins a mapping; so does the comma of a flow mapping, which LooseText in RecordShape sees.
        if (problem.Message.Contains("mapping values", StringComparison.OrdinalIgnoreCase))
            return ("': ' is not expected here", "a text with a colon stands in quotes");
        return ("broken YAML: " + Plain(problem.Message), null);
    }

    // The library's messages are sentences of its own terms, some with a place in front.
    private static string Plain(string message)
    {
        var end = message.StartsWith('(') ? message.IndexOf("): ", StringComparison.Ordinal) : -1;
        var text = (end < 0 ? message : message[(end + 3)..]).TrimEnd('.', ' ');
        return text.Length == 0 ? "unexpected text" : char.ToLowerInvariant(text[0]) + text[1..];
    }

    private static string LineAt(string text, long number)
    {
        using var reader = new StringReader(text);
        for (var i = 1; i < number; i++) reader.ReadLine();
        return reader.ReadLine() ?? "";
    }
}

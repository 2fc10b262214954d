namespace SmtpSim.Cli;

/// <summary>A scenario file and what its opening comment asks and expects; null where the comment does not say.</summary>
public sealed record ListedScenario(string File, string? Question, string? Expect)
{
    /// <summary>Reads the opening comment alone: a file that is not valid is listed too.</summary>
    public static ListedScenario Read(string file) => Of(file, System.IO.File.ReadLines(file));

    /// <summary>The same of lines that have been read.</summary>
    public static ListedScenario Of(string file, IEnumerable<string> lines)
    {
        var comment = lines
            .TakeWhile(line => line.StartsWith('#') || string.IsNullOrWhiteSpace(line))
            .Select(line => line.TrimStart('#').Trim())
            .ToList();
        return new ListedScenario(file, Paragraph(comment, "Question:"), Paragraph(comment, "Expect:"));
    }

    /// <summary>The text after a heading, up to an empty line or the next heading.</summary>
    private static string? Paragraph(List<string> comment, string heading)
    {
        var start = comment.FindIndex(line => line.StartsWith(heading, StringComparison.Ordinal));
        if (start < 0)
            return null;
        var rest = comment.Skip(start + 1).TakeWhile(line => line.Length > 0 && !IsHeading(line));
        return string.Join(' ', rest.Prepend(comment[start][heading.Length..].Trim())).Trim();
    }

    private static bool IsHeading(string line) => line.Split(' ')[0].EndsWith(':');
}

using SmtpSim.Scenarios;

namespace SmtpSim.Cli;

/// <summary>Shows the line that a diagnostic is about, with a mark under the place.</summary>
internal sealed class SourceExcerpt
{
    private readonly Dictionary<string, string[]> _files = new(StringComparer.Ordinal);

    public void Write(Diagnostic diagnostic, Screen screen)
    {
        if (diagnostic.Line <= 0 || LineAt(diagnostic.File, diagnostic.Line) is not { } line)
            return;
        var number = $"{diagnostic.Line,5}";
        var mark = Math.Clamp(diagnostic.Column - 1, 0, line.Length);
        var (shown, at) = Window(line, mark, Math.Max(20, screen.Width - number.Length - 3));
        screen.Line($"{screen.Paint(Ink.Dim, number + " │")} {shown}");
        screen.Line($"{screen.Paint(Ink.Dim, new string(' ', number.Length) + " │")} {new string(' ', at)}{screen.Paint(Ink.Bad, "^")}");
    }

    /// <summary>The part of a long line around the mark; control characters, tabs included, as one blank each so that the mark stands right.</summary>
    private static (string Text, int Mark) Window(string line, int mark, int width)
    {
        var text = string.Concat(line.Select(c => char.IsControl(c) ? ' ' : c));
        if (text.Length <= width)
            return (text, mark);
        var start = Math.Clamp(mark - width / 2, 0, text.Length - width);
        return (text.Substring(start, width), mark - start);
    }

    private string? LineAt(string file, int number)
    {
        if (!_files.TryGetValue(file, out var lines))
            _files.Add(file, lines = Read(file));
        return number <= lines.Length ? lines[number - 1] : null;
    }

    private static string[] Read(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}

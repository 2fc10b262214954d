using System.Text;

namespace SmtpSim.Cli;

/// <summary>What a piece of text is, not how it looks: colours follow from it on a terminal that has them.</summary>
public enum Ink
{
    Plain,
    Strong,
    Dim,
    Good,
    Doubtful,
    Bad,
    Accent,
}

/// <summary>Standard output or standard error: a writer that knows whether a person looks at it.</summary>
/// <param name="writer">Where text goes.</param>
/// <param name="colour">Whether <see cref="Paint"/> colours.</param>
/// <param name="isTerminal">Whether a person looks at it.</param>
/// <param name="width">Columns to lay text out for.</param>
public sealed class Screen(TextWriter writer, bool colour, bool isTerminal, int width)
{
    /// <summary>Columns where no terminal says otherwise.</summary>
    public const int DefaultWidth = 80;

    /// <summary>Longer lines are hard to follow, however wide the window is.</summary>
    private const int WidestText = 120;

    public TextWriter Writer { get; } = writer;

    public bool IsTerminal { get; } = isTerminal;

    public bool HasColour { get; } = colour;

    public int Width { get; } = width;

    public static Screen StandardOutput() => Open(Console.OpenStandardOutput(), Console.IsOutputRedirected, autoFlush: false);

    public static Screen StandardError() => Open(Console.OpenStandardError(), Console.IsErrorRedirected, autoFlush: true);

    /// <summary>No colours are wanted: https://no-color.org, or a terminal that knows none.</summary>
    public static bool ColourIsUnwanted =>
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) || Environment.GetEnvironmentVariable("TERM") is "dumb";

    /// <summary>The text in the colour of its kind, or as it is. Sixteen-colour codes alone, so that it suits dark and light backgrounds as the user set them.</summary>
    public string Paint(Ink ink, string text)
    {
        if (!HasColour || ink == Ink.Plain || text.Length == 0)
            return text;
        var code = ink switch
        {
            Ink.Strong => "1",
            Ink.Dim => "2",
            Ink.Good => "32",
            Ink.Doubtful => "33",
            Ink.Bad => "31",
            _ => "36",
        };
        return $"\e[{code}m{text}\e[0m";
    }

    public void Line(string text = "") => Writer.WriteLine(text);

    private static Screen Open(Stream stream, bool redirected, bool autoFlush)
    {
        // Console's own writers would take the code page of the locale; what is written here is UTF-8 everywhere.
        if (OperatingSystem.IsWindows() && !redirected)
            Console.OutputEncoding = Encoding.UTF8;
        var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = autoFlush, NewLine = "\n" };
        return new Screen(writer, !redirected && !ColourIsUnwanted, !redirected, redirected ? DefaultWidth : WindowWidth());
    }

    /// <summary>Columns of the window as it is now, as far as they are used.</summary>
    public static int WindowWidth()
    {
        try
        {
            return Console.WindowWidth is > 0 and var columns ? Math.Min(columns, WidestText) : DefaultWidth;
        }
        catch (IOException)
        {
            return DefaultWidth;
        }
    }
}

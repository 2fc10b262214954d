using SmtpSim.Wire;

namespace SmtpSim.Cli;

/// <summary>Shows on standard error what a listener does: a table that renews itself on a terminal, a plain line now and then in a log.</summary>
internal abstract class ListenDisplay(Screen screen, Listener listener, TimeSpan interval) : IDisposable
{
    private readonly Lock _drawing = new();
    private Timer? _timer;

    protected Screen Screen { get; } = screen;

    protected Listener Listener { get; } = listener;

    public static ListenDisplay For(Screen screen, bool quiet, Listener listener) =>
        quiet ? new NoListenDisplay(screen, listener)
        : screen.IsTerminal && Environment.GetEnvironmentVariable("TERM") is not "dumb" ? new ListenTable(screen, listener)
        : new ListenLines(screen, listener);

    public void Begin() => _timer = new Timer(_ => Tick(), state: null, interval, interval);

    /// <summary>Leaves the terminal as it was found; may come in the middle of anything.</summary>
    public virtual void End()
    {
    }

    public void Dispose()
    {
        // Waits for a tick in progress: nothing may be drawn over what comes next.
        using (var finished = new ManualResetEvent(initialState: false))
        {
            if (_timer?.Dispose(finished) == true)
                finished.WaitOne();
        }
        _timer = null;
        End();
    }

    protected abstract void Draw();

    private void Tick()
    {
        if (!_drawing.TryEnter())
            return;
        try
        {
            Draw();
        }
        finally
        {
            _drawing.Exit();
        }
    }
}

/// <summary>Totals and the sessions that stand, renewed five times a second.</summary>
internal sealed class ListenTable(Screen screen, Listener listener) : ListenDisplay(screen, listener, TimeSpan.FromMilliseconds(200))
{
    private const string HideCursor = "\e[?25l";
    private const string ShowCursor = "\e[?25h";
    private const int RowsOfOthers = 5; // where it listens, totals, titles, "and 5 earlier ones", the cursor

    private int _lines;

    public override void End()
    {
        if (_lines > 0)
            Screen.Writer.Write(Back() + ShowCursor);
        _lines = 0;
    }

    protected override void Draw()
    {
        using var picture = new StringWriter { NewLine = "\n" };
        var page = new Screen(picture, Screen.HasColour, isTerminal: true, Screen.WindowWidth()); // which may have changed
        ListenText.Write(page, Listener.Totals(), Listener.Sessions(), Listener.Elapsed, Math.Max(1, Height() - RowsOfOthers));
        var text = picture.ToString();
        // One write, so that no half a picture shows.
        Screen.Writer.Write((_lines > 0 ? Back() : HideCursor) + text);
        _lines = text.AsSpan().Count('\n');
    }

    private string Back() => $"\e[{_lines}F\e[J";

    private static int Height()
    {
        try
        {
            return Console.WindowHeight is > 0 and var rows ? rows : 24;
        }
        catch (IOException)
        {
            return 24;
        }
    }
}

/// <summary>A plain line every ten seconds in which something was done.</summary>
internal sealed class ListenLines(Screen screen, Listener listener) : ListenDisplay(screen, listener, TimeSpan.FromSeconds(10))
{
    private string _last = "";

    protected override void Draw()
    {
        var line = ListenText.Plain(Listener.Totals(), Listener.Connections);
        if (line == _last)
            return;
        _last = line;
        Screen.Line(line);
    }
}

internal sealed class NoListenDisplay(Screen screen, Listener listener) : ListenDisplay(screen, listener, Timeout.InfiniteTimeSpan)
{
    protected override void Draw()
    {
    }
}

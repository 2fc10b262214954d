using System.Diagnostics;
using SmtpSim.Grains;
using SmtpSim.Kernel;

namespace SmtpSim.Cli;

/// <summary>
/// Shows progress on standard error: two lines that renew themselves on a terminal, a plain line now and then in a log, nothing when quiet.
/// The simulation only leaves its figures here; a timer of this side looks at them.
/// </summary>
internal abstract class ProgressDisplay(Screen screen, TimeSpan interval) : IProgress<RunProgress>, IDisposable
{
    /// <summary>Weight of the latest moment in the moving average of the speed.</summary>
    private const double Smoothing = 0.3;

    private readonly Stopwatch _watch = new();
    private readonly Lock _drawing = new();
    private RunProgress? _latest;
    private Timer? _timer;
    private SimTime _trafficEnd;
    private CancellationToken _cancellation;
    private (double Seconds, long Events, double PerSecond) _speed;

    protected Screen Screen { get; } = screen;

    protected bool IsStopping => _cancellation.IsCancellationRequested;

    public static ProgressDisplay For(Screen screen, bool quiet) =>
        quiet ? new NoProgress(screen)
        : screen.IsTerminal && Environment.GetEnvironmentVariable("TERM") is not "dumb" ? new LiveProgress(screen)
        : new LogProgress(screen);

    /// <summary>Starts to show, until <see cref="Finish"/> or <see cref="Dispose"/>.</summary>
    /// <param name="trafficEnd">When traffic stops, in virtual time.</param>
    /// <param name="cancellation">Tells that the run was asked to stop.</param>
    public void Begin(SimTime trafficEnd, CancellationToken cancellation)
    {
        (_trafficEnd, _cancellation) = (trafficEnd, cancellation);
        _watch.Start();
        _timer = new Timer(_ => Tick(), state: null, interval, interval);
    }

    public void Report(RunProgress value) => Volatile.Write(ref _latest, value);

    /// <summary>Leaves the terminal as it was found; may come in the middle of anything.</summary>
    public virtual void End()
    {
    }

    /// <summary>Takes the progress away and says in a line what was done.</summary>
    public void Finish(RunOutcome outcome)
    {
        Dispose();
        if (IsWorthALine(_watch.Elapsed))
            Screen.Line(Screen.Paint(Ink.Dim, ProgressText.Done(outcome, _watch.Elapsed.TotalSeconds)));
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

    protected abstract void Draw(RunProgress progress, ProgressRate rate);

    protected abstract bool IsWorthALine(TimeSpan elapsed);

    private void Tick()
    {
        // A slow terminal may not pile up ticks.
        if (Volatile.Read(ref _latest) is not { } progress || !_drawing.TryEnter())
            return;
        try
        {
            Draw(progress, RateOf(progress));
        }
        finally
        {
            _drawing.Exit();
        }
    }

    private ProgressRate RateOf(RunProgress progress)
    {
        var seconds = _watch.Elapsed.TotalSeconds;
        var now = (progress.Events - _speed.Events) / Math.Max(seconds - _speed.Seconds, 1e-3);
        _speed = (seconds, progress.Events, _speed.Events == 0 ? now : _speed.PerSecond + Smoothing * (now - _speed.PerSecond));
        return new ProgressRate(_trafficEnd, seconds, _speed.PerSecond);
    }
}

/// <summary>Two lines on a terminal that renew themselves ten times a second.</summary>
internal sealed class LiveProgress(Screen screen) : ProgressDisplay(screen, TimeSpan.FromMilliseconds(100))
{
    private const string HideCursor = "\e[?25l";
    private const string ShowCursor = "\e[?25h";
    private const string BackOverBoth = "\e[1F\e[J";

    private bool _drawn;

    public override void End()
    {
        if (_drawn)
            Screen.Writer.Write(BackOverBoth + ShowCursor);
        _drawn = false;
    }

    protected override void Draw(RunProgress progress, ProgressRate rate)
    {
        var (bar, details) = ProgressText.Lines(progress, rate, IsStopping, Screen);
        // One write, so that no half a picture shows; the cursor rests at the end of the second line.
        Screen.Writer.Write((_drawn ? BackOverBoth : HideCursor) + bar + "\n" + details);
        _drawn = true;
    }

    protected override bool IsWorthALine(TimeSpan elapsed) => true;
}

/// <summary>A plain line every two seconds, and nothing of runs that are over at once.</summary>
internal sealed class LogProgress(Screen screen) : ProgressDisplay(screen, TimeSpan.FromSeconds(2))
{
    protected override void Draw(RunProgress progress, ProgressRate rate) =>
        Screen.Line(ProgressText.Plain(progress, rate));

    protected override bool IsWorthALine(TimeSpan elapsed) => elapsed > TimeSpan.FromSeconds(1);
}

internal sealed class NoProgress(Screen screen) : ProgressDisplay(screen, Timeout.InfiniteTimeSpan)
{
    protected override void Draw(RunProgress progress, ProgressRate rate)
    {
    }

    protected override bool IsWorthALine(TimeSpan elapsed) => false;
}

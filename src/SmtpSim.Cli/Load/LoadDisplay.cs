using SmtpSim.Wire;

namespace SmtpSim.Cli;

/// <summary>Progress of a load run on standard error: a line that renews itself on a terminal, a plain one now and then in a log.</summary>
internal sealed class LoadDisplay(Screen screen, LoadRequest request)
{
    private const string BackToStart = "\r\e[K";

    private readonly bool _isLive = screen.IsTerminal && Environment.GetEnvironmentVariable("TERM") is not "dumb";
    private LoadProgress? _last;
    private double _rate;
    private bool _isDrawn;

    public void Show(LoadProgress progress)
    {
        var interval = progress.WallS - (_last?.WallS ?? 0);
        if (request.Quiet || interval < (_isLive ? 0.2 : 2))
            return;
        _rate = (progress.Delivered - (_last?.Delivered ?? 0)) / interval;
        var isNews = _last is null || _last with { WallS = progress.WallS, NowS = progress.NowS } != progress;
        _last = progress;
        // In a log a line tells something new or is not there: a retry may be an hour away.
        if (!_isLive && !isNews)
            return;
        var text = Text(progress, _rate, request.Options);
        if (!_isLive)
        {
            screen.Line(text);
            return;
        }

        screen.Writer.Write(BackToStart + (text.Length < screen.Width ? text : text[..(screen.Width - 1)]));
        _isDrawn = true;
    }

    /// <summary>Leaves the terminal as it was found; may come in the middle of anything.</summary>
    public void End()
    {
        if (_isDrawn)
            screen.Writer.Write(BackToStart);
        _isDrawn = false;
    }

    /// <summary>How far it is, in a line.</summary>
    public static string Text(LoadProgress progress, double perSecond, LoadOptions options)
    {
        var end = (options.Scenario.Duration + options.Scenario.Drain).TotalSeconds;
        var speed = options.Speed == 1 ? "" : $" ({options.Speed:0.###}×)";
        var text = $"{Quantity.Duration(progress.NowS)} of {Quantity.Duration(end)}{speed}, {Quantity.Compact(perSecond)} messages/s, "
            + $"{Quantity.Count(progress.Delivered)} delivered, {Quantity.Count(progress.Queued)} queued, {Quantity.Count(progress.Deferrals, "deferral")}, "
            + Quantity.Count(progress.Connections, "connection");
        if (progress.Bounced + progress.Expired > 0)
            text += $", {Quantity.Count(progress.Bounced + progress.Expired)} failed";
        return progress.Waiting == 0 ? text : text + $", {Quantity.Count(progress.Waiting)} waiting for one";
    }
}

using SmtpSim.Grains;
using SmtpSim.Kernel;

namespace SmtpSim.Cli;

/// <summary>How far a run is, as a person sees it. Pure, so that what it says can be tested.</summary>
internal static class ProgressText
{
    private const int TailWidth = 28;

    /// <summary>A run has two stages: traffic, and the emptying of the queues after it, which often ends early.</summary>
    private sealed record Stage(string Name, double Share, string Of);

    /// <summary>Two lines for a terminal: the bar, and what goes on.</summary>
    public static (string Bar, string Details) Lines(RunProgress progress, ProgressRate rate, bool stopping, Screen screen)
    {
        var stage = StageOf(progress, rate.TrafficEnd);
        var title = $"{(stopping ? "stopping" : stage.Name),-11}";
        // Fields of fixed width, so that the bar does not twitch with what stands after it.
        var tail = $" {(int)(stage.Share * 100),3} %  {Quantity.Duration(progress.Now.TotalSeconds)} of {stage.Of}";
        var speed = $"  {Quantity.Compact(rate.EventsPerSecond) + " events/s",15}";
        var columns = Math.Clamp(screen.Width - title.Length - TailWidth - speed.Length - 1, 8, 50);
        var (done, open) = Bar.Progress(stage.Share, columns);
        return (
            title + screen.Paint(stopping ? Ink.Doubtful : Ink.Good, done) + screen.Paint(Ink.Dim, open)
                + tail.PadRight(TailWidth) + screen.Paint(Ink.Dim, speed),
            new string(' ', title.Length) + screen.Paint(Ink.Dim, Details(progress, stage, rate)));
    }

    /// <summary>One line for a log.</summary>
    public static string Plain(RunProgress progress, ProgressRate rate)
    {
        var stage = StageOf(progress, rate.TrafficEnd);
        return $"{stage.Name} {(int)(stage.Share * 100)} %, {Quantity.Duration(progress.Now.TotalSeconds)} of {stage.Of}, "
            + $"{Quantity.Compact(rate.EventsPerSecond)} events/s, {Details(progress, stage, rate)}";
    }

    /// <summary>What stays when it is over.</summary>
    public static string Done(RunOutcome outcome, double seconds) =>
        $"simulated {Quantity.Duration(outcome.Result.LastEvent.TotalSeconds)} in {Quantity.Duration(seconds)}, "
        + $"{Quantity.Count(outcome.Result.Events, "event")}, {Quantity.Compact(outcome.Result.Events / Math.Max(seconds, 1e-3))} events/s, "
        + Quantity.Count(outcome.Partitions, "partition");

    private static Stage StageOf(RunProgress progress, SimTime trafficEnd)
    {
        var (now, traffic, end) = (progress.Now.TotalSeconds, trafficEnd.TotalSeconds, progress.End.TotalSeconds);
        return now < traffic || end <= traffic
            ? new Stage("simulating", Math.Clamp(now / Math.Max(traffic, 1e-7), 0, 1), Quantity.Duration(traffic))
            : new Stage("draining", Math.Clamp((now - traffic) / (end - traffic), 0, 1), Quantity.Duration(end));
    }

    private static string Details(RunProgress progress, Stage stage, ProgressRate rate)
    {
        var text = $"{Quantity.Count(progress.Sessions, "session")}, {Quantity.Count(progress.Queued)} queued, {Quantity.Count(progress.Partitions, "partition")}";
        // How long the queues take to empty nobody knows beforehand.
        if (stage.Name is "simulating" && stage.Share > 0.01)
            text += $", {Quantity.Duration(Math.Max(1, Math.Round(rate.Seconds * (1 - stage.Share) / stage.Share)))} left";
        return text;
    }
}

/// <summary>What progress is measured against.</summary>
/// <param name="TrafficEnd">When traffic stops.</param>
/// <param name="Seconds">Wall time since the simulation began.</param>
/// <param name="EventsPerSecond">Events of the last moments, by wall time.</param>
internal sealed record ProgressRate(SimTime TrafficEnd, double Seconds, double EventsPerSecond);

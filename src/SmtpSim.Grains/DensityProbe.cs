using SmtpSim.Model;

namespace SmtpSim.Grains;

/// <summary>
/// Decides for <c>--partitions auto</c>. Where the traffic alone fills the windows, a run begins in several partitions at once. Else it begins in
/// one, and its first slices show how many events fall into a window of the lookahead, retries included; where that is enough to keep several
/// grains busy between two barriers, and the run has long enough to go, it begins anew with several.
/// </summary>
internal sealed class DensityProbe(World world, int cores)
{
    /// <summary>Events in a window from which a barrier costs less than a second core saves: measured in tests/SmtpSim.Benchmarks.</summary>
    private const double WorthwhileEventsPerWindow = 4_000;

    /// <summary>Events that a grain should have in each window. Two grains a core even out what one has more to do than another; with more, too much crosses.</summary>
    private const double EventsPerGrain = 5_000;

    /// <summary>Events to look at: what is thrown away when the run begins anew.</summary>
    private const long EventsToSee = 400_000;

    /// <summary>Events of a message that is delivered at once in a session of its own.</summary>
    private const double EventsPerMessage = 17;

    /// <summary>Whether it has looked at as much as it wants to.</summary>
    public bool IsDecided { get; private set; }

    public int Partitions { get; private set; } = 1;

    /// <summary>Whether the traffic alone is so dense that there is no need to look: twice what is worth it, since a message may cost fewer events.</summary>
    public bool IsSureOfMore()
    {
        if (!MayHaveMore)
            return false;
        var ticks = Math.Max(1, world.ArrivalEnd);
        var events = EventsPerMessage * world.Streams.Sum(stream => stream.ExpectedMessages);
        var perWindow = events / ticks * world.Lookahead;
        return perWindow >= 2 * WorthwhileEventsPerWindow && Choose(perWindow, events);
    }

    /// <summary>Looks at a report of the run so far; true, once, when it should begin anew with <see cref="Partitions"/>.</summary>
    public bool WantsMore(in AdvanceReport report)
    {
        if (IsDecided || report.Events < EventsToSee)
            return false;
        IsDecided = true;
        if (!MayHaveMore)
            return false;
        var windows = Math.Max(1.0, (double)report.Now / world.Lookahead);
        var perWindow = report.Events / windows;
        return Choose(perWindow, perWindow * Math.Max(0, world.ArrivalEnd - report.Now) / world.Lookahead);
    }

    private bool MayHaveMore => cores >= 2 && world.Lookahead > 0;

    private bool Choose(double perWindow, double eventsToGo)
    {
        if (perWindow < WorthwhileEventsPerWindow || eventsToGo < 4 * EventsToSee)
            return false;
        Partitions = (int)Math.Clamp(perWindow / EventsPerGrain, 2, 2 * cores);
        return true;
    }
}

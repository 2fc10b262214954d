using SmtpSim.Model;

namespace SmtpSim.Grains;

/// <summary>
/// Decides for <c>--partitions auto</c>. A run begins in one partition. Its first slices show how many events fall into a window of the
/// lookahead; where that is enough to keep several grains busy between two barriers, and the run has long enough to go, it begins anew with several.
/// </summary>
internal sealed class DensityProbe(World world, int cores)
{
    /// <summary>Events in a window from which a barrier costs less than a second core saves: measured in tests/SmtpSim.Benchmarks.</summary>
    private const double WorthwhileEventsPerWindow = 4_000;

    /// <summary>Events that a grain should have in each window. Two grains a core even out what one has more to do than another; with more, too much crosses.</summary>
    private const double EventsPerGrain = 5_000;

    /// <summary>Events to look at: what is thrown away when the run begins anew.</summary>
    private const long EventsToSee = 400_000;

    private bool _decided;

    public int Partitions { get; private set; } = 1;

    /// <summary>Looks at a report of the run so far; true, once, when it should begin anew with <see cref="Partitions"/>.</summary>
    public bool WantsMore(in AdvanceReport report)
    {
        if (_decided || report.Events < EventsToSee)
            return false;
        _decided = true;
        if (cores < 2 || world.Lookahead == 0)
            return false;
        var windows = Math.Max(1.0, (double)report.Now / world.Lookahead);
        var perWindow = report.Events / windows;
        var eventsToGo = perWindow * Math.Max(0, world.ArrivalEnd - report.Now) / world.Lookahead;
        if (perWindow < WorthwhileEventsPerWindow || eventsToGo < 4 * EventsToSee)
            return false;
        Partitions = (int)Math.Clamp(perWindow / EventsPerGrain, 2, 2 * cores);
        return true;
    }
}

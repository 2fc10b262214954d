using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>Where the trajectories of two scenarios part: the first event that is not the same in both.</summary>
/// <param name="Number">Of the event, counted from 1.</param>
/// <param name="First">What happens in the first scenario; null when nothing more does.</param>
/// <param name="Second">What happens in the second instead.</param>
public sealed record TrajectoryDifference(long Number, TrajectoryEvent? First, TrajectoryEvent? Second)
{
    /// <summary>Looks at the fingerprints so often on the way.</summary>
    private const int Steps = 2000;

    /// <summary>Runs both and finds it; null when there is none. Takes as long as both runs, twice at most.</summary>
    public static TrajectoryDifference? Find(Scenario first, Scenario second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var (a, b) = (new World(first), new World(second));
        var end = Math.Max(a.End, b.End);
        var (one, two) = (new Partition(a, 0, 1), new Partition(b, 0, 1));
        var step = Math.Max(1, end / Steps);
        for (var time = 0L; time < end; time += step)
        {
            one.Advance(time + step);
            two.Advance(time + step);
            if (one.Fingerprint != two.Fingerprint || one.Events != two.Events)
                return FindBefore(a, b, time, time + step);
        }

        return null;
    }

    /// <summary>Goes to the last place where they were alike, and then event by event.</summary>
    private static TrajectoryDifference FindBefore(World a, World b, long alike, long end)
    {
        var (one, two) = (new Partition(a, 0, 1), new Partition(b, 0, 1));
        one.Advance(alike);
        two.Advance(alike);
        while (true)
        {
            var (isFirst, isSecond) = (one.TryStep(end, out var first), two.TryStep(end, out var second));
            if (!isFirst && !isSecond)
                throw new InvalidOperationException("Trajectories that were not alike are.");
            if (isFirst != isSecond || one.Fingerprint != two.Fingerprint)
            {
                // The one that has nothing more in this time may have something later.
                isFirst = isFirst || one.TryStep(a.End, out first);
                isSecond = isSecond || two.TryStep(b.End, out second);
                return new TrajectoryDifference(Math.Max(one.Events, two.Events), isFirst ? TrajectoryEvent.Of(a, first) : null, isSecond ? TrajectoryEvent.Of(b, second) : null);
            }
        }
    }
}

using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>Where the trajectories of two scenarios part: the first event that is not the same in both.</summary>
/// <param name="Number">Of the event, counted from 1.</param>
/// <param name="First">When it happens in the first scenario; null when there it has no such event.</param>
/// <param name="Second">When it happens in the second.</param>
public sealed record TrajectoryDifference(long Number, SimTime? First, SimTime? Second)
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
            var (first, second) = (Next(one, end), Next(two, end));
            if (first is null && second is null)
                throw new InvalidOperationException("Trajectories that were not alike are.");
            if (first != second || one.Fingerprint != two.Fingerprint)
                return new TrajectoryDifference(Math.Max(one.Events, two.Events), first, second);
        }
    }

    /// <summary>Simulates up to the next event that changes something; null when there is none before the end.</summary>
    private static SimTime? Next(Partition partition, long end)
    {
        var before = partition.Events;
        while (!partition.Advance(end, 1))
        {
            if (partition.Events > before)
                return new SimTime(partition.Now);
        }

        return partition.Events > before ? new SimTime(partition.Now) : null;
    }
}

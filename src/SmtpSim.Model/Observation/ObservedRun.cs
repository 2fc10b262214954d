using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>Runs a scenario again, in one partition and with a recorder, to see what the metrics of the first run do not hold.</summary>
public static class ObservedRun
{
    /// <summary>Events between two looks at how many there were.</summary>
    private const int Slice = 65_536;

    /// <param name="scenario">As in the first run.</param>
    /// <param name="exemplars">The messages to trace.</param>
    /// <param name="span">The time that bins divide; what happens later goes into none.</param>
    /// <param name="bins">How many there are.</param>
    /// <param name="mostEvents">Where to stop: a look takes no longer than that, however long the run was.</param>
    /// <param name="stop">Asked now and then whether to give up.</param>
    /// <returns>Null when it was given up.</returns>
    public static Observation? Run(Scenario scenario, IReadOnlyList<Exemplar> exemplars, SimDuration span, int bins, long mostEvents, Func<bool>? stop = null)
    {
        ArgumentNullException.ThrowIfNull(exemplars);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(span, new SimDuration(1));
        var world = new World(scenario);
        var recorder = new ObservationRecorder(world, exemplars, Math.Max(1, (span.Ticks + bins - 1) / bins), bins);
        var partition = new Partition(world, index: 0, count: 1, recorder);
        var whole = false;
        while (!whole && partition.Events < mostEvents)
        {
            if (stop?.Invoke() == true)
                return null;
            whole = partition.Advance(world.End, Slice);
        }
        return recorder.ToObservation(whole ? world.End : partition.Now, whole);
    }
}

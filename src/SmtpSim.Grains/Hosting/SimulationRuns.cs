using SmtpSim.Model;

namespace SmtpSim.Grains;

/// <summary>Starts runs on a cluster, whatever it is made of.</summary>
public static class SimulationRuns
{
    /// <summary>Events that a run of one partition simulates at a time: some ten milliseconds, after which progress is reported and cancellation noticed.</summary>
    public const long SliceEvents = 200_000;

    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs a scenario. Cancelled, it stops at the next barrier and returns what it found so far, marked as not complete.</summary>
    /// <param name="grains">The cluster.</param>
    /// <param name="scenario">What to simulate.</param>
    /// <param name="partitions">Over how many grains; the result does not depend on it.</param>
    /// <param name="progress">Told ten times a second where the run stands; null for no reports.</param>
    /// <param name="cancellation">Interrupts the run.</param>
    /// <param name="records">The records to make; null for none.</param>
    public static async Task<RunOutcome> RunSimulationAsync(
        this IGrainFactory grains,
        Scenario scenario,
        PartitionChoice partitions,
        IProgress<RunProgress>? progress,
        CancellationToken cancellation,
        RecordTap? records = null)
    {
        var grain = grains.GetGrain<ISimulationGrain>(Guid.NewGuid().ToString("N"));
        var receiver = records is null ? null : new RecordReceiver(records);
        var order = receiver is null ? null : new RecordOrder(records!.Selection, grains.CreateObjectReference<IRecordReceiver>(receiver));
        var run = grain.Run(new SimulationRequest(scenario, partitions) { Records = order });
        while (!run.IsCompleted)
        {
            await Task.WhenAny(run, Task.Delay(ProgressInterval, CancellationToken.None));
            if (cancellation.IsCancellationRequested && !run.IsCompleted)
                await grain.Cancel();
            else if (progress is not null && !run.IsCompleted && await grain.Progress() is { } now)
                progress.Report(now);
        }
        var report = await run;
        if (order is not null)
            grains.DeleteObjectReference<IRecordReceiver>(order.Receiver);
        GC.KeepAlive(receiver); // its reference is a weak one
        return new RunOutcome(ResultMerger.Merge(new World(scenario), report.Partitions, report.Complete), report.Partitions.Length);
    }
}

/// <param name="Result">What the run found.</param>
/// <param name="Partitions">How many partitions it had in the end.</param>
public sealed record RunOutcome(RunResult Result, int Partitions);

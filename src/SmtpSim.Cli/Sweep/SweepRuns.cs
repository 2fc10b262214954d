using System.Diagnostics;
using SmtpSim.Grains;
using SmtpSim.Results;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli;

/// <summary>Runs the cells of a sweep side by side, as separate simulations in one silo.</summary>
internal sealed class SweepRuns(SweepPlan plan, int workers, bool quiet, Screen screen)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>Runs that were made.</summary>
    public int Count { get; private set; }

    /// <summary>Wall time that they took, summed.</summary>
    public double SimulatingSeconds { get; private set; }

    public SweepSchedule Schedule() => new(plan.Cells.Count, plan.Replications.Min, plan.Replications.Max, IsEnough);

    /// <summary>The runs that count, when the schedule is done.</summary>
    public SweepTable TableOf(SweepSchedule schedule) =>
        new(plan.Factors, plan.Metrics, [.. plan.Cells.Select(cell => new SweepCellRuns(cell.Index, cell.Values, schedule.RunsOf(cell.Index)) { Antithetic = plan.Replications.Antithetic })]);

    /// <summary>Runs what the schedule asks for, until nothing is left or the user interrupts.</summary>
    /// <param name="schedule">What comes next; takes note of what ended.</param>
    /// <param name="keep">Is given each run as it ends.</param>
    public async Task SimulateAsync(SweepSchedule schedule, Action<SweepRecord> keep)
    {
        if (schedule.IsDone)
            return;
        using var progress = new SweepProgress(screen, quiet, plan, schedule, workers);
        using var interrupt = new Interrupt(atOnce: progress.End);
        var silo = await EmbeddedSilo.StartAsync().ConfigureAwait(false);
        await using (silo.ConfigureAwait(false))
        {
            var running = new List<Task<SweepRecord?>>();
            while (true)
            {
                while (running.Count < workers && !interrupt.Token.IsCancellationRequested && schedule.TryTake(out var next))
                    running.Add(RunAsync(silo, next.Cell, next.Replication, interrupt.Token));
                if (running.Count == 0)
                    break;
                var ended = await Task.WhenAny(running).ConfigureAwait(false);
                running.Remove(ended);
                if (await ended.ConfigureAwait(false) is not { } record)
                    continue;
                keep(record);
                progress.Add(record);
            }
        }
    }

    /// <summary>One run; null when it was interrupted, since half a run is none.</summary>
    private async Task<SweepRecord?> RunAsync(EmbeddedSilo silo, int cell, int replication, CancellationToken cancellation)
    {
        var begun = _watch.Elapsed;
        // Runs stand side by side; more than one partition for each would only make them wait for one another.
        var outcome = await silo.RunAsync(plan.RunOf(plan.Cells[cell], replication), PartitionChoice.Of(1), progress: null, cancellation).ConfigureAwait(false);
        if (!outcome.Result.Complete)
            return null;
        var metrics = new RunMetrics(outcome.Result);
        var record = new SweepRecord(cell, replication, outcome.Result.Digest, outcome.Result.Events, [.. plan.Metrics.Select(metrics.Of)]);
        lock (_watch)
        {
            SimulatingSeconds += (_watch.Elapsed - begun).TotalSeconds;
            Count++;
        }

        return record;
    }

    private bool IsEnough(IReadOnlyList<SweepRecord> runs)
    {
        if (plan.Replications.Until is not { } until)
            return true;
        var metric = plan.Metrics.ToList().IndexOf(until.Selector);
        var cell = new SweepCellRuns(0, [], runs) { Antithetic = plan.Replications.Antithetic };
        if (cell.Antithetic && runs.Count % 2 == 1)
            return false;
        var values = cell.ValuesOf(metric);
        // Where a run has no value there is no interval to wait for.
        return values.Length == cell.Observations && until.Aggregate!.Of(values) <= plan.Replications.HalfWidth;
    }
}

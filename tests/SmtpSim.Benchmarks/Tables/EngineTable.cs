using System.Diagnostics;
using SmtpSim.Grains;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Benchmarks;

/// <summary>
/// Events per second of the engine in its steady state, one partition, against the plain loop with the same scenario: the partition by
/// itself, and through Orleans in the slices that a run uses. The plain loop's counts must equal the engine's, and the engine must not allocate.
/// </summary>
internal static class EngineTable
{
    private const int Rounds = 15;
    private const double EventsOfRound = 1_000_000;
    private const long SliceEvents = 100_000;

    public static async Task<bool> PrintAsync(EmbeddedSilo silo, string? only)
    {
        Console.WriteLine();
        Console.WriteLine("| scenario | sessions pending | events in 10 ms | plain loop, M events/s | partition / plain | through Orleans / plain | bytes allocated per event, median of rounds (mean) |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        var holds = true;
        foreach (var cell in Cell.All)
            if (only is null || string.Equals(only, cell.Name, StringComparison.Ordinal))
                holds &= await MeasureAsync(silo, cell);
        return holds;
    }

    private static async Task<bool> MeasureAsync(EmbeddedSilo silo, Cell cell)
    {
        var eventsPerSecond = cell.Pending / cell.SessionSeconds * 17.3;
        var step = EventsOfRound / eventsPerSecond;
        var warm = SimDuration.FromSeconds(cell.WarmSeconds).Ticks;
        var scenario = cell.Scenario(cell.WarmSeconds + step * (2 * Rounds + 4));

        var plain = new PlainLoop(scenario);
        plain.Advance(warm);
        var partition = new Partition(new World(scenario), 0, 1);
        partition.Advance(warm);
        var grain = silo.Grains.GetGrain<IMtaGrain>(Guid.NewGuid().ToString("N"));
        var report = await grain.Begin(new PartitionRequest(Guid.NewGuid().ToString("N"), 1, scenario, 0, 1));
        var window = 0L;
        while (report.Now < warm)
            report = await grain.AdvanceAlone(new RunStamp(1, ++window), SliceEvents);

        Ratios own = new(), orleans = new();
        var plainRate = new Ratios();
        var allocated = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var end = warm + SimDuration.FromSeconds(step * (round + 1)).Ticks;
            var before = plain.Events;
            var clock = Stopwatch.StartNew();
            plain.Advance(end);
            var a = (plain.Events - before) / clock.Elapsed.TotalSeconds;

            before = partition.Events;
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            clock.Restart();
            partition.Advance(end);
            var b = (partition.Events - before) / clock.Elapsed.TotalSeconds;
            if (round >= Rounds / 3)
                allocated.Add((GC.GetAllocatedBytesForCurrentThread() - bytes) / (double)(partition.Events - before));
            if (plain.Events != partition.Events)
                throw new InvalidOperationException($"{cell.Name}: the plain loop had {plain.Events} events, the engine {partition.Events}.");

            before = report.Events;
            clock.Restart();
            for (var slice = 0; slice < EventsOfRound / SliceEvents; slice++)
                report = await grain.AdvanceAlone(new RunStamp(1, ++window), SliceEvents);
            var c = (report.Events - before) / clock.Elapsed.TotalSeconds;
            if (round < 2)
                continue; // the just-in-time compiler's
            plainRate.Add(a / 1e6);
            own.Add(b / a);
            orleans.Add(c / a);
        }
        var typical = allocated.Order().ElementAt(allocated.Count / 2);
        var mean = allocated.Average();
        var density = eventsPerSecond / 100;
        Console.WriteLine($"| {cell.Name} | {partition.Sessions:N0} | {density:N1} | {plainRate.Median:F1} | {own} | {orleans} | {typical:0.####} ({mean:0.####}) |");
        await grain.End(new RunStamp(1, ++window), 0, batches: 0);
        return typical == 0 && mean < 0.1; // now and then a table takes another segment: the series with virtual time, a pool at a new high
    }
}

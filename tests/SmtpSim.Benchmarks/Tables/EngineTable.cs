using System.Diagnostics;
using SmtpSim.Grains;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Benchmarks;

/// <summary>
/// Events per second of the engine in its steady state, one partition by itself and through Orleans in the slices that a run uses, against
/// the plain loop with the same scenario: on the library's priority queue, and on the engine's own queue, which is the strictest reference
/// there is. The loops' counts must equal the engine's, and the engine must not allocate.
/// </summary>
internal static class EngineTable
{
    private const int Rounds = 15;
    private const double EventsOfRound = 1_000_000;

    public static async Task<bool> PrintAsync(EmbeddedSilo silo, string? only)
    {
        Console.WriteLine();
        Console.WriteLine("| scenario | sessions pending | events in 10 ms | plain loop, M events/s | partition / plain | through Orleans / plain | plain loop on the engine's queue, M events/s | partition / it | through Orleans / it | bytes allocated per event, median of rounds (mean) |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
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

        var plain = new PlainLoop<LibraryQueue>(scenario);
        plain.Advance(warm);
        var strict = new PlainLoop<KernelQueue>(scenario);
        strict.Advance(warm);
        var partition = new Partition(new World(scenario), 0, 1);
        partition.Advance(warm);
        var grain = silo.Grains.GetGrain<IMtaGrain>(Guid.NewGuid().ToString("N"));
        var report = await grain.Begin(new PartitionRequest(Guid.NewGuid().ToString("N"), 1, scenario, 0, 1));
        var window = 0L;
        while (report.Now < warm)
            report = await grain.AdvanceAlone(new RunStamp(1, ++window), SimulationRuns.SliceEvents);

        Ratios plainRate = new(), ownToPlain = new(), orleansToPlain = new(), strictRate = new(), ownToStrict = new(), orleansToStrict = new();
        var allocated = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var end = warm + SimDuration.FromSeconds(step * (round + 1)).Ticks;
            var a = Rate(() => plain.Events, () => plain.Advance(end));
            var b = Rate(() => strict.Events, () => strict.Advance(end));

            var clock = Stopwatch.StartNew();
            var (events, bytes) = (partition.Events, GC.GetAllocatedBytesForCurrentThread());
            clock.Restart();
            partition.Advance(end);
            var c = (partition.Events - events) / clock.Elapsed.TotalSeconds;
            if (round >= Rounds / 3)
                allocated.Add((GC.GetAllocatedBytesForCurrentThread() - bytes) / (double)(partition.Events - events));
            if (plain.Events != partition.Events || strict.Events != partition.Events)
                throw new InvalidOperationException($"{cell.Name}: the plain loops had {plain.Events} and {strict.Events} events, the engine {partition.Events}.");

            events = report.Events;
            clock.Restart();
            while (report.Events - events < EventsOfRound)
                report = await grain.AdvanceAlone(new RunStamp(1, ++window), SimulationRuns.SliceEvents);
            var d = (report.Events - events) / clock.Elapsed.TotalSeconds;
            if (round < 2)
                continue; // the just-in-time compiler's
            plainRate.Add(a / 1e6);
            ownToPlain.Add(c / a);
            orleansToPlain.Add(d / a);
            strictRate.Add(b / 1e6);
            ownToStrict.Add(c / b);
            orleansToStrict.Add(d / b);
        }
        var typical = allocated.Order().ElementAt(allocated.Count / 2);
        var mean = allocated.Average();
        var density = eventsPerSecond / 100;
        Console.WriteLine($"| {cell.Name} | {partition.Sessions:N0} | {density:N1} | {plainRate.Median:F1} | {ownToPlain} | {orleansToPlain} | {strictRate.Median:F1} | {ownToStrict} | {orleansToStrict} | {typical:0.####} ({mean:0.####}) |");
        await grain.End(new RunStamp(1, ++window), 0, batches: 0);
        return typical == 0 && mean < 0.1; // now and then a table takes another segment: the series with virtual time, a pool at a new high
    }

    private static double Rate(Func<long> events, Action advance)
    {
        var before = events();
        var clock = Stopwatch.StartNew();
        advance();
        return (events() - before) / clock.Elapsed.TotalSeconds;
    }
}

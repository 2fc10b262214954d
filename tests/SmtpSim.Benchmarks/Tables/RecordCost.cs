using System.Diagnostics;
using SmtpSim.Grains;
using SmtpSim.Model;
using SmtpSim.Results;

namespace SmtpSim.Benchmarks;

/// <summary>Whole dense runs with all records written and without, in turn: what the records cost, how large they are, and how much memory more or fewer of them take.</summary>
internal static class RecordCost
{
    private const int Rounds = 7;

    private static readonly RecordSelection All = new(RecordTables.Messages | RecordTables.Attempts | RecordTables.Sessions);

    public static async Task PrintAsync(EmbeddedSilo silo, string? only)
    {
        Console.WriteLine();
        Console.WriteLine("| dense-10k, whole run | seconds without | with all records / without | recorded but not written / without | with 1 % / without | bytes per message, attempt, session |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var partitions in only is null ? ["1", "auto"] : new[] { only })
            await MeasureAsync(silo, partitions);
    }

    /// <summary>Peak memory of runs of more and more records, each in a process of its own: in one, a run would find the memory of those before it.</summary>
    public static void PrintMemory()
    {
        Console.WriteLine();
        Console.WriteLine("| messages recorded | seconds | records' bytes | peak MiB |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var millions in new[] { "1", "3", "10" })
        {
            using var run = Process.Start(Environment.ProcessPath!, ["records-memory", millions]);
            run.WaitForExit();
        }
    }

    /// <summary>One line of <see cref="PrintMemory"/>.</summary>
    public static async Task PrintMemoryAsync(EmbeddedSilo silo, int millions)
    {
        var scenario = ScenarioOf(millions * 1e6 * 18.2);
        var clock = Stopwatch.StartNew();
        var (rows, bytes) = await RunAsync(silo, scenario, PartitionChoice.Auto, All);
        Console.WriteLine($"| {rows[0]:N0} | {clock.Elapsed.TotalSeconds:F1} | {bytes.Sum():N0} | {ProgramTable.PeakOf(Environment.ProcessId) / 1024:N0} |");
    }

    private static async Task MeasureAsync(EmbeddedSilo silo, string partitions)
    {
        var scenario = ScenarioOf(events: 30e6);
        if (!PartitionChoice.TryParse(partitions, out var choice))
            throw new InvalidOperationException($"{partitions} is no choice of partitions.");
        Ratios seconds = new(), all = new(), unwritten = new(), sample = new();
        var sizes = "";
        for (var round = 0; round <= Rounds; round++)
        {
            var (without, _) = await TimeAsync(silo, scenario, choice, selection: null);
            var (with, written) = await TimeAsync(silo, scenario, choice, All);
            var taken = await TimeUnwrittenAsync(silo, scenario, choice);
            var (some, _) = await TimeAsync(silo, scenario, choice, All with { Share = 0.01 });
            if (round == 0)
                continue; // the just-in-time compiler's
            seconds.Add(without);
            all.Add(with / without);
            unwritten.Add(taken / without);
            sample.Add(some / without);
            sizes = string.Join(", ", written.Rows.Zip(written.Bytes, (rows, bytes) => $"{(double)bytes / rows:F1}"));
        }
        Console.WriteLine($"| --partitions {partitions} | {seconds} | {all} | {unwritten} | {sample} | {sizes} |");
    }

    private static async Task<double> TimeUnwrittenAsync(EmbeddedSilo silo, Scenario scenario, PartitionChoice choice)
    {
        var clock = Stopwatch.StartNew();
        await silo.RunAsync(scenario, choice, progress: null, CancellationToken.None, new RecordTap(All, batches =>
        {
            foreach (var batch in batches)
                batch.Return();
            return ValueTask.FromResult(true);
        }));
        return clock.Elapsed.TotalSeconds;
    }

    private static async Task<(double Seconds, (long[] Rows, long[] Bytes) Written)> TimeAsync(EmbeddedSilo silo, Scenario scenario, PartitionChoice choice, RecordSelection? selection)
    {
        var clock = Stopwatch.StartNew();
        var written = await RunAsync(silo, scenario, choice, selection);
        return (clock.Elapsed.TotalSeconds, written);
    }

    private static async Task<(long[] Rows, long[] Bytes)> RunAsync(EmbeddedSilo silo, Scenario scenario, PartitionChoice choice, RecordSelection? selection)
    {
        if (selection is null)
        {
            await silo.RunAsync(scenario, choice, progress: null, CancellationToken.None);
            return ([], []);
        }
        var folder = Path.Combine(Path.GetTempPath(), $"smtpsim-bench-{Guid.NewGuid():N}");
        using var staging = StagingFolder.Create(folder);
        using (var files = new RecordFiles(staging.Stage, new World(scenario), new RecordRequest(selection, RecordFormat.Parquet, new Dictionary<RecordTables, RecordFilter>())))
        using (var writer = new RecordWriter(files))
        {
            await silo.RunAsync(scenario, choice, progress: null, CancellationToken.None, new RecordTap(selection, writer.TakeAsync));
            await writer.CompleteAsync();
            RecordTables[] tables = [RecordTables.Messages, RecordTables.Attempts, RecordTables.Sessions];
            return ([.. tables.Select(files.RowsOf)], [.. tables.Select(table => new FileInfo(Path.Combine(staging.Path, RecordTable.NameOf(table) + ".parquet")).Length)]);
        }
    }

    private static Scenario ScenarioOf(double events)
    {
        var cell = Cell.All.Single(cell => cell.Name == "dense-10k");
        return cell.Scenario(events / (cell.Pending / cell.SessionSeconds * 17.3));
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using SmtpSim.Model;
using SmtpSim.Scenarios;

namespace SmtpSim.Benchmarks;

/// <summary>
/// A sweep of a hundred small runs as a whole process, its start, its journal, its tables and its report included, against the time that its runs take by
/// themselves, warm, with nothing kept but the merged result: simulated one after the other, and on all cores at once, which no sweep can be faster than.
/// </summary>
internal static class SweepCost
{
    private const int Rounds = 3;
    private const double AtMost = 1.3;
    private const string Scenario = "scenarios/retry-storm.yaml";

    /// <summary>At loads that the fleet recovers at: where it does not, a longer run is a storm and no small run.</summary>
    private const string Hundred = "sweep: { grid: { policy: [fixed, postfix], load: [0.4/s, 0.5/s] }, replications: 25 }";

    /// <summary>What the whole process costs besides is the same for short runs and long ones: some seconds of processor time.</summary>
    private static readonly string[] Durations = ["3h", "12h", "2d"];

    /// <returns>Whether it holds for the longest of the small runs, of a fifth of a second.</returns>
    public static bool Print(string program, string? only)
    {
        Console.WriteLine();
        Console.WriteLine("| sweep | its runs one after the other, s | on all cores at once, s | the sweep, s | sweep / (runs / cores) | sweep / runs on all cores | processor time: sweep / runs | at most |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        var holds = true;
        foreach (var duration in only is null ? Durations : [only])
            holds = Measure(program, duration);
        return holds;
    }

    private static bool Measure(string program, string duration)
    {
        var folder = Directory.CreateTempSubdirectory("smtpsim-bench-").FullName;
        var file = Path.Combine(folder, "hundred.yaml");
        File.WriteAllLines(file, [.. File.ReadLines(Scenario).TakeWhile(line => !line.StartsWith("sweep:", StringComparison.Ordinal)), Hundred]);
        var set = "duration=" + duration;
        var plan = SweepLoader.LoadFile(file, [set]).Plan ?? throw new InvalidOperationException($"{Scenario} is no sweep that can be cut to a hundred runs.");
        List<Scenario> runs = [.. plan.Cells.SelectMany(cell => Enumerable.Range(0, plan.Replications.Min).Select(number => plan.RunOf(cell, number)))];
        Simulate(runs.Take(10)); // compiled
        var (pure, together, whole, wall, near, work) = (new Ratios(), new Ratios(), new Ratios(), new Ratios(), new Ratios(), new Ratios());
        for (var round = 0; round < Rounds; round++)
        {
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            var clock = Stopwatch.StartNew();
            Simulate(runs);
            var (seconds, processor) = (clock.Elapsed.TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
            clock.Restart();
            Parallel.ForEach(Partitioner.Create(runs, EnumerablePartitionerOptions.NoBuffering), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, run => Simulate([run]));
            var atOnce = clock.Elapsed.TotalSeconds;
            clock.Restart();
            var sweep = Sweep(program, file, set, Path.Combine(folder, $"out-{round}"));
            pure.Add(seconds);
            var swept = clock.Elapsed.TotalSeconds;
            together.Add(atOnce);
            whole.Add(swept);
            wall.Add(swept / (seconds / Environment.ProcessorCount));
            near.Add(swept / atOnce);
            work.Add(sweep / processor);
        }

        Directory.Delete(folder, recursive: true);
        Console.WriteLine($"| {runs.Count} runs of retry-storm over {duration} | {pure} | {together} | {whole} | {wall} | {near} | {work} | {AtMost} |");
        return wall.Median <= AtMost;
    }

    private static void Simulate(IEnumerable<Scenario> runs)
    {
        foreach (var scenario in runs)
        {
            var world = new World(scenario);
            var partition = new Partition(world, 0, 1);
            partition.Advance(long.MaxValue);
            _ = ResultMerger.Merge(world, [partition.Close(world.End)], complete: true);
        }
    }

    /// <summary>Processor time of processes that were begun here and have ended (proc(5): cutime and cstime, in hundredths of a second); not a number elsewhere than on Linux.</summary>
    private static double ChildrenSeconds()
    {
        if (!OperatingSystem.IsLinux())
            return double.NaN;
        var text = File.ReadAllText("/proc/self/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' '); // from the third on: the second may have blanks in it
        return (long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture)) / 100.0;
    }

    /// <returns>Seconds of processor time.</returns>
    private static double Sweep(string program, string file, string set, string output)
    {
        var before = ChildrenSeconds();
        using var process = Process.Start(new ProcessStartInfo(program, ["sweep", file, "--set", set, "--quiet", "--out", output]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode is 0 or 3 ? ChildrenSeconds() - before : throw new InvalidOperationException($"{program} sweep ended with {process.ExitCode}.");
    }
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using SmtpSim.Model;
using SmtpSim.Results;
using SmtpSim.Scenarios;

namespace SmtpSim.Report.Tests;

/// <summary>Reports of runs of the scenarios that come with the program, each simulated once.</summary>
internal static class SampleRuns
{
    private static readonly ConcurrentDictionary<string, Lazy<string>> Pages = [];
    private static readonly ConcurrentDictionary<(string Scenario, int Partitions), Lazy<ReportedRun>> Runs = [];

    public static string Page(string scenario) => Pages.GetOrAdd(scenario, name => new Lazy<string>(() => RunPage.Of(Report(Load(name))).ToHtml())).Value;

    public static Scenario Load(string name, params string[] sets)
    {
        var loaded = ScenarioLoader.LoadFile(Path.Combine(Root(), "scenarios", name + ".yaml"), sets);
        Assert.True(loaded.Ok, string.Join('\n', loaded.Diagnostics));
        return loaded.Scenario!;
    }

    public static ReportedRun Report(Scenario scenario, int partitions = 1)
    {
        var yaml = EffectiveScenario.Write(scenario);
        return Runs.GetOrAdd((yaml, partitions), _ => new Lazy<ReportedRun>(() => Report(scenario, yaml, partitions))).Value;
    }

    private static ReportedRun Report(Scenario scenario, string yaml, int partitions)
    {
        var result = Simulate(scenario, partitions);
        var metrics = new RunMetrics(result);
        return new ReportedRun
        {
            Result = result,
            Observation = ReportedRun.Observe(scenario, result),
            Expectations = [.. ExpectChecks.Of(scenario).Select(expectation => ExpectationResult.Of(expectation, metrics))],
            Scenario = yaml,
            Program = new ManifestProgram("smtpsim", "0.0.0", Commit: null),
            ScenarioHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(yaml))),
        };
    }

    /// <summary>As the grains do: one partition in one go, several in windows on the grid of the lookahead.</summary>
    private static RunResult Simulate(Scenario scenario, int count)
    {
        var world = new World(scenario);
        Partition[] all = [.. Enumerable.Range(0, count).Select(i => new Partition(world, i, count))];
        while (all.Min(partition => partition.NextTime) is var next && next != long.MaxValue)
        {
            var end = count == 1 ? long.MaxValue : (next / world.Lookahead + 1) * world.Lookahead;
            foreach (var partition in all)
                partition.Advance(end);
            foreach (var (sender, receiver) in all.SelectMany(sender => all.Where(other => other != sender).Select(receiver => (sender, receiver))))
            {
                foreach (var outbox in new[] { sender.CommandsTo(receiver.Index), sender.RepliesTo(receiver.Index) })
                {
                    receiver.Accept(outbox.Events.Span);
                    outbox.Clear();
                }
            }
        }

        return ResultMerger.Merge(world, all.Select(partition => partition.Close(world.End)), complete: true);
    }

    /// <summary>The checkout the tests were built in; found from where they run, since a deterministic build writes no paths of this machine.</summary>
    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SmtpSim.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("SmtpSim.sln is not above " + AppContext.BaseDirectory);
        return folder.FullName;
    }
}

using System.Collections.Concurrent;
using SmtpSim.Model;
using SmtpSim.Scenarios;

namespace SmtpSim.Validation.Tests;

/// <summary>Carries out experiments, each once however many tests look at it.</summary>
internal static class Laboratory
{
    private static readonly ConcurrentDictionary<string, Lazy<IReadOnlyList<Row>>> Done = new(StringComparer.Ordinal);

    public static IReadOnlyList<Row> RowsOf(Experiment experiment)
        => Done.GetOrAdd(experiment.Name, _ => new Lazy<IReadOnlyList<Row>>(() => CarryOut(experiment))).Value;

    public static Scenario Load(Experiment experiment)
    {
        var loaded = ScenarioLoader.LoadFile(Repository.PathOf($"scenarios/validation/{experiment.Scenario}.yaml"), experiment.Sets);
        return loaded.Scenario ?? throw new InvalidOperationException(string.Join('\n', loaded.Diagnostics));
    }

    /// <summary>
    /// One interval of 99 % in a hundred misses the truth by chance. So what misses gets a second sample, of the next seed, and that one decides:
    /// something wrong passes no more easily for it, and chance condemns one row in ten thousand.
    /// </summary>
    private static Row[] CarryOut(Experiment experiment)
    {
        var scenario = Load(experiment);
        var runs = RunsOf(experiment, scenario);
        var rows = experiment.Claims.Select(claim => claim.Judge(runs)).ToArray();
        if (!Enumerable.Range(0, rows.Length).Any(i => Missed(i)))
            return rows;
        var again = RunsOf(experiment, scenario with { Seed = scenario.Seed + 1 });
        for (var i = 0; i < rows.Length; i++)
            if (Missed(i))
                rows[i] = experiment.Claims[i].Judge(again) with { IsSecondSample = true };
        return rows;

        bool Missed(int i) => rows[i].Verdict == Verdict.Misses && experiment.Claims[i].IsStatistical;
    }

    private static Run[] RunsOf(Experiment experiment, Scenario scenario)
        => [.. Enumerable.Range(0, experiment.Replications).AsParallel().AsOrdered()
            .Select(number => Run.Of(scenario with { Replication = number }, experiment.LookEvery))];
}

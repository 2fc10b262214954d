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

    private static Row[] CarryOut(Experiment experiment)
    {
        var runs = RunsOf(experiment, Load(experiment));
        return [.. experiment.Claims.Select(claim => claim.Judge(runs))];
    }

    private static Run[] RunsOf(Experiment experiment, Scenario scenario)
        => [.. Enumerable.Range(0, experiment.Replications).AsParallel().AsOrdered()
            .Select(number => Run.Of(scenario with { Replication = number }, experiment.LookEvery))];
}

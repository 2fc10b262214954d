using SmtpSim.Model;

namespace SmtpSim.Scenarios.Tests;

/// <summary>Values set from outside by the names that a sweep gives to paths and values.</summary>
public sealed class SweepNamesTests
{
    private const string Text =
        """
        schema: 1
        name: named
        duration: 1h
        servers: { mx: { count: 2 } }
        clients: { a: { count: 3, retry: postfix }, b: { retry: exim } }
        traffic: [ { from: "*", to: mx, arrivals: { burst: 1 } } ]
        params: { policy: clients.a.retry, patience: [clients.a.timeouts.body, clients.b.timeouts.body], load: "traffic[0].arrivals" }
        policies: { often: { fixed: 60s } }
        sweep:
          grid: { policy: [often, qmail], load: { light: { burst: 1 }, heavy: { burst: 9 } }, patience: [60s, 5min] }
          replications: { count: 4, antithetic: true }
          common-random-numbers: false
        """;

    [Fact]
    public void Names_OfParamsPoliciesAndValues_StandForThem()
    {
        var scenario = Load("policy=often", "load=heavy", "patience=7s");
        Assert.Equal(600_000_000, Assert.IsType<RetrySpec.Fixed>(scenario.Clients[0].Retry).Interval.Ticks);
        Assert.All(scenario.Clients, group => Assert.Equal(70_000_000, group.Timeouts.Body.Ticks));
        Assert.Equal(new ArrivalSpec.Bursts(9, default), scenario.Traffic[0].Arrivals);
        Assert.IsType<RetrySpec.Fixed>(Load("clients.b.retry=often").Clients[1].Retry);
        Assert.Equal(new ArrivalSpec.Bursts(4, default), Load("load={ burst: 4 }").Traffic[0].Arrivals);
        Assert.Equal(5, Load("servers.mx.count=5").Servers[0].Count);
    }

    [Theory]
    [InlineData("polcy=often", "--set polcy", "'polcy' is neither a path nor one of the params", "did you mean 'policy'?")]
    [InlineData("policy=oftn", "--set policy", "'oftn' in clients.a.retry is not a retry schedule", "known words are postfix")]
    public void Names_ThatAreNone_AreErrorsWithWhatIsKnown(string set, string place, string message, string remedy)
    {
        var diagnostic = Assert.Single(ScenarioLoader.Parse(Text, "named.yaml", [set]).Diagnostics);
        Assert.Equal(place, diagnostic.File);
        Assert.Contains(message, diagnostic.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, diagnostic.Remedy, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Names_WhereAFileHasNoSweep_ArePathsAlone() =>
        Assert.NotEmpty(ScenarioLoader.Parse(Text[..Text.IndexOf("params", StringComparison.Ordinal)], "named.yaml", ["policy=often"]).Diagnostics);

    [Fact]
    public void Settings_OfEveryRun_GiveItsScenario() => AssertSettings(Text, "named.yaml", readFile: null);

    /// <summary>Of all that the program comes with.</summary>
    [Fact]
    public void Settings_OfShippedSweeps_GiveTheirScenarios()
    {
        var files = Directory.GetFiles(Repository.PathOf("scenarios"), "*.yaml", SearchOption.AllDirectories).Where(file => File.ReadLines(file).Any(line => line.StartsWith("sweep:", StringComparison.Ordinal))).ToList();
        Assert.True(files.Count > 5, "sweeps are found");
        Assert.All(files, file => AssertSettings(File.ReadAllText(file), file, trace => File.ReadAllText(trace)));
    }

    private static void AssertSettings(string text, string file, Func<string, string?>? readFile)
    {
        var plan = SweepLoader.Parse(text, file, [], readFile).Plan;
        Assert.NotNull(plan);
        foreach (var cell in plan.Cells)
            foreach (var replication in new[] { 0, 1, plan.Replications.Min - 1 }.Where(number => number < plan.Replications.Min))
            {
                var settings = plan.SettingsOf(cell, replication);
                var scenario = ScenarioLoader.Parse(text, file, settings, readFile).Scenario;
                Assert.NotNull(scenario);
                Assert.Equal(EffectiveScenario.Write(plan.RunOf(cell, replication)), EffectiveScenario.Write(scenario with { Expect = [] }));
            }
    }

    private static Scenario Load(params string[] sets)
    {
        var loaded = ScenarioLoader.Parse(Text, "named.yaml", sets);
        Assert.Empty(loaded.Diagnostics);
        return loaded.Scenario!;
    }
}

using SmtpSim.Model;
using SmtpSim.Results;

namespace SmtpSim.Scenarios.Tests;

/// <summary>Every scenario meets the expectations it states. (The million clients take seconds and have a test elsewhere.)</summary>
public sealed class ScenarioExpectationTests
{
    public static TheoryData<string> Scenarios =>
        [.. Directory.GetFiles(Repository.PathOf("scenarios"), "*.yaml").Select(file => Path.GetFileName(file)).Where(file => file is not ("million-clients.yaml" or "retry-storm.yaml")).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Scenario_MeetsItsExpectations(string file)
    {
        var scenario = ScenarioFileTests.Load(file, []);
        var expectations = ExpectChecks.Of(scenario);
        Assert.NotEmpty(expectations);
        var metrics = new RunMetrics(Run(scenario));
        Assert.Empty(expectations.Select(expectation => ExpectationResult.Of(expectation, metrics)).Where(result => !result.Passed).Select(result => $"{result.Expectation.Text}: {result.Observed}"));
    }

    /// <summary>One replication of the sweep's cells at the load where the policy decides, and of one beyond it.</summary>
    [Theory]
    [InlineData("policy=fixed load=0.7", 0)]
    [InlineData("policy=full-jitter load=0.7", 1)]
    [InlineData("policy=postfix load=0.7", 1)]
    [InlineData("policy=postfix load=0.9", 0)]
    public void RetryStorm_RecoversAsItSays(string cell, double recovered)
    {
        var plan = SweepLoader.LoadFile(Repository.PathOf("scenarios/retry-storm.yaml"), []).Plan!;
        Assert.Equal((12, 20), (plan.Cells.Count, plan.Replications.Min));
        var metrics = new RunMetrics(Run(plan.RunOf(plan.Cells.Single(one => one.Name == cell), 0)));
        Assert.Equal(recovered, metrics.Of(new MetricSelector(MetricCatalogue.Find("recovered")!)));
    }

    private static RunResult Run(Scenario scenario)
    {
        var world = new World(scenario);
        var partition = new Partition(world, 0, 1);
        partition.Advance(long.MaxValue);
        return ResultMerger.Merge(world, [partition.Close(world.End)], complete: true);
    }
}

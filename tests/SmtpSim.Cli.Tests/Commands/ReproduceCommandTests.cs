using System.Text.Json.Nodes;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli.Tests;

public sealed class ReproduceCommandTests : CommandTests
{
    public static TheoryData<string> Names => [.. PublishedExperiments.All.Select(one => one.Name)];

    /// <summary>What is brought along is a sweep, and every figure is of a cell and a metric of it.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Experiment_ThatIsBroughtAlong_IsASweepThatMeasuresItsFigures(string name)
    {
        var experiment = PublishedExperiments.Find(name)!;
        var loaded = SweepLoader.Parse(PublishedExperiments.TextOf(name), name, []);
        Assert.Empty(loaded.Diagnostics);
        Assert.Equal(experiment.IsChance, loaded.Plan!.Replications.Min > 1);
        Assert.NotEmpty(experiment.Figures);
        foreach (var figure in experiment.Figures)
        {
            Assert.Contains(figure.Cell, loaded.Plan.Cells.Select(cell => cell.Name));
            Assert.Contains(figure.Metric, loaded.Plan.Metrics.Select(metric => metric.ToString()));
        }
    }

    [Fact]
    public void Reproduce_WithoutAName_ListsEachOnALine()
    {
        var list = Run("reproduce");
        Assert.Equal(ExitCode.Ok, list.ExitCode);
        foreach (var one in PublishedExperiments.All)
            Assert.Contains($" {one.Name} ", list.Output, StringComparison.Ordinal);
        Assert.Equal(PublishedExperiments.All.Count, JsonNode.Parse(Run("reproduce", "--json").Output)!.AsArray().Count);
    }

    [Fact]
    public void Reproduce_OfTheGreylists_HoldsAndLeavesThePublishedFiguresBesideTheSimulated()
    {
        var run = Run("reproduce", "greylist-schedules", "--out", "out");
        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Contains("All 18 published figures hold.", run.Output, StringComparison.Ordinal);
        Assert.Contains("Postfix's queue manager", run.Output, StringComparison.Ordinal);
        var rows = File.ReadAllLines(Folder["out/published.csv"]);
        Assert.Equal("cell,quantity,metric,published,within,simulated,low,high,confidence,verdict", rows[0]);
        Assert.Equal("delay=300s,postfix delivers after,delay.max{client=postfix},300,0,300,,,,holds", rows[1]);
        Assert.Equal(19, rows.Length);
        Assert.Equal(ExitCode.Ok, Run("verify", "out").ExitCode);
    }

    /// <summary>One run of each cell decides nothing of a figure that chance has a part in, and the program says so.</summary>
    [Fact]
    public void Reproduce_WithTooFewReplications_SaysThatItCanNotTell()
    {
        var run = Run("reproduce", "rfc1047-duplicates", "--replications", "1", "--json");
        Assert.Equal(ExitCode.ExpectationFailed, run.ExitCode);
        Assert.All(JsonNode.Parse(run.Output)!["published"]!.AsArray(), one => Assert.Equal("too_wide", (string?)one!["verdict"]));
    }

    [Fact]
    public void Reproduce_OfAnUnknownName_NamesThoseThereAre()
    {
        var run = Run("reproduce", "moon-landing");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("aws-backoff, postfix-feedback", run.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, Run("reproduce", "aws-backoff", "--replications", "0").ExitCode);
    }
}

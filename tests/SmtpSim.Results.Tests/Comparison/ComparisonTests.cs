using System.Text.Json;

namespace SmtpSim.Results.Tests;

public sealed class ComparisonTests
{
    [Fact]
    public void Figures_OfTwoSummaries_AreThoseThatDiffer()
    {
        using var a = JsonDocument.Parse("""{ "x": 1, "same": 2, "groups": [ { "name": "mx", "n": 5 }, { "name": "b", "n": null } ] }""");
        using var b = JsonDocument.Parse("""{ "x": 2, "same": 2, "groups": [ { "name": "mx", "n": 4 }, { "name": "b", "n": 1 } ], "more": 3 }""");
        Assert.Equal(
            [new("x", 1, 2), new("groups.mx.n", 5, 4), new("groups.b.n", null, 1), new("more", null, 3)],
            FigureDifference.Between(a.RootElement, b.RootElement));
    }

    [Fact]
    public void Runs_OfTwoSweeps_ArePairedByReplication()
    {
        var differences = SweepRunsTable.Between(Runs("1,2,3,4"), Runs("2.1,3,4.1,5"));
        var one = Assert.Single(differences);
        Assert.Equal(("policy=a, b", "goodput{client=x, y}"), (one.Cell, one.Metric));
        Assert.Equal(1.05, one.Paired.Difference.Mean, 1e-9);
        Assert.True(one.IsClear);
    }

    /// <summary>A pair's mean is one observation, and half a pair is none.</summary>
    [Fact]
    public void Runs_InAntitheticPairs_ArePairedByPair()
    {
        var one = Assert.Single(SweepRunsTable.Between(Runs("1,3,2,5,7", antithetic: true), Runs("2,3,3,6,7", antithetic: true)));
        Assert.Equal((2, 0.75), (one.Paired.Difference.Count, one.Paired.Difference.Mean));
    }

    [Fact]
    public void Runs_WithTheSameValues_DoNotDiffer() => Assert.Empty(SweepRunsTable.Between(Runs("1,2"), Runs("1,2")));

    [Fact]
    public void Runs_OfASingleReplication_AreNeverClear() => Assert.False(SweepRunsTable.Between(Runs("1"), Runs("2")).Single().IsClear);

    [Theory]
    [InlineData("")]
    [InlineData("cell,metric,value")]
    [InlineData("cell,policy,replication,digest,metric,value\n0,a,x,00,goodput,1")]
    [InlineData("cell,policy,replication,digest,metric,value\n0,a,0,00,goodput")]
    public void Runs_ThatAreNoTable_AreRefused(string text) => Assert.Throws<FormatException>(() => SweepRunsTable.Read(new StringReader(text)));

    private static SweepRunsTable Runs(string values, bool antithetic = false) => SweepRunsTable.Read(new StringReader(
        "cell,policy,replication,digest,metric,value\n"
        + string.Concat(values.Split(',').Select((value, i) => $"0,\"a, b\",{i},00,\"goodput{{client=x, y}}\",{value}\n"))), antithetic);
}

namespace SmtpSim.Results.Tests;

/// <summary>Two policies at two loads, five replications of each.</summary>
public sealed class SweepJudgeTests
{
    private static readonly MetricSelector Goodput = new(MetricCatalogue.Find("goodput")!);

    private static readonly SweepTable Table = new(["policy", "load"], [Goodput],
    [
        Cell(0, "fixed", "low", 10, 11, 12, 13, 14),
        Cell(1, "fixed", "high", 5, 6, 7, 8, 9),
        Cell(2, "full", "low", 10.1, 11.1, 12.1, 13.1, 14.1),
        Cell(3, "full", "high", 5.2, 6.1, 7.2, 8.1, null),
    ]);

    [Fact]
    public void Expectation_WithoutAChoice_IsLookedAtInEveryCell()
    {
        var results = Judge(new Expectation(0, "", new MetricTerm(Goodput), Comparison.Greater, 8, null, [], null));
        Assert.Equal([true, false, true, false], results.Select(result => result.Passed));
        Assert.Equal(12, results[0].Observed);
        Assert.Null(results[3].Observed); // one replication has no value
    }

    /// <summary>Of four runs there are two observations: 10.5 and 12.5.</summary>
    [Fact]
    public void Values_OfAntitheticPairs_AreTheirMeans()
    {
        var cell = Cell(0, "fixed", "low", 10, 11, 12, 13) with { Antithetic = true };
        Assert.Equal((2, 10.5, 12.5), (cell.Observations, cell.ValuesOf(0)[0], cell.ValuesOf(0)[1]));
        Assert.Equal([12.5], (Cell(0, "fixed", "low", null, 11, 12, 13) with { Antithetic = true }).ValuesOf(0));
    }

    [Fact]
    public void Expectation_WithAChoice_IsLookedAtThereAlone() =>
        Assert.Equal("policy=fixed load=high", Judge(new Expectation(0, "", new MetricTerm(Goodput), Comparison.Greater, 8, null, [new("policy", "fixed"), new("load", "high")], null)).Single().Cell);

    [Fact]
    public void Expectation_WithConfidence_NeedsTheWholeInterval()
    {
        // Mean 12, s = 1.58, t(4, 0.975) = 2.776: 12 ± 1.96.
        bool Holds(double bound) => Judge(new Expectation(0, "", new MetricTerm(Goodput), Comparison.Greater, bound, null, [new("policy", "fixed"), new("load", "low")], 0.95)).Single().Passed;
        Assert.True(Holds(10.0));
        Assert.False(Holds(10.1));
    }

    [Fact]
    public void Expectation_OfTwoCells_IsPairedByReplication()
    {
        var expectation = new Expectation(
            0, "", new MetricTerm(Goodput, Cell: "full"), Comparison.Greater, 0, new MetricTerm(Goodput, Cell: "fixed"), [new("load", "low")], 0.95);
        var result = Judge(expectation).Single();
        Assert.True(result.Passed);
        Assert.Equal("policy=full load=low and policy=fixed load=low", result.Cell);
        Assert.Equal(0.1, result.Interval!.Value.Mean, 1e-9);
    }

    [Fact]
    public void Expectation_AtSeveralCells_SharesItsConfidence()
    {
        var level = Judge(new Expectation(0, "", new MetricTerm(Goodput), Comparison.Greater, 0, null, [new("policy", "fixed")], 0.95))[0].Interval!.Value.Confidence;
        Assert.Equal(0.975, level, 1e-12);
    }

    [Theory]
    [InlineData("min", 10)]
    [InlineData("max", 14)]
    [InlineData("p50", 12)]
    [InlineData("mean", 12)]
    [InlineData("sd", 1.5811)]
    public void Aggregate_OverReplications_IsThatOfTheValues(string aggregate, double expected) =>
        Assert.Equal(expected, Judge(new Expectation(0, "", new MetricTerm(Goodput, Aggregate.Parse(aggregate)), Comparison.Greater, 0, null, [new("policy", "fixed"), new("load", "low")], null)).Single().Observed!.Value, 1e-4);

    private static IReadOnlyList<ExpectationResult> Judge(Expectation expectation) => new SweepJudge(Table).Judge([expectation]);

    private static SweepCellRuns Cell(int index, string policy, string load, params double?[] values) =>
        new(index, [new("policy", policy), new("load", load)], [.. values.Select((value, i) => new SweepRecord(index, i, "00", 1, [value]))]);
}

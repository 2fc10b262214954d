namespace SmtpSim.Results;

/// <summary>Expectations against the cells of a sweep: each is looked at in every cell it is about.</summary>
public sealed class SweepJudge(SweepTable table)
{
    public IReadOnlyList<ExpectationResult> Judge(IReadOnlyList<Expectation> expectations) => [.. expectations.SelectMany(Judge)];

    private List<ExpectationResult> Judge(Expectation expectation)
    {
        var pairs = Pairs(expectation).ToList();
        // All cells together are to be right with the confidence asked for.
        double? confidence = expectation.Confidence is { } together ? Confidence.ForEachOf(Math.Max(1, pairs.Count), together) : null;
        return pairs.Count == 0
            ? [new ExpectationResult(expectation, Passed: false, null, null, "no cell")]
            : [.. pairs.Select(pair => Judge(expectation, pair.Left, pair.Right, confidence) with { LookedAt = pair.Left })];
    }

    /// <summary>The cells of both sides. <c>goodput[a] &gt; goodput[b]</c> pairs cells that differ in the one factor that has both values.</summary>
    private IEnumerable<(SweepCellRuns Left, SweepCellRuns Right)> Pairs(Expectation expectation)
    {
        var cells = table.Cells.Where(cell => expectation.Where.All(choice => cell.Values.Contains(choice))).ToList();
        if (expectation.Left.Cell is not { } left || expectation.Right?.Cell is not { } right)
            return cells.Select(cell => (cell, cell));
        return from cell in cells
               from value in cell.Values
               where value.Value == left
               from other in table.Cells
               where other.Values.All(one => one.Value == (one.Key == value.Key ? right : cell.Values.First(same => same.Key == one.Key).Value))
               select (cell, other);
    }

    private ExpectationResult Judge(Expectation expectation, SweepCellRuns left, SweepCellRuns right, double? confidence)
    {
        var observed = Values(expectation.Left, left);
        var bound = expectation.Right is null ? null : Values(expectation.Right, right);
        var of = expectation.Left.Aggregate ?? Aggregate.Mean;
        var value = observed is null ? null : of.Of(observed);
        var limit = expectation.Right is null ? expectation.Value : bound is null ? null : (expectation.Right.Aggregate ?? Aggregate.Mean).Of(bound);
        var name = left == right ? left.Name : $"{left.Name} and {right.Name}";
        if (value is not { } one || limit is not { } two)
            return new ExpectationResult(expectation, Passed: false, value, limit, name);
        if (confidence is not { } level)
            return new ExpectationResult(expectation, expectation.Comparison.Holds(one, two), one, two, name);
        var interval = bound is not null ? PairedDifference.Of(bound, observed, level).Difference : Interval(of, observed!, level);
        var against = bound is not null ? 0 : two;
        return new ExpectationResult(expectation, Holds(expectation.Comparison, interval, against), one, two, name, interval);
    }

    /// <summary>Null when a replication has no value: a mean of the others would flatter.</summary>
    private double[]? Values(MetricTerm term, SweepCellRuns cell)
    {
        var values = cell.ValuesOf(table.IndexOf(term.Selector));
        return values.Length == cell.Observations ? values : null;
    }

    private static MeanInterval Interval(Aggregate of, double[] values, double level)
    {
        if (of.Kind != AggregateKind.Quantile)
            return MeanInterval.Of(values, level);
        var quantile = QuantileInterval.Of(values, of.Level, level);
        // As an interval around its middle; one side may be open.
        var open = double.IsInfinity(quantile.Low) || double.IsInfinity(quantile.High);
        return new MeanInterval(values.Length, open ? quantile.Value : (quantile.Low + quantile.High) / 2, double.NaN, open ? double.PositiveInfinity : (quantile.High - quantile.Low) / 2, level);
    }

    /// <summary>The whole interval has to be on the right side.</summary>
    private static bool Holds(Comparison comparison, MeanInterval interval, double value) => comparison switch
    {
        Comparison.Less or Comparison.LessOrEqual => comparison.Holds(interval.High, value),
        Comparison.Greater or Comparison.GreaterOrEqual => comparison.Holds(interval.Low, value),
        Comparison.Equal => interval.Contains(value),
        _ => !interval.Contains(value),
    };
}

namespace SmtpSim.Results;

/// <summary>Whether an expectation was met.</summary>
/// <param name="Expectation">Which.</param>
/// <param name="Passed">False also when there was nothing to compare.</param>
/// <param name="Observed">The left side; null when it has no value.</param>
/// <param name="Bound">The right side; null when it has no value.</param>
/// <param name="Cell">Of a sweep: which cell it was looked at in, as <c>policy=fixed load=0.9</c>.</param>
/// <param name="Interval">With confidence: what was compared with what, as an interval of the left side, or of the difference of both.</param>
public sealed record ExpectationResult(Expectation Expectation, bool Passed, double? Observed, double? Bound, string? Cell = null, MeanInterval? Interval = null)
{
    /// <summary>Of a sweep: the runs of the left side's cell.</summary>
    public SweepCellRuns? LookedAt { get; init; }

    /// <summary>Of a single run, whose aggregates are its values.</summary>
    public static ExpectationResult Of(Expectation expectation, RunMetrics run)
    {
        var observed = run.Of(expectation.Left.Selector);
        var bound = expectation.Right is null ? expectation.Value : run.Of(expectation.Right.Selector);
        var passed = observed is { } left && bound is { } right && expectation.Comparison.Holds(left, right);
        return new ExpectationResult(expectation, passed, observed, bound);
    }
}

/// <summary>An expectation as <c>summary.json</c> states it.</summary>
/// <param name="That">As it was written.</param>
/// <param name="Cell">Of a sweep: where it was looked at; absent otherwise.</param>
/// <param name="Observed">The left side in its base unit: seconds, bytes, a share from 0 to 1; null when it has no value.</param>
/// <param name="Bound">The right side.</param>
public sealed record ExpectationSummary(
    string That,
    [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)] string? Cell,
    bool Passed,
    double? Observed,
    double? Bound)
{
    public static ExpectationSummary Of(ExpectationResult result) =>
        new(result.Expectation.Text, result.Cell, result.Passed, result.Observed, result.Bound);
}

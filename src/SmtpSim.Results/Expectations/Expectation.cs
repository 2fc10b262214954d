namespace SmtpSim.Results;

/// <summary>One side of an expectation.</summary>
/// <param name="Selector">The metric.</param>
/// <param name="Aggregate">What is made of it over replications; null for the mean, when nothing was said.</param>
/// <param name="Cell">The value of a parameter that tells which cell of a sweep is meant, in <c>goodput[fixed]</c>; null for the cell at hand.</param>
public sealed record MetricTerm(MetricSelector Selector, Aggregate? Aggregate = null, string? Cell = null)
{
    public MetricUnit Unit => Aggregate?.Kind == AggregateKind.RelativeHalfWidth ? MetricUnit.Share : Selector.Metric.Unit;
}

/// <summary>An expectation of a scenario, understood.</summary>
/// <param name="Index">Its number in the scenario's list, from 0.</param>
/// <param name="Text">As it was written.</param>
/// <param name="Left">What is compared.</param>
/// <param name="Comparison">How.</param>
/// <param name="Value">With what, in the unit of <paramref name="Left"/>; of no meaning when <paramref name="Right"/> is set.</param>
/// <param name="Right">Or with which other metric.</param>
/// <param name="Where">Value by parameter, of the cells of a sweep that it is about; empty for all.</param>
/// <param name="Confidence">With which it has to hold over replications; null where the aggregates alone decide.</param>
public sealed record Expectation(
    int Index,
    string Text,
    MetricTerm Left,
    Comparison Comparison,
    double Value,
    MetricTerm? Right,
    IReadOnlyList<KeyValuePair<string, string>> Where,
    double? Confidence)
{
    /// <summary>Whether it can only be told of several runs.</summary>
    public bool NeedsSweep => Where.Count > 0 || Confidence is not null || Needs(Left) || (Right is not null && Needs(Right));

    private static bool Needs(MetricTerm term) => term.Cell is not null || term.Aggregate?.Needed > 1;
}

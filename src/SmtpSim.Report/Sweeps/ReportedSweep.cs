using SmtpSim.Results;

namespace SmtpSim.Report;

/// <summary>A sweep and what its report needs besides. Nothing in it depends on when, where and how often interrupted it ran.</summary>
public sealed record ReportedSweep
{
    /// <summary>Metrics that are shown when nobody asked for any.</summary>
    private static readonly string[] Usual = ["delivered.ratio", "delay.p50", "delay.p95", "amplification", "metastable.ratio"];

    private const int MostMetrics = 8;

    /// <summary>The scenario's name.</summary>
    public required string Name { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>What the scenario asks, in its opening comment; null where it does not say.</summary>
    public required string? Question { get; init; }

    /// <summary>How large its fleet is, in half a line.</summary>
    public required string Size { get; init; }

    public required SweepTable Table { get; init; }

    public required bool CommonRandomNumbers { get; init; }

    /// <summary>Metrics that the sweep names itself; the first is what its report is about.</summary>
    public required IReadOnlyList<MetricSelector> Asked { get; init; }

    public required IReadOnlyList<ExpectationResult> Expectations { get; init; }

    /// <summary>The scenario's file.</summary>
    public required string Text { get; init; }

    /// <summary>Values set on the command line.</summary>
    public required IReadOnlyList<string> Set { get; init; }

    public required ManifestProgram Program { get; init; }

    public required string Digest { get; init; }

    /// <summary>The published experiment that it reproduces; null when it is none.</summary>
    public PublishedExperiment? Experiment { get; init; }

    /// <summary>Its figures against those simulated.</summary>
    public IReadOnlyList<PublishedComparison> Published { get; init; } = [];

    internal IReadOnlyList<SweepFactor> Factors => field ??= SweepFactor.Of(Table);

    /// <summary>What is shown, the most important first: what the sweep asks for, what is expected, what is usual.</summary>
    internal IReadOnlyList<MetricCells> Metrics => field ??= [.. Chosen().Take(MostMetrics)];

    internal MetricCells? Headline => Metrics.Count > 0 ? Metrics[0] : null;

    private IEnumerable<MetricCells> Chosen()
    {
        var expected = Expectations.SelectMany(result => new[] { result.Expectation.Left.Selector, result.Expectation.Right?.Selector }).OfType<MetricSelector>();
        var asked = Asked.Concat(expected).ToList();
        return (asked.Count > 0 ? asked : [.. Usual.Select(name => new MetricSelector(MetricCatalogue.Find(name)!))])
            .Select(Table.IndexOf).Where(Table.MetricsWithValues.Contains).Distinct().Select(metric => new MetricCells(Table, metric));
    }
}

using System.Text.Json.Serialization;

namespace SmtpSim.Results;

/// <summary>What <c>summary.json</c> of a sweep says: depends on the sweep alone, not on how often it was interrupted.</summary>
/// <param name="Schema">Name and version of this form.</param>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="Digest">One hash over all runs.</param>
/// <param name="Factors">Names of what varies.</param>
/// <param name="CommonRandomNumbers">All cells saw the same random numbers.</param>
/// <param name="Antithetic">Runs stand in antithetic pairs, whose means are the observations; absent otherwise.</param>
/// <param name="Cells">In the order of the design.</param>
/// <param name="Expectations">Those of the scenario, at each cell they are about; absent when it has none.</param>
public sealed record SweepSummary(
    string Schema,
    string Scenario,
    ulong Seed,
    string Digest,
    IReadOnlyList<string> Factors,
    bool CommonRandomNumbers,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Antithetic,
    IReadOnlyList<SweepCellSummary> Cells,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ExpectationSummary>? Expectations)
{
    public const string SchemaName = "smtpsim-sweep/1";

    public static SweepSummary Of(string scenario, ulong seed, bool commonRandomNumbers, SweepTable table, IReadOnlyList<ExpectationResult> expectations) => new(
        SchemaName,
        scenario,
        seed,
        table.Digest(),
        table.Factors,
        commonRandomNumbers,
        table.Antithetic,
        [.. table.Cells.Select(cell => SweepCellSummary.Of(cell, table))],
        expectations.Count == 0 ? null : [.. expectations.Select(ExpectationSummary.Of)]);
}

/// <param name="Values">Value by factor.</param>
/// <param name="Replications">Runs.</param>
/// <param name="Metrics">By name, in base units.</param>
public sealed record SweepCellSummary(int Index, IReadOnlyDictionary<string, string> Values, int Replications, IReadOnlyDictionary<string, MetricSummary> Metrics)
{
    internal static SweepCellSummary Of(SweepCellRuns cell, SweepTable table) => new(
        cell.Index,
        new OrderedDictionary<string, string>(cell.Values),
        cell.Runs.Count,
        new OrderedDictionary<string, MetricSummary>(table.MetricsWithValues.Select(metric => KeyValuePair.Create(table.Metrics[metric].ToString(), MetricSummary.Of(cell.ValuesOf(metric))))));
}

/// <summary>A metric over the replications of a cell.</summary>
/// <param name="Count">Replications in which it has a value; of antithetic ones, pairs.</param>
/// <param name="HalfWidth95">Of Student's 95 % interval of the mean; null of fewer than two.</param>
public sealed record MetricSummary(int Count, double? Mean, [property: JsonPropertyName("half_width_95")] double? HalfWidth95, double? Sd, double? Min, double? Max)
{
    public static MetricSummary Of(double[] values)
    {
        var mean = MeanInterval.Of(values);
        return new MetricSummary(
            values.Length, Finite(mean.Mean), Finite(mean.HalfWidth), Finite(mean.StandardDeviation), values.Length == 0 ? null : values.Min(), values.Length == 0 ? null : values.Max());
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}

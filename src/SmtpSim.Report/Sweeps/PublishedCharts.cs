using SmtpSim.Results;

namespace SmtpSim.Report;

/// <summary>Published figures beside simulated ones: all of them as quotients, and a chart for each metric.</summary>
internal static class PublishedCharts
{
    /// <summary>How far published and simulated values stand from the middle of their lane.</summary>
    private const double Aside = 0.17;

    public static IReadOnlyList<Chart> Of(IReadOnlyList<PublishedComparison> comparisons) =>
        comparisons.Count == 0 ? [] : [.. Quotients(comparisons), .. comparisons.GroupBy(one => one.Figure.Metric, StringComparer.Ordinal).Select(group => OfMetric([.. group]))];

    /// <summary>Everything on one scale: the simulated value over the published one.</summary>
    private static IEnumerable<Chart> Quotients(IReadOnlyList<PublishedComparison> comparisons)
    {
        var some = comparisons.Where(one => one.Figure.Value != 0 && one.Simulated is not null).ToList();
        if (some.Count < 2)
            yield break;
        // As far to the one side of 1 as to the other: what is all on one side shows then.
        var reach = 1.05 * Math.Max(0.01, some.Max(one => Difference(one) + Math.Max(one.Interval is { HalfWidth: var half } && double.IsFinite(half) ? half : 0, one.Figure.Within) / Math.Abs(one.Figure.Value)));
        var (near, share) = some.Select(one => (one, Share: Difference(one))).MaxBy(pair => pair.Share);
        yield return new Chart
        {
            Name = "published-quotients",
            Title = "Simulated over published",
            Sentence = share == 0 ? "Every simulated value is the published one." : $"A published value lies at 1; the simulated one farthest from it is off by {Quantity.Percent(share)}: {near.Figure.Quantity} at {near.Figure.Cell}.",
            X = new Axis("simulated / published") { Min = 1 - reach, Max = 1 + reach },
            Y = Axis.Of("", [.. some.Select(one => $"{Short(one.Figure.Cell)}: {one.Figure.Quantity}")]),
            References = [new ReferenceLine(1, "", Across: false)],
            Series = Two(some, one => one.Figure.Value),
        };
    }

    private static Chart OfMetric(IReadOnlyList<PublishedComparison> group)
    {
        var (figure, unit) = (group[0].Figure, group[0].Unit);
        var values = group.SelectMany(one => new[] { one.Figure.Value, one.Simulated ?? double.NaN }).Where(value => !double.IsNaN(value)).ToList();
        // From milliseconds to a minute nothing is seen on a linear axis.
        var isWide = values.TrueForAll(value => value > 0) && values.Max() > 20 * values.Min();
        var holds = group.Count(one => one.Verdict == PublishedVerdict.Holds);
        var series = Two(group, _ => 1);
        return new Chart
        {
            Name = "published-" + SweepCharts.Id(figure.Metric),
            Title = $"{char.ToUpperInvariant(figure.Quantity[0])}{figure.Quantity[1..]}: published and simulated",
            Sentence = holds == group.Count ? holds switch { 1 => "The published value holds.", 2 => "Both published values hold.", _ => $"All {holds} published values hold." } : $"{holds} of {group.Count} published values hold.",
            X = new Axis(figure.Quantity, isWide ? AxisScale.Log : AxisScale.Linear, unit switch { MetricUnit.Duration => Measure.Seconds, MetricUnit.Share => Measure.Share, _ => Measure.Number }) { Min = isWide ? null : 0 },
            Y = Axis.Of("", [.. group.Select(one => Short(one.Figure.Cell))]),
            Series = series,
        };
    }

    private static ChartSeries[] Two(IReadOnlyList<PublishedComparison> comparisons, Func<PublishedComparison, double> over) =>
    [
        new("published", Mark.Points, [.. comparisons.Select((one, i) => Point(i - Aside, one.Figure.Value, one.Figure.Within, over(one)))]),
        new(comparisons.Any(one => one.Interval is { HalfWidth: > 0 }) ? "simulated, 99 % interval" : "simulated", Mark.Points, [.. comparisons.Select((one, i) => Point(i + Aside, one.Simulated ?? double.NaN, one.Interval?.HalfWidth ?? 0, over(one)))]),
    ];

    private static ChartPoint Point(double lane, double value, double halfWidth, double over) =>
        halfWidth > 0 && double.IsFinite(halfWidth) ? new ChartPoint(value / over, lane, (value - halfWidth) / over, (value + halfWidth) / over) : new ChartPoint(value / over, lane);

    private static double Difference(PublishedComparison one) => Math.Abs(one.Simulated!.Value - one.Figure.Value) / Math.Abs(one.Figure.Value);

    /// <summary>The values of a cell without the names of what they are of.</summary>
    private static string Short(string cell) => string.Join(' ', cell.Split(' ').Select(pair => pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]));
}

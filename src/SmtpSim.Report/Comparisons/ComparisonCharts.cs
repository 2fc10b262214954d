using SmtpSim.Results;

namespace SmtpSim.Report;

/// <summary>The charts of a comparison.</summary>
internal static class ComparisonCharts
{
    private const int MostCharts = 8;
    private const int MostRows = 40;
    private const int MostFigures = 16;

    /// <summary>Of each metric that differs clearly somewhere: B - A in every cell, with its paired interval.</summary>
    public static IReadOnlyList<Chart> OfCells(IReadOnlyList<CellDifference> differences)
    {
        var telling = ComparisonText.Ordered(differences.Where(difference => difference.IsClear)).Select(difference => difference.Metric).Distinct(StringComparer.Ordinal).Take(MostCharts);
        return [.. telling.Select(metric => OfMetric(metric, [.. differences.Where(difference => difference.Metric == metric)]))];
    }

    /// <summary>Of two runs: by how much the figures changed, the most changed first; null when none can be said in percent.</summary>
    public static Chart? OfFigures(IReadOnlyList<FigureDifference> figures)
    {
        var shown = figures.Where(figure => figure.Relative is { } share && double.IsFinite(share) && IsQuantity(figure.Name)).OrderByDescending(figure => Math.Abs(figure.Relative!.Value))
            // Of the quantiles of one thing, the one that changed most stands for all.
            .DistinctBy(figure => Family(figure.Name), StringComparer.Ordinal).Take(MostFigures).ToList();
        return shown.Count == 0 ? null : new Chart
        {
            Name = "changes",
            Title = "Change from A to B",
            Sentence = $"The largest change is that of {shown[0].Name}: {ComparisonText.Change(shown[0].Relative)}.",
            X = new Axis("change from A to B", Measure: Measure.Share),
            Y = Axis.Of("figure", [.. shown.Select(figure => figure.Name)]),
            References = [new ReferenceLine(0, "", Across: false)],
            Series = [new ChartSeries("", Mark.Points, [.. shown.Select((figure, i) => new ChartPoint(figure.Relative!.Value, i))])],
            Note = figures.Count > shown.Count ? $"{shown.Count} of {Quantity.Count(figures.Count, "figure")}; all stand in the table." : null,
        };
    }

    /// <summary>A seed, a verdict or the time of a peak is no quantity to change by a share.</summary>
    private static bool IsQuantity(string name) => name != "seed" && !name.StartsWith("expectations.", StringComparison.Ordinal) && !name.EndsWith(".at_s", StringComparison.Ordinal);

    /// <summary><c>clients.mta.delivery_delay_s.p95</c> is of <c>clients.mta.delivery_delay_s</c>; other figures are of themselves.</summary>
    private static string Family(string name) => name[(name.LastIndexOf('.') + 1)..] is "mean" or "max" or ['p', >= '0' and <= '9', ..] ? name[..name.LastIndexOf('.')] : name;

    private static Chart OfMetric(string metric, IReadOnlyList<CellDifference> cells)
    {
        List<CellDifference> drawn = [.. cells.Take(MostRows)];
        var unit = ComparisonText.UnitOf(metric);
        var clear = cells.Count(cell => cell.IsClear);
        return new Chart
        {
            Name = "difference-" + SweepCharts.Id(metric),
            Title = $"{metric}: B - A",
            Sentence = $"{(clear == cells.Count ? clear == 1 ? "The difference is clear" : $"All {clear} differences are clear" : $"{clear} of {Quantity.Count(cells.Count, "difference")} {(clear == 1 ? "is" : "are")} clear")}; "
                + $"the largest is {ComparisonText.Signed(unit, cells.MaxBy(cell => Math.Abs(cell.Paired.Difference.Mean))!.Paired.Difference)} at {cells.MaxBy(cell => Math.Abs(cell.Paired.Difference.Mean))!.Cell}.",
            X = new Axis($"B - A, {metric}", Measure: unit switch { MetricUnit.Duration => Measure.Seconds, MetricUnit.Share => Measure.Share, _ => Measure.Number }),
            Y = Axis.Of("cell", [.. drawn.Select(cell => cell.Cell)]),
            References = [new ReferenceLine(0, "", Across: false)],
            Series =
            [
                Series("clear", drawn, isClear: true, look: 0),
                Series("may be chance", drawn, isClear: false, look: 6),
            ],
            Note = $"Means of the paired differences with intervals that hold, over all differences of both sweeps together, with 95 % (Bonferroni).{(unit == MetricUnit.Share ? " pp: percentage points." : "")} {metric}: {MetricCatalogue.Find(metric.Split('{')[0])?.Description}.{SweepCharts.Drawn(drawn.Count, cells.Count, "cell")}",
        };
    }

    private static ChartSeries Series(string name, IReadOnlyList<CellDifference> cells, bool isClear, int look) => new(name, Mark.Points,
        [.. cells.Select((cell, i) => (cell, i)).Where(pair => pair.cell.IsClear == isClear).Select(pair => Point(pair.cell.Paired.Difference, pair.i))]) { Look = look };

    private static ChartPoint Point(MeanInterval difference, int lane) =>
        double.IsFinite(difference.HalfWidth) ? new ChartPoint(difference.Mean, lane, difference.Low, difference.High) : new ChartPoint(difference.Mean, lane);
}

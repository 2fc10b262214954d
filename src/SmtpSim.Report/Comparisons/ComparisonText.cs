using System.Globalization;
using SmtpSim.Results;

namespace SmtpSim.Report;

/// <summary>What two results differ in, in sentences. The terminal and the report say the same.</summary>
public static class ComparisonText
{
    /// <summary>Metrics that a difference is told of first.</summary>
    private static readonly string[] Telling = ["recovered", "delivered.ratio", "goodput", "delay.p50", "delay.p95", "amplification", "metastable.ratio", "copies.mean", "loss.ratio", "attempts.mean", "queue.mean"];

    /// <summary>How many differences of two sweeps are clear.</summary>
    public static string OfCells(IReadOnlyList<CellDifference> differences)
    {
        ArgumentNullException.ThrowIfNull(differences);
        var clear = differences.Count(difference => difference.IsClear);
        if (differences.Count == 0)
            return "No metric of a cell that both have differs.";
        if (differences.All(difference => difference.Paired.Difference.Count < 2))
            return $"{Quantity.Count(differences.Count, "metric")} of cells that both have differ, but one replication gives no interval: sweep with more.";
        return clear == 0
            ? $"None of {Quantity.Count(differences.Count, "difference")} is clear: all may be chance (paired 95 % intervals that hold together, Bonferroni)."
            : $"{clear} of {Quantity.Count(differences.Count, "difference")} {(clear == 1 ? "is" : "are")} clear: paired 95 % intervals, which hold all together (Bonferroni), leave 0 out.";
    }

    /// <summary>The clear difference that says most: <c>goodput is higher in B by 0.41/s ±0.0072/s at policy=fixed load=0.7</c>; null when none is clear.</summary>
    public static string? MostTelling(IReadOnlyList<CellDifference> differences)
    {
        ArgumentNullException.ThrowIfNull(differences);
        var clear = differences.Where(difference => difference.IsClear).ToList();
        if (clear.Count == 0)
            return null;
        // Of the metrics that a reader looks for, if any is clear, the one that changed by the largest share.
        var telling = clear.Where(difference => Telling.Contains(difference.Metric)).ToList();
        var one = (telling.Count > 0 ? telling : clear).MaxBy(Share)!;
        var (unit, difference) = (UnitOf(one.Metric), one.Paired.Difference);
        return $"{one.Metric} is {(difference.Mean > 0 ? "higher" : "lower")} in B by {MetricFigure.OfDifference(unit, Math.Abs(difference.Mean))}{Within(unit, difference)} at {one.Cell}";
    }

    private static double Share(CellDifference difference) =>
        Math.Abs(difference.Paired.Difference.Mean) / Math.Max(Math.Abs(difference.Paired.MeanOfA), Math.Abs(difference.Paired.MeanOfB));

    /// <summary>Those of the metrics that say most first.</summary>
    public static IEnumerable<CellDifference> Ordered(IEnumerable<CellDifference> differences) =>
        differences.OrderBy(difference => Array.IndexOf(Telling, difference.Metric) is >= 0 and var place ? place : Telling.Length);

    public static MetricUnit UnitOf(string metric) => MetricCatalogue.Find(metric.Split('{')[0])?.Unit ?? MetricUnit.Factor;

    /// <summary><c>+1.2s ±0.3s</c></summary>
    public static string Signed(MetricUnit unit, MeanInterval difference) =>
        $"{(difference.Mean < 0 ? "-" : "+")}{MetricFigure.OfDifference(unit, Math.Abs(difference.Mean))}{Within(unit, difference)}";

    /// <summary>Nothing where every pair differs by the same.</summary>
    private static string Within(MetricUnit unit, MeanInterval difference) => difference.HalfWidth == 0 ? "" : $" ±{MetricFigure.OfDifference(unit, difference.HalfWidth)}";

    /// <summary>Whole numbers to their last digit, others in six figures.</summary>
    public static string Number(double? value) => value is not { } number ? Quantity.None
        : number == Math.Floor(number) && Math.Abs(number) < 1e15 ? Quantity.Count((long)number)
        : number.ToString("G6", CultureInfo.InvariantCulture);

    public static string Change(double? relative) =>
        relative is not { } share || !double.IsFinite(share) ? Quantity.None
        : Math.Abs(share) < 0.0005 ? (share < 0 ? "-" : "+") + "<0.1 %"
        : share.ToString("+#,0.0 %;-#,0.0 %", CultureInfo.InvariantCulture);
}

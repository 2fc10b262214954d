namespace SmtpSim.Results;

/// <summary>
/// Holds a sweep to published figures. A figure holds when it lies inside the interval of the simulated mean, widened by what the figure itself may be
/// off by. All intervals of an experiment hold together with the confidence stated (Bonferroni).
/// </summary>
/// <param name="table">What was simulated.</param>
/// <param name="isChance">Whether the experiment draws: then one replication says nothing.</param>
public sealed class PublishedJudge(SweepTable table, bool isChance)
{
    public const double Together = 0.99;

    /// <summary>Half an interval's width at most, as a share of the published figure; a wider one would let anything pass.</summary>
    private const double Widest = 0.1;

    public IReadOnlyList<PublishedComparison> Judge(IReadOnlyList<PublishedFigure> figures)
    {
        var confidence = Confidence.ForEachOf(Math.Max(1, figures.Count), Together);
        return [.. figures.Select(figure => Judge(figure, confidence))];
    }

    /// <summary>What holds, in a sentence.</summary>
    public static string Sentence(IReadOnlyList<PublishedComparison> comparisons)
    {
        int Count(PublishedVerdict verdict) => comparisons.Count(one => one.Verdict == verdict);
        var (holds, wide) = (Count(PublishedVerdict.Holds), Count(PublishedVerdict.TooWide));
        return holds == comparisons.Count
            ? holds switch { 1 => "The published figure holds.", 2 => "Both published figures hold.", _ => $"All {holds} published figures hold." }
            : $"{holds} of {comparisons.Count} published figures hold"
                + (Count(PublishedVerdict.Differs) is > 0 and var differ ? $", {differ} {(differ == 1 ? "differs" : "differ")}" : "")
                + (wide > 0 ? $", of {wide} the intervals are too wide to say: more replications would tell" : "") + ".";
    }

    private PublishedComparison Judge(PublishedFigure figure, double confidence)
    {
        var cell = table.Cells.Single(one => one.Name == figure.Cell);
        var metric = Enumerable.Range(0, table.Metrics.Count).Single(i => table.Metrics[i].ToString() == figure.Metric);
        var unit = table.Metrics[metric].Metric.Unit;
        var values = cell.ValuesOf(metric);
        if (values.Length < cell.Observations)
            return new PublishedComparison(figure, unit, null, null, PublishedVerdict.Differs);
        var mean = MeanInterval.Of(values, confidence);
        var slack = figure.Within + 1e-9 * Math.Abs(figure.Value);
        if (!isChance || mean.HalfWidth == 0)
            return new PublishedComparison(figure, unit, mean.Mean, null, Math.Abs(mean.Mean - figure.Value) <= slack ? PublishedVerdict.Holds : PublishedVerdict.Differs);
        var verdict = mean.HalfWidth > Math.Max(Widest * Math.Abs(figure.Value), slack) ? PublishedVerdict.TooWide
            : Math.Abs(mean.Mean - figure.Value) <= mean.HalfWidth + slack ? PublishedVerdict.Holds
            : PublishedVerdict.Differs;
        return new PublishedComparison(figure, unit, mean.Mean, values.Length > 1 ? mean : null, verdict);
    }
}

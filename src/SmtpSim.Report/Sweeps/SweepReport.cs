namespace SmtpSim.Report;

/// <summary>The report of a sweep, in the order in which it is read: what it answers, why, and where it comes from.</summary>
public static class SweepReport
{
    /// <summary>Its name in a results folder.</summary>
    public const string FileName = "report.html";

    public static ReportPage Of(ReportedSweep sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return new ReportPage(sweep.Experiment is null ? "Sweep" : "Reproduction", sweep.Experiment?.Name ?? sweep.Name, Facts(sweep), SweepAnswer.Verdict(sweep), [.. Sections(sweep)]);
    }

    /// <summary>All charts of the report, in its order.</summary>
    public static IReadOnlyList<Chart> Charts(ReportedSweep sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return [.. PublishedCharts.Of(sweep.Published), .. Grids(sweep), .. sweep.Metrics.SelectMany(metric => Lines(sweep, metric))];
    }

    private static IEnumerable<ReportSection> Sections(ReportedSweep sweep)
    {
        if (sweep.Published.Count > 0)
            yield return new ReportSection("published", "Published against simulated", html => SweepSections.Published(html, sweep));
        var grids = Grids(sweep).ToList();
        if (grids.Count > 0)
            yield return new ReportSection("answer", "At a glance", html => SweepSections.Grids(html, grids));
        if (sweep.Expectations.Count > 0)
            yield return new ReportSection("expectations", "Expectations", html => SweepSections.Expectations(html, sweep));
        if (sweep.Metrics.Any(metric => Lines(sweep, metric).Count > 0))
            yield return new ReportSection("metrics", "Metrics against parameters", html => SweepSections.Metrics(html, sweep, Lines));
        if (sweep.Metrics.Any(metric => SweepSections.Rankings(sweep, metric).Count > 0))
            yield return new ReportSection("ranking", "Ranking", html => SweepSections.Ranking(html, sweep));
        yield return new ReportSection("cells", "All cells", html => SweepSections.Cells(html, sweep));
        yield return new ReportSection("scenario", "Scenario", html => SweepSections.Scenario(html, sweep));
        yield return new ReportSection("provenance", "Provenance", html => SweepSections.Provenance(html, sweep));
    }

    private static IEnumerable<Chart> Grids(ReportedSweep sweep) =>
        sweep.Metrics.Where(metric => !metric.IsConstant).Select(metric => SweepCharts.Grid(sweep, metric)).OfType<Chart>();

    private static IReadOnlyList<Chart> Lines(ReportedSweep sweep, MetricCells metric) => metric.IsConstant ? [] : SweepCharts.Against(sweep, metric);

    private static string Facts(ReportedSweep sweep)
    {
        var runs = sweep.Table.Cells.Sum(cell => cell.Runs.Count);
        return (sweep.Question is { Length: > 0 } question ? char.ToUpperInvariant(question[0]) + question[1..] + " " : sweep.Experiment is { } experiment ? $"Published: {experiment.Title}. " : "")
            + $"{Quantity.Count(runs, "run")} of {Quantity.Count(sweep.Table.Cells.Count, "cell")} ({string.Join(", ", sweep.Factors.Select(factor => $"{factor.Values.Count} of {factor.Name}"))}), {sweep.Size}, seed "
            + sweep.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture) + ".";
    }
}

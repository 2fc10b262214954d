using System.Globalization;
using SmtpSim.Results;

namespace SmtpSim.Report;

/// <summary>The parts of a sweep's report.</summary>
internal static class SweepSections
{
    /// <summary>In units of the drawing: two panels stand side by side.</summary>
    private const double PanelWidth = 440;

    private const int MostCells = 300;

    public static void Published(HtmlWriter html, ReportedSweep sweep)
    {
        if (sweep.Experiment is { } experiment)
            html.Element("p", "Source: " + experiment.Source);
        foreach (var chart in PublishedCharts.Of(sweep.Published))
            ChartBlock.Write(html, chart);
        new PageTable("Published and simulated figures", ["cell", "quantity", ">published", ">simulated", ">99 % interval", "verdict"],
            [.. sweep.Published.Select(one => (IReadOnlyList<PageCell>)
            [
                one.Figure.Cell, one.Figure.Quantity, PublishedText.Published(one), PublishedText.Simulated(one), PublishedText.Interval(one), VerdictCell(one.Verdict),
            ])]).Write(html);
        html.Element("p", "A figure holds when it lies in the interval of the simulated mean, widened by what the figure itself may be off by. The intervals hold all together with 99 % (Bonferroni); where chance has no part there is none.", ("class", "note"));
    }

    public static void Grids(HtmlWriter html, IReadOnlyList<Chart> grids)
    {
        ChartBlock.Write(html, grids[0]);
        Pair(html, [.. grids.Skip(1)]);
    }

    public static void Expectations(HtmlWriter html, ReportedSweep sweep) =>
        new PageTable("Expectations", ["expectation", "cell", ">observed", "met"], [.. sweep.Expectations.Select(result => (IReadOnlyList<PageCell>)
        [
            result.Expectation.Text, result.Cell ?? "", Observed(result), result.Passed ? new PageCell("✓ yes", Tone.Good) : new PageCell("✗ no", Tone.Bad),
        ])]).Write(html);

    public static void Metrics(HtmlWriter html, ReportedSweep sweep, Func<ReportedSweep, MetricCells, IReadOnlyList<Chart>> charts)
    {
        html.Element("p", "Means over the replications with Student's 95 % intervals.", ("class", "note"));
        foreach (var metric in sweep.Metrics)
        {
            var panels = charts(sweep, metric);
            if (panels.Count == 1)
                ChartBlock.Write(html, panels[0]);
            else
                Pair(html, panels);
        }
    }

    public static void Ranking(HtmlWriter html, ReportedSweep sweep)
    {
        html.Element("p", $"Best first. Cells share places where the {(sweep.CommonRandomNumbers ? "paired difference of their replications" : "difference")} is not clear (95 % intervals that hold all together, Bonferroni).", ("class", "note"));
        foreach (var metric in sweep.Metrics)
        {
            foreach (var (title, cells) in Rankings(sweep, metric))
            {
                html.Element("h3", title);
                new PageTable(title, [">place", "cell", ">mean", ">95 % interval", "tie"], [.. cells.Select(one => (IReadOnlyList<PageCell>)
                [
                    one.Place, one.Cell.Name, metric.Text(metric[one.Cell].Mean), Interval(metric, one.Cell), one.IsTied ? new PageCell("tied", Tone.Faint) : "",
                ])]).Write(html);
            }
        }
    }

    /// <summary>A ranking at each value of the factor that matters most, or one of all cells.</summary>
    public static IReadOnlyList<(string Title, IReadOnlyList<RankedCell> Cells)> Rankings(ReportedSweep sweep, MetricCells metric)
    {
        if (metric.IsConstant || metric.Index != sweep.Headline!.Index && metric.Index != Second(sweep)?.Index)
            return [];
        var groups = sweep.Factors.Count == 2 ? SweepAnswer.Groups(sweep, metric)! : [(Main: "", [.. metric.CellsWithValues])];
        return [.. groups.Select(group => (group.Main.Length > 0 ? $"{metric.Name} {group.Main}" : metric.Name, SweepRanking.Of(metric, group.Cells))).Where(group => group.Item2 is not null && group.Item2.Any(one => one.First > 1))
            .Select(group => (group.Item1, group.Item2!))];
    }

    public static void Cells(HtmlWriter html, ReportedSweep sweep)
    {
        var cells = sweep.Table.Cells;
        new PageTable("All cells", [.. sweep.Factors.Select(factor => factor.Name), ">runs", .. sweep.Metrics.Select(metric => ">" + metric.Name)],
            [.. cells.Take(MostCells).Select(cell => (IReadOnlyList<PageCell>)
            [
                .. cell.Values.Select(value => PageCell.FromString(value.Value)), Quantity.Count(cell.Runs.Count), .. sweep.Metrics.Select(metric => PageCell.FromString(metric.Text(cell))),
            ])]).Write(html);
        html.Element("p", (cells.Count > MostCells ? $"{Quantity.Count(cells.Count - MostCells, "more cell")} stand in cells.csv. " : "") + "Every metric of every cell and run stands in cells.csv and runs.csv.", ("class", "note"));
    }

    public static void Scenario(HtmlWriter html, ReportedSweep sweep)
    {
        using var details = html.Open("details");
        html.Element("summary", "The scenario with its sweep" + (sweep.Set.Count > 0 ? $", run with {string.Join(' ', sweep.Set.Select(set => "--set " + set))}" : ""));
        using var pre = html.Open("pre", ("tabindex", "0"));
        html.Element("code", sweep.Text);
    }

    public static void Provenance(HtmlWriter html, ReportedSweep sweep)
    {
        new PageTable("Provenance", ["what", "value"],
        [
            ["scenario", sweep.Name],
            ["seed", sweep.Seed.ToString(CultureInfo.InvariantCulture)],
            ["random numbers", sweep.CommonRandomNumbers ? "the same in all cells (common random numbers)" : "each cell its own"],
            .. sweep.Table.Antithetic ? (IReadOnlyList<PageCell>[])[["replications", "antithetic pairs: 1 - U for each U; a pair's mean is one observation"]] : [],
            ["program", $"{sweep.Program.Name} {sweep.Program.Version}" + (sweep.Program.Commit is { } commit ? $" ({commit})" : "")],
            ["digest of the results", sweep.Digest],
        ]).Write(html);
        using var again = html.Open("p", ("class", "note"));
        html.Text("The same sweep gives the same results on any machine: ");
        html.Element("code", "smtpsim verify");
        html.Text(" runs this folder again and compares.");
    }

    private static void Pair(HtmlWriter html, IReadOnlyList<Chart> charts)
    {
        using var pair = html.Open("div", ("class", "pair"));
        foreach (var chart in charts)
            ChartBlock.Write(html, chart, PanelWidth);
    }

    private static MetricCells? Second(ReportedSweep sweep) => sweep.Metrics.FirstOrDefault(metric => metric.Index != sweep.Headline!.Index && metric.Direction != MetricDirection.None && !metric.IsConstant);

    private static string Interval(MetricCells metric, SweepCellRuns cell) => metric.Point(0, cell) is { Low: { } low, High: { } high } ? $"{metric.Text(low)} to {metric.Text(high)}" : Quantity.None;

    private static string Observed(ExpectationResult result)
    {
        var unit = result.Expectation.Left.Unit;
        if (result.Observed is null || result.Bound is null)
            return "nothing to compare";
        return result.Expectation.Right is null ? MetricFigure.Of(unit, result.Observed) : $"{MetricFigure.Of(unit, result.Observed)} and {MetricFigure.Of(unit, result.Bound)}";
    }

    private static PageCell VerdictCell(PublishedVerdict verdict) => verdict switch
    {
        PublishedVerdict.Holds => new PageCell("✓ holds", Tone.Good),
        PublishedVerdict.Differs => new PageCell("✗ differs", Tone.Bad),
        _ => new PageCell("? too wide to say", Tone.Doubtful),
    };
}

using SmtpSim.Results;

namespace SmtpSim.Report;

/// <summary>The report of a comparison: whether two results are the same, and if not, what differs and how surely.</summary>
public static class ComparisonReport
{
    private const int MostRows = 300;

    public static ReportPage Of(ReportedComparison compared)
    {
        ArgumentNullException.ThrowIfNull(compared);
        return new ReportPage("Comparison", compared.Name, $"A is {compared.A.Folder}, B is {compared.B.Folder}.", VerdictOf(compared), [.. Sections(compared)]);
    }

    /// <summary>All charts of the report, in its order.</summary>
    public static IReadOnlyList<Chart> Charts(ReportedComparison compared)
    {
        ArgumentNullException.ThrowIfNull(compared);
        return compared.Cells is { } cells ? ComparisonCharts.OfCells(cells) : compared.Figures is { } figures && ComparisonCharts.OfFigures(figures) is { } chart ? [chart] : [];
    }

    private static Verdict VerdictOf(ReportedComparison compared)
    {
        if (compared.IsSame)
            return new Verdict("Both are the same to the last byte: they have one digest.", Tone.Good);
        if (compared.Cells is { } cells)
            return new Verdict((ComparisonText.MostTelling(cells) is { } telling ? telling + ". " : "") + ComparisonText.OfCells(cells), Tone.Doubtful);
        var figures = compared.Figures ?? [];
        return new Verdict(
            $"They are not the same: {Quantity.Count(figures.Count, "figure")} differ{(figures.Count == 1 ? "s" : "")}. One run of each tells no chance from effect: sweep with replications for intervals."
            + (compared.FirstEvent is { } first ? " " + first : ""),
            Tone.Doubtful);
    }

    private static IEnumerable<ReportSection> Sections(ReportedComparison compared)
    {
        if (compared.OnlyA.Count + compared.OnlyB.Count > 0)
            yield return new ReportSection("settings", "Settings that differ", html => new PageTable("Settings that differ", ["of", "setting"],
                [.. compared.OnlyA.Select(line => (IReadOnlyList<PageCell>)["A", line]), .. compared.OnlyB.Select(line => (IReadOnlyList<PageCell>)["B", line])]).Write(html));
        if (compared.FirstEvents.Count > 0)
            yield return new ReportSection("parting", "The first event that differs", html => new PageTable("The first event that differs", ["in", ">virtual time", "host", "event"],
                [.. compared.FirstEvents.Select((one, i) => (IReadOnlyList<PageCell>)[i == 0 ? "A" : "B", one.Time, one.Host, one.What])]).Write(html));
        var charts = Charts(compared);
        if (charts.Count > 0)
            yield return new ReportSection("differences", "Differences", html =>
            {
                foreach (var chart in charts)
                    ChartBlock.Write(html, chart);
            });
        if (compared.Cells is { Count: > 0 } cells)
            yield return new ReportSection("cells", "All clear differences", html => WriteCells(html, cells));
        if (compared.Figures is { Count: > 0 } figures)
            yield return new ReportSection("figures", "All figures that differ", html => new PageTable("Figures that differ", ["figure", ">A", ">B", ">change"],
                [.. figures.Take(MostRows).Select(figure => (IReadOnlyList<PageCell>)[figure.Name, ComparisonText.Number(figure.A), ComparisonText.Number(figure.B), ComparisonText.Change(figure.Relative)])]).Write(html));
        yield return new ReportSection("provenance", "Provenance", html => new PageTable("Provenance", ["of", "folder", "digest"],
            [["A", compared.A.Folder, compared.A.Digest], ["B", compared.B.Folder, compared.B.Digest]]).Write(html));
    }

    private static void WriteCells(HtmlWriter html, IReadOnlyList<CellDifference> cells)
    {
        html.Element("p", ComparisonText.OfCells(cells));
        var clear = ComparisonText.Ordered(cells.Where(cell => cell.IsClear)).ToList();
        if (clear.Count == 0)
            return;
        new PageTable("Clear differences", ["metric", "cell", ">A", ">B", ">B - A"], [.. clear.Take(MostRows).Select(cell =>
        {
            var unit = ComparisonText.UnitOf(cell.Metric);
            return (IReadOnlyList<PageCell>)[cell.Metric, cell.Cell, MetricFigure.Of(unit, cell.Paired.MeanOfA), MetricFigure.Of(unit, cell.Paired.MeanOfB), ComparisonText.Signed(unit, cell.Paired.Difference)];
        })]).Write(html);
        if (clear.Count > MostRows)
            html.Element("p", $"{Quantity.Count(clear.Count - MostRows, "more difference")}: 'smtpsim compare --all' prints them.", ("class", "note"));
    }
}

using SmtpSim.Results;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli;

/// <summary>A sweep on one page of a terminal: a row for each cell, means with the half-width of their 95 % intervals.</summary>
internal sealed class SweepPage(Screen screen)
{
    private const int MostRows = 60;
    private const int MostColumns = 5;

    /// <summary>What is shown when nobody asked for anything.</summary>
    private static readonly string[] Usual = ["delivered.ratio", "delay.p50", "delay.p95", "amplification", "metastable.ratio"];

    public void Write(SweepPlan plan, SweepTable table, IReadOnlyList<ExpectationResult> expectations, SweepHint hint, string file, string path, string digest)
    {
        var runs = table.Cells.Sum(cell => cell.Runs.Count);
        screen.Line($" {screen.Paint(Ink.Strong, plan.Scenario.Name)}  seed {plan.Scenario.Seed}  {Quantity.Count(table.Cells.Count, "cell")}, {Quantity.Count(runs, "run")}  {ScenarioText.Size(plan.Scenario)}");
        screen.Line();
        Table(plan, table).Write(screen);
        if (table.Cells.Count > MostRows)
            screen.Line($" … {Quantity.Count(table.Cells.Count - MostRows, "more cell")}: {Path.Combine(path, SweepCsv.CellsFile)}");
        new ExpectationPage(screen, file, plan.ExpectLines, hint.Of).Write(expectations);
        screen.Line();
        screen.Line($" {screen.Paint(Ink.Dim, "report ")}  {Path.Combine(path, SweepReport.FileName)}");
        screen.Line($" {screen.Paint(Ink.Dim, "digest ")}  {digest}");
    }

    private static TextTable Table(SweepPlan plan, SweepTable table)
    {
        var metrics = Columns(plan, table);
        var sizes = table.Cells.Select(cell => cell.Runs.Count).Distinct().Count() > 1;
        var result = new TextTable(
        [
            .. table.Factors.Select(factor => new Column(factor, Right: false)),
            .. sizes ? [new Column("runs")] : Array.Empty<Column>(),
            .. metrics.Select((metric, i) => new Column(table.Metrics[metric].ToString(), Spare: metrics.Count - i)),
        ]);
        foreach (var cell in table.Cells.Take(MostRows))
        {
            result.Add(
            [
                .. cell.Values.Select(value => new Cell(value.Value, Ink.Strong)),
                .. sizes ? [Quantity.Count(cell.Runs.Count)] : Array.Empty<Cell>(),
                .. metrics.Select(metric => (Cell)Figure(cell, metric, table.Metrics[metric].Metric.Unit)),
            ]);
        }

        return result;
    }

    /// <summary>The metrics that expectations and the sweep itself name come first.</summary>
    private static List<int> Columns(SweepPlan plan, SweepTable table)
    {
        var asked = plan.Expectations.SelectMany(expectation => new[] { expectation.Left, expectation.Right }).Append(plan.Replications.Until)
            .OfType<MetricTerm>().Select(term => term.Selector).Concat(plan.AskedMetrics);
        return [.. asked.Concat(Usual.Select(name => new MetricSelector(MetricCatalogue.Find(name)!)))
            .Select(table.IndexOf).Where(table.MetricsWithValues.Contains).Distinct().Take(MostColumns)];
    }

    /// <summary><c>62.1 % ±1.2 %</c>; with how many replications have a value, when not all do.</summary>
    private static string Figure(SweepCellRuns cell, int metric, MetricUnit unit)
    {
        var values = cell.ValuesOf(metric);
        if (values.Length == 0)
            return Quantity.None;
        var mean = MeanInterval.Of(values);
        var interval = double.IsFinite(mean.HalfWidth) && mean.HalfWidth > 0 ? $" ±{MetricFigure.Of(unit, mean.HalfWidth)}" : "";
        return $"{MetricFigure.Of(unit, mean.Mean)}{interval}{(values.Length < cell.Observations ? $" of {values.Length}" : "")}";
    }
}

using SmtpSim.Results;

namespace SmtpSim.Report;

/// <summary>The charts of a sweep.</summary>
internal static class SweepCharts
{
    private const int MostRows = 40;
    private const int MostSeries = 8;
    private const int MostPanels = 12;

    /// <summary>A metric on the grid of two factors; null where there are not two, or it is too large to be read.</summary>
    public static Chart? Grid(ReportedSweep sweep, MetricCells metric)
    {
        if (sweep.Factors is not [var first, var second] || first.Values.Count > MostRows || second.Values.Count > MostRows)
            return null;
        // What has more values stands in rows, where there is more room.
        var (rows, columns) = first.Values.Count >= second.Values.Count ? (first, second) : (second, first);
        double At(string row, string column) =>
            sweep.Table.Cells.FirstOrDefault(cell => rows.ValueOf(cell) == row && columns.ValueOf(cell) == column) is { } cell ? metric[cell].Mean : double.NaN;
        return new Chart
        {
            Name = "grid-" + Id(metric),
            Title = $"{metric.Name} by {rows.Name} and {columns.Name}",
            Sentence = metric.Index == sweep.Headline!.Index ? SweepAnswer.Sentence(sweep, metric) : Sentence(metric, columns, rows, [.. metric.CellsWithValues]),
            Note = NoteOf(metric),
            X = Axis.Of(columns.Name, columns.Values),
            Y = Axis.Of(rows.Name, rows.Values),
            Heat = new HeatGrid(metric.Label, metric.Measure, [.. rows.Values.Select(row => columns.Values.Select(column => At(row, column)).ToArray())]) { Tells = columns.Values.Count <= 10 },
        };
    }

    /// <summary>A metric against the parameter along X, a line for each value of the next factor, and a panel for each combination of the others.</summary>
    public static IReadOnlyList<Chart> Against(ReportedSweep sweep, MetricCells metric)
    {
        // Cells that were listed one by one are no grid: they are read as a list.
        if (sweep.Factors.Count > 1 && sweep.Factors.Aggregate(1L, (size, factor) => size * factor.Values.Count) != sweep.Table.Cells.Count)
            return [Listed(sweep, metric)];
        var along = Along(sweep);
        var others = sweep.Factors.Where(factor => factor != along).OrderByDescending(factor => factor.Values.Count <= MostSeries).ToList();
        var lines = others.FirstOrDefault();
        var panels = metric.CellsWithValues.GroupBy(cell => string.Join(", ", others.Skip(1).Select(factor => $"{factor.Name} {factor.ValueOf(cell)}")), StringComparer.Ordinal).Take(MostPanels).ToList();
        return [.. panels.Select((panel, i) => Panel(metric, along, lines, [.. panel], panel.Key, panels.Count > 1 ? $"-{i + 1}" : ""))];
    }

    private static Chart Listed(ReportedSweep sweep, MetricCells metric)
    {
        var all = metric.CellsWithValues.ToList();
        var cells = all.Take(MostRows).ToList();
        return new Chart
        {
            Name = "cells-" + Id(metric),
            Title = metric.Name,
            Sentence = SweepAnswer.Extremes(metric, all) + ".",
            X = AxisOf(metric, cells),
            Y = Axis.Of(string.Join(", ", sweep.Factors.Select(factor => factor.Name)), [.. cells.Select(cell => string.Join(", ", cell.Values.Select(value => value.Value)))]),
            Note = NoteOf(metric) + Drawn(cells.Count, all.Count, "cell"),
            Series = [new ChartSeries("", Mark.Points, [.. cells.Select((cell, i) => Across(metric.Point(0, cell), i))])],
        };
    }

    private static Chart Panel(MetricCells metric, SweepFactor along, SweepFactor? lines, IReadOnlyList<SweepCellRuns> cells, string title, string suffix)
    {
        if (along.Numeric is null)
            return Lanes(metric, along, lines, cells, title, suffix);
        var all = cells.GroupBy(cell => lines?.ValueOf(cell) ?? "", StringComparer.Ordinal).ToList();
        var groups = all.Take(MostSeries).ToList();
        var (numbers, unit) = along.Numeric.Value;
        double Place(SweepCellRuns cell) => numbers[IndexOf(along, cell)];
        return new Chart
        {
            Name = $"by-{Id(along.Name)}-{Id(metric)}{suffix}",
            Title = title.Length > 0 ? $"{metric.Name}, {title}" : metric.Name,
            Sentence = Sentence(metric, along, lines, cells),
            X = new Axis(unit.Length > 0 ? $"{along.Name} ({unit})" : along.Name),
            Y = AxisOf(metric, cells),
            Note = NoteOf(metric) + Drawn(groups.Count, all.Count, $"value of {lines?.Name}", $"values of {lines?.Name}"),
            Series = [.. groups.Select(group => new ChartSeries(group.Key, Mark.LinePoints, [.. group.OrderBy(Place).Select(cell => metric.Point(Place(cell), cell))]))],
        };
    }

    /// <summary>Where X would have names: they are read better as rows.</summary>
    private static Chart Lanes(MetricCells metric, SweepFactor along, SweepFactor? lines, IReadOnlyList<SweepCellRuns> cells, string title, string suffix)
    {
        var all = cells.GroupBy(cell => lines?.ValueOf(cell) ?? "", StringComparer.Ordinal).ToList();
        var groups = all.Take(MostSeries).ToList();
        double Lane(SweepCellRuns cell, int series) => IndexOf(along, cell) + (groups.Count == 1 ? 0 : 0.6 * (series / (groups.Count - 1.0) - 0.5));
        return new Chart
        {
            Name = $"by-{Id(along.Name)}-{Id(metric)}{suffix}",
            Title = title.Length > 0 ? $"{metric.Name}, {title}" : metric.Name,
            Sentence = Sentence(metric, along, lines, cells),
            X = AxisOf(metric, cells),
            Y = Axis.Of(along.Name, along.Values),
            Note = NoteOf(metric) + Drawn(groups.Count, all.Count, $"value of {lines?.Name}", $"values of {lines?.Name}"),
            Series = [.. groups.Select((group, i) => new ChartSeries(group.Key, Mark.Points, [.. group.OrderBy(cell => Lane(cell, i)).Select(cell => Across(metric.Point(0, cell), Lane(cell, i)))]))],
        };
    }

    /// <summary>What the metric's name stands for.</summary>
    private static string NoteOf(MetricCells metric) => $"{metric.Name}: {metric.Selector.Metric.Description}.";

    /// <summary>That not all are drawn, where they are not: what is said of them is of all.</summary>
    internal static string Drawn(int drawn, int all, string one, string? many = null) => drawn == all ? "" : $" The first {drawn} of {all} {many ?? one + "s"} are drawn.";

    private static ChartPoint Across(ChartPoint point, double lane) => point with { X = point.Y, Y = lane };

    private static Axis AxisOf(MetricCells metric, IReadOnlyList<SweepCellRuns> cells) =>
        new(metric.Label, Measure: metric.Measure) { Min = metric.Direction == MetricDirection.None ? null : 0, Max = metric.Unit == MetricUnit.Share && cells.All(cell => metric[cell].Mean <= 1) ? 1 : null };

    private static string Sentence(MetricCells metric, SweepFactor along, SweepFactor? lines, IReadOnlyList<SweepCellRuns> cells)
    {
        var range = SweepAnswer.Extremes(metric, cells);
        if (lines is null || cells.Select(cell => metric.Text(metric[cell].Mean)).Distinct(StringComparer.Ordinal).Count() == 1)
            return range + ".";
        var (x, other) = (metric.ExplainedBy(along), metric.ExplainedBy(lines));
        return x + other < 0.05 ? range + "." : $"{range}; {(x >= other ? along.Name : lines.Name)} makes more of a difference than {(x >= other ? lines.Name : along.Name)}.";
    }

    /// <summary>The factor along X: one that is a number, and of those the one with the most values.</summary>
    private static SweepFactor Along(ReportedSweep sweep) => sweep.Factors.OrderByDescending(factor => factor.Numeric is not null).ThenByDescending(factor => factor.Values.Count).First();

    private static int IndexOf(SweepFactor factor, SweepCellRuns cell)
    {
        for (var i = 0; i < factor.Values.Count; i++)
        {
            if (factor.Values[i] == factor.ValueOf(cell))
                return i;
        }

        throw new ArgumentException("The factor has no such value.", nameof(cell));
    }

    /// <summary>The metric's name as part of an address and a file name.</summary>
    internal static string Id(MetricCells metric) => Id(metric.Name);

    internal static string Id(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');
}

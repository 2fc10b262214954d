using System.Globalization;
using System.Text;

namespace SmtpSim.Report;

/// <summary>The data of a chart as a table: for those who do not see it, and for spreadsheets.</summary>
/// <param name="Columns">Heading of each column.</param>
/// <param name="Rows">Cells as people read them.</param>
/// <param name="Values">The same as numbers, or as text where they are names; null where there is nothing.</param>
public sealed record ChartTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<IReadOnlyList<object?>> Values)
{
    private static readonly string[] Ends = ["lower end", "upper end"];

    public static ChartTable Of(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        return chart.Heat is { } heat ? OfHeat(chart, heat)
            // A lane for each row: what happened there, point by point.
            : chart.Y.Scale == AxisScale.Category ? OfLanes(chart)
            : OfSeries(chart);
    }

    /// <summary>RFC 4180 with a heading and line feeds; numbers with a point, in base units (seconds, shares of 1, bytes).</summary>
    public string ToCsv()
    {
        var text = new StringBuilder();
        text.AppendJoin(',', Columns.Select(Quote)).Append('\n');
        foreach (var row in Values)
            text.AppendJoin(',', row.Select(cell => cell switch { null => "", double number => number.ToString("R", CultureInfo.InvariantCulture), _ => Quote((string)cell) })).Append('\n');
        return text.ToString();
    }

    private static ChartTable OfSeries(Chart chart)
    {
        var columns = new List<string> { chart.X.Label };
        var lookups = new List<Func<double, double?>>();
        foreach (var series in chart.Series)
        {
            var byX = new Dictionary<double, ChartPoint>();
            foreach (var point in series.Points)
                byX[point.X] = point;
            var name = series.Name.Length > 0 ? series.Name : chart.Y.Label;
            if (series.Mark != Mark.Band)
            {
                columns.Add(name);
                lookups.Add(x => byX.TryGetValue(x, out var point) ? point.Y : null);
            }
            if (!series.Points.Any(point => point.Low is not null))
                continue;
            columns.AddRange([name + ", lower end", name + ", upper end"]);
            lookups.Add(x => byX.TryGetValue(x, out var point) ? point.Low : null);
            lookups.Add(x => byX.TryGetValue(x, out var point) ? point.High : null);
        }
        var places = chart.Series.SelectMany(series => series.Points).Select(point => point.X).Distinct().Order().ToList();
        return Build(columns, [.. places.Select(x => (IReadOnlyList<(string, object?)>)
            [Place(chart.X, x), .. lookups.Select(lookup => Number(lookup(x), chart.Y.Measure))])]);
    }

    private static ChartTable OfLanes(Chart chart)
    {
        var intervals = chart.Series.Any(series => series.Points.Any(point => point.Low is not null));
        return Build([chart.Y.Label, chart.X.Label, .. intervals ? Ends : [], "what"],
            [.. chart.Series.SelectMany(series => series.Points.Select(point => (series.Name, point)))
                .OrderBy(item => Math.Round(item.point.Y)).ThenBy(item => intervals ? item.point.Y : item.point.X)
                .Select(item => (IReadOnlyList<(string, object?)>)
                [
                    Place(chart.Y, item.point.Y), Place(chart.X, item.point.X),
                    .. intervals ? new[] { Number(item.point.Low, chart.X.Measure), Number(item.point.High, chart.X.Measure) } : [],
                    (item.Name, item.Name),
                ])]);
    }

    private static ChartTable OfHeat(Chart chart, HeatGrid heat)
        => Build([chart.Y.Label, .. Enumerable.Range(0, heat.Values.Count == 0 ? 0 : heat.Values[0].Length).Select(column => chart.X.Format(heat.Start + column * heat.Step))],
            [.. heat.Values.Select((row, i) => (IReadOnlyList<(string, object?)>)[Place(chart.Y, i), .. row.Select(value => Number(value, heat.Measure))])]);

    private static ChartTable Build(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<(string Text, object? Value)>> cells)
        => new(columns, [.. cells.Select(row => (IReadOnlyList<string>)[.. row.Select(cell => cell.Text)])],
            [.. cells.Select(row => (IReadOnlyList<object?>)[.. row.Select(cell => cell.Value)])]);

    private static (string, object?) Place(Axis axis, double value)
        => (axis.Format(value), axis.Scale == AxisScale.Category ? axis.Categories[(int)Math.Round(value)] : value);

    private static (string, object?) Number(double? value, Measure measure)
        => value is { } number && !double.IsNaN(number) ? (MeasureText.Of(number, measure), number) : (Quantity.None, null);

    private static string Quote(string text)
        => text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

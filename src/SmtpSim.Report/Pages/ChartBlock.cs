using System.Globalization;

namespace SmtpSim.Report;

/// <summary>A chart on a page: its title, its sentence, the drawing, and its data as a table that opens below it.</summary>
public static class ChartBlock
{
    /// <summary>Beyond so many rows a table is thinned to every other row, or every third, …: the first and the last stay.</summary>
    public const int MostRows = 150;

    /// <param name="html">Where to.</param>
    /// <param name="chart">The chart.</param>
    /// <param name="width">In the units that a letter of a tick is 13 of: a page shows <see cref="ChartPainter.Width"/> over its whole breadth.</param>
    /// <param name="heading">Level of the title.</param>
    public static void Write(HtmlWriter html, Chart chart, double width = ChartPainter.Width, string heading = "h3")
    {
        ArgumentNullException.ThrowIfNull(html);
        ArgumentNullException.ThrowIfNull(chart);
        html.Line();
        using var figure = html.Open("figure", ("id", chart.Name), ("aria-labelledby", chart.Name + "-title"));
        using (html.Open("figcaption"))
        {
            html.Element(heading, chart.Title, ("id", chart.Name + "-title"));
            html.Element("p", chart.Sentence, ("class", "says"), ("id", chart.Name + "-says"));
        }
        using (html.Open("div", ("class", "wide"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Chart: " + chart.Title)))
            WriteDrawing(html, chart, width);
        if (chart.Note is { } note)
            html.Element("p", note, ("class", "note"));
        WriteData(html, chart);
    }

    private static void WriteDrawing(HtmlWriter html, Chart chart, double width)
    {
        var height = Math.Ceiling(ChartPainter.HeightOf(chart, width));
        var box = string.Create(CultureInfo.InvariantCulture, $"0 0 {width:0.#} {height:0.#}");
        using var svg = html.Open("svg", ("class", "chart"), ("viewBox", box), ("width", width.ToString("0.#", CultureInfo.InvariantCulture)), ("height", height.ToString("0.#", CultureInfo.InvariantCulture)),
            ("role", "img"), ("aria-label", $"{chart.Title}. {chart.Sentence}"));
        ChartPainter.Draw(chart, new SvgSurface(html.Output, PageInks.Instance), width, height);
    }

    private static void WriteData(HtmlWriter html, Chart chart)
    {
        var table = ChartTable.Of(chart);
        if (table.Rows.Count == 0)
            return;
        var stride = (table.Rows.Count + MostRows - 1) / MostRows;
        var rows = table.Rows.Where((_, i) => i % stride == 0 || i == table.Rows.Count - 1).ToList();
        using var details = html.Open("details");
        html.Element("summary", stride == 1 ? $"Data of this chart: {Quantity.Count(rows.Count, "row")}"
            : $"Data of this chart: {Quantity.Count(rows.Count, "row")} of {Quantity.Count(table.Rows.Count)}");
        var lanes = chart.Y.Scale == AxisScale.Category && chart.Heat is null;
        new PageTable(chart.Title, [table.Columns[0], .. table.Columns.Skip(1).Select(column => lanes ? column : ">" + column)],
            [.. rows.Select(row => (IReadOnlyList<PageCell>)[.. row.Select(PageCell.FromString)])]) { IsData = !lanes }.Write(html);
    }
}

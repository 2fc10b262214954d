namespace SmtpSim.Report;

/// <summary>What the series are called, above the plot; of a heat map, what the colours mean.</summary>
internal static class LegendPainter
{
    private const double Swatch = 26;
    private const double Between = 18;
    private static readonly Ink Text = new(InkKind.Text);

    public static double HeightOf(Chart chart, double width, double size) => Rows(chart, width, size).Count * (size + 7);

    public static void Draw(ChartFrame frame, double width)
    {
        var size = frame.FontSize;
        if (frame.Chart.Heat is { } heat)
        {
            DrawHeat(frame, heat);
            return;
        }
        var y = size;
        foreach (var row in Rows(frame.Chart, width, size))
        {
            var x = 0.0;
            foreach (var series in row)
            {
                var look = SeriesLook.Of(frame.Chart, series);
                DrawSwatch(frame.Surface, series.Mark, look, new(x, y - size * 0.35));
                frame.Surface.Text(new(x + Swatch + 5, y), series.Name, TextAnchor.Start, size, Text);
                x += WidthOf(series, size);
            }
            y += size + 7;
        }
    }

    private static void DrawSwatch(IChartSurface surface, Mark mark, SeriesLook look, PlotPoint at)
    {
        if (mark is Mark.Bars or Mark.StackedBars or Mark.StackedArea or Mark.Band)
        {
            surface.Box(new PlotBox(at.X + 6, at.Y - 5, 14, 10), mark == Mark.Band ? look.Faint : look.Ink);
            return;
        }
        if (mark != Mark.Points)
            surface.Line([at, new(at.X + Swatch, at.Y)], look.Ink, 2.2, look.Dash);
        if (mark is Mark.Points or Mark.LinePoints)
            surface.Marker(new(at.X + Swatch / 2, at.Y), look.Marker, 4, look.Ink);
    }

    private static void DrawHeat(ChartFrame frame, HeatGrid heat)
    {
        var (size, most) = (frame.FontSize, HeatPainter.MostOf(heat));
        frame.Surface.Text(new(0, size), heat.Label, TextAnchor.Start, size, Text);
        var x = TextWidth.Of(heat.Label, size) + Between;
        frame.Surface.Text(new(x, size), MeasureText.Of(0, heat.Measure), TextAnchor.Start, size, new Ink(InkKind.FaintText));
        x += TextWidth.Of(MeasureText.Of(0, heat.Measure), size) + 6;
        for (var step = 0; step < Ink.HeatSteps; step++)
            frame.Surface.Box(new PlotBox(x + step * 14, 2, 14, size), new Ink(InkKind.Heat, step));
        frame.Surface.Text(new(x + Ink.HeatSteps * 14 + 6, size), MeasureText.Of(most, heat.Measure), TextAnchor.Start, size, new Ink(InkKind.FaintText));
    }

    private static List<List<ChartSeries>> Rows(Chart chart, double width, double size)
    {
        if (chart.Heat is not null)
            return [[]];
        var rows = new List<List<ChartSeries>>();
        var x = double.PositiveInfinity;
        foreach (var series in chart.Series.Where(series => series.Name.Length > 0))
        {
            var room = WidthOf(series, size);
            if (x + room > width)
            {
                rows.Add([]);
                x = 0;
            }
            rows[^1].Add(series);
            x += room;
        }
        return rows;
    }

    private static double WidthOf(ChartSeries series, double size) => Swatch + 5 + TextWidth.Of(series.Name, size) + Between;
}

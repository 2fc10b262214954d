namespace SmtpSim.Report;

/// <summary>What the series are called, above the plot; of a heat map, what the colours mean.</summary>
internal static class LegendPainter
{
    private const double Swatch = 26;
    private const double Between = 18;
    private const double RowGap = 7;

    /// <summary>Width of a colour in a heat map's scale.</summary>
    private const double Step = 14;
    private static readonly Ink Text = new(InkKind.Text);

    public static double HeightOf(Chart chart, double width, double size) => Rows(chart, width, size).Count * (size + RowGap);

    public static void Draw(ChartFrame frame, double width)
    {
        var size = frame.FontSize;
        if (frame.Chart.Heat is { } heat)
        {
            DrawHeat(frame, heat, width);
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
            y += size + RowGap;
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

    private static void DrawHeat(ChartFrame frame, HeatGrid heat, double width)
    {
        var size = frame.FontSize;
        var (least, most) = EndsOf(heat);
        frame.Surface.Text(new(0, size), heat.Label, TextAnchor.Start, size, Text);
        var below = ScaleStandsBelow(heat, width, size);
        var (x, y) = (below ? 0 : TextWidth.Of(heat.Label, size) + Between, size + (below ? size + RowGap : 0));
        frame.Surface.Text(new(x, y), least, TextAnchor.Start, size, new Ink(InkKind.FaintText));
        x += TextWidth.Of(least, size) + 6;
        for (var step = 0; step < Ink.HeatSteps; step++)
            frame.Surface.Box(new PlotBox(x + step * Step, y - size + 2, Step, size), new Ink(InkKind.Heat, step));
        frame.Surface.Text(new(x + Ink.HeatSteps * Step + 6, y), most, TextAnchor.Start, size, new Ink(InkKind.FaintText));
    }

    /// <summary>Where a heat map's label leaves no room for its scale beside it.</summary>
    private static bool ScaleStandsBelow(HeatGrid heat, double width, double size)
    {
        var (least, most) = EndsOf(heat);
        return TextWidth.Of(heat.Label, size) + Between + TextWidth.Of(least, size) + 6 + Ink.HeatSteps * Step + 6 + TextWidth.Of(most, size) > width;
    }

    private static (string Least, string Most) EndsOf(HeatGrid heat) => (MeasureText.Of(0, heat.Measure), MeasureText.Of(HeatPainter.MostOf(heat), heat.Measure));

    private static List<List<ChartSeries>> Rows(Chart chart, double width, double size)
    {
        if (chart.Heat is { } heat)
            return ScaleStandsBelow(heat, width, size) ? [[], []] : [[]];
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

namespace SmtpSim.Report;

/// <summary>Draws a chart: lays out its parts and has each drawn. What it draws on decides colours and format.</summary>
public static class ChartPainter
{
    public const double Width = 720;
    private const double FontSize = 13;
    private const double Gap = 8;

    /// <summary>Share of the width that the names of lanes may take.</summary>
    private const double MostForNames = 0.4;

    /// <summary>The same where names would else be cut to the same text.</summary>
    private const double MostForAlikeNames = 0.6;

    /// <summary>Some faces, such as DejaVu Sans, are wider than Helvetica.</summary>
    internal const double WideFaces = 1.08;

    /// <summary>Height of a chart at this width.</summary>
    public static double HeightOf(Chart chart, double width = Width)
    {
        ArgumentNullException.ThrowIfNull(chart);
        if (chart.Height > 0)
            return chart.Height;
        var rows = chart.Y.Scale == AxisScale.Category ? chart.Y.Categories.Count : 0;
        var plot = rows == 0 ? 230 : Math.Max(80, rows * (chart.Heat is { } heat ? heat.Tells ? 28 : rows > 24 ? 12 : 18 : 22));
        return Top(chart, width) + plot + Bottom(chart);
    }

    /// <summary>Whether names of lanes are cut off at this width, for they may take no more than some of it.</summary>
    public static bool CutsNames(Chart chart, double width)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var room = RoomForNames(chart, width);
        return chart.Y.Categories.Any(name => TextWidth.Of(name, FontSize) * WideFaces + Gap > room);
    }

    private static double RoomForNames(Chart chart, double width)
    {
        var names = chart.Y.Categories;
        var cut = names.Select(name => TextWidth.FitEnds(name, FontSize, width * MostForNames / WideFaces)).Distinct(StringComparer.Ordinal).Count();
        return width * (cut < names.Distinct(StringComparer.Ordinal).Count() ? MostForAlikeNames : MostForNames);
    }

    /// <param name="chart">What to draw.</param>
    /// <param name="surface">What to draw on.</param>
    /// <param name="width">Width of the drawing; letters keep their size.</param>
    /// <param name="height">Height of the drawing.</param>
    public static void Draw(Chart chart, IChartSurface surface, double width, double height)
    {
        ArgumentNullException.ThrowIfNull(chart);
        ArgumentNullException.ThrowIfNull(surface);
        var (top, bottom) = (Top(chart, width), height - Bottom(chart));
        var (lowY, highY) = ChartRange.OfY(chart);
        // Categories of Y are read from the top.
        var lanes = chart.Y.Scale == AxisScale.Category;
        var y = AxisMap.Build(chart.Y, lowY, highY, lanes ? top : bottom, lanes ? bottom : top, Math.Max(2, (int)((bottom - top) / 40)), round: true);
        var left = Math.Min(RoomForNames(chart, width), y.Marks().Select(mark => TextWidth.Of(mark.Label, FontSize)).DefaultIfEmpty().Max() * WideFaces) + Gap + 4;
        var right = width - 18;
        var (lowX, highX) = ChartRange.OfX(chart);
        // Points and intervals of lanes would else lie on the border.
        var x = AxisMap.Build(chart.X, lowX, highX, left, right, Math.Max(2, (int)((right - left) / 90)), round: lanes && chart.Heat is null);
        var frame = new ChartFrame(chart, surface, new PlotBox(left, top, right - left, bottom - top), x, y, FontSize);

        ShadePainter.DrawSpans(frame);
        AxisPainter.Draw(frame);
        LegendPainter.Draw(frame, width);
        if (chart.Heat is { } heat)
            HeatPainter.Draw(frame, heat);
        StackPainter.Draw(frame);
        SeriesPainter.Draw(frame);
        ShadePainter.DrawReferences(frame);
    }

    /// <summary>Room above the plot: the legend, the label of Y, labels of shades.</summary>
    private static double Top(Chart chart, double width)
        => LegendPainter.HeightOf(chart, width, FontSize) + (chart.Y.Label.Length > 0 ? FontSize + Gap + 8 : 0) + (chart.Shades.Count > 0 ? FontSize + 4 : 0) + Gap;

    /// <summary>Room below the plot: ticks and the label of X.</summary>
    private static double Bottom(Chart chart) => FontSize * 2 + (chart.X.Label.Length > 0 ? FontSize + Gap : 0);
}

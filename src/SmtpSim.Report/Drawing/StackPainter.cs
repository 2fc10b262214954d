namespace SmtpSim.Report;

/// <summary>Bars beside and upon one another, and areas upon one another.</summary>
internal static class StackPainter
{
    private const int MostTips = 400;

    public static void Draw(ChartFrame frame)
    {
        var chart = frame.Chart;
        var bars = chart.Series.Where(series => series.Mark == Mark.Bars).ToList();
        var tips = chart.Series.Where(ChartRange.IsBars).Sum(series => series.Points.Count) <= MostTips;
        for (var i = 0; i < bars.Count; i++)
            DrawBars(frame, bars[i], i, bars.Count, tips, ground: null);
        var ground = new Dictionary<double, double>();
        foreach (var series in chart.Series.Where(series => series.Mark == Mark.StackedBars))
            DrawBars(frame, series, 0, 1, tips, ground);
        ground.Clear();
        foreach (var series in chart.Series.Where(series => series.Mark == Mark.StackedArea))
            DrawArea(frame, series, ground);
    }

    private static void DrawBars(ChartFrame frame, ChartSeries series, int index, int count, bool tips, Dictionary<double, double>? ground)
    {
        var look = SeriesLook.Of(frame.Chart, series);
        var boxes = new List<PlotBox>();
        foreach (var point in series.Points.Where(point => point.Y > 0))
        {
            var low = ground?.GetValueOrDefault(point.X) ?? 0;
            if (ground is not null)
                ground[point.X] = low + point.Y;
            var (left, width) = Span(frame, point.X, index, count);
            var (bottom, top) = (frame.Y.Place(low), frame.Y.Place(low + point.Y));
            var box = new PlotBox(left, top, width, Math.Max(0.4, bottom - top));
            if (tips)
                frame.Surface.Box(box, look.Ink, $"{(series.Name.Length > 0 ? series.Name + ", " : "")}{frame.Chart.X.Format(point.X)}: {frame.Chart.Y.Format(point.Y)}");
            else
                boxes.Add(box);
            if (ground is null && point is { Low: { } least, High: { } most })
                frame.Surface.Line([new(left + width / 2, frame.Y.Place(least)), new(left + width / 2, frame.Y.Place(most))], new Ink(InkKind.Text), 1.4);
        }
        if (boxes.Count > 0)
            frame.Surface.Boxes(boxes, look.Ink);
    }

    private static (double Left, double Width) Span(ChartFrame frame, double x, int index, int count)
    {
        var (from, to) = frame.Chart.X.Scale == AxisScale.Category
            ? (frame.X.Place(x) - frame.X.Slot * 0.4, frame.X.Place(x) + frame.X.Slot * 0.4)
            : (frame.X.Place(x), frame.X.Place(x + frame.Chart.BarWidth));
        var width = (to - from) / count;
        // A gap where there is room for one.
        return (from + width * index, Math.Max(0.5, width > 4 ? width - 1 : width));
    }

    private static void DrawArea(ChartFrame frame, ChartSeries series, Dictionary<double, double> ground)
    {
        var lower = series.Points.Select(point => frame.At(point.X, ground.GetValueOrDefault(point.X))).ToList();
        foreach (var point in series.Points)
            ground[point.X] = ground.GetValueOrDefault(point.X) + (double.IsNaN(point.Y) ? 0 : point.Y);
        var upper = series.Points.Select(point => frame.At(point.X, ground[point.X])).ToList();
        lower.Reverse();
        frame.Surface.Area([.. upper, .. lower], SeriesLook.Of(frame.Chart, series).Ink);
    }
}

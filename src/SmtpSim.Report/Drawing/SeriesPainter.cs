namespace SmtpSim.Report;

/// <summary>Lines, steps, bands, and points with their intervals.</summary>
internal static class SeriesPainter
{
    private const double LineWidth = 2;
    private const double Radius = 4.5;

    /// <summary>Beyond so many markers nobody points at one to read it.</summary>
    private const int MostTips = 400;

    public static void Draw(ChartFrame frame)
    {
        foreach (var series in frame.Chart.Series.Where(series => series.Mark == Mark.Band))
            DrawBand(frame, series);
        var tips = frame.Chart.Series.Where(HasMarkers).Sum(series => series.Points.Count) <= MostTips;
        foreach (var series in frame.Chart.Series)
        {
            var look = SeriesLook.Of(frame.Chart, series);
            if (series.Mark is Mark.Line or Mark.Step or Mark.LinePoints)
                DrawLine(frame, series, look);
            if (HasMarkers(series))
                DrawMarkers(frame, series, look, tips);
        }
    }

    private static bool HasMarkers(ChartSeries series) => series.Mark is Mark.Points or Mark.LinePoints;

    private static void DrawLine(ChartFrame frame, ChartSeries series, SeriesLook look)
    {
        var run = new List<PlotPoint>();
        void Flush()
        {
            if (run.Count > 1)
                frame.Surface.Line(run, look.Ink, LineWidth, look.Dash);
            run.Clear();
        }
        foreach (var point in series.Points)
        {
            if (double.IsNaN(point.Y))
            {
                Flush();
                continue;
            }
            var at = frame.At(point.X, point.Y);
            if (series.Mark == Mark.Step && run.Count > 0)
                run.Add(new(at.X, run[^1].Y));
            run.Add(at);
        }
        Flush();
    }

    private static void DrawMarkers(ChartFrame frame, ChartSeries series, SeriesLook look, bool tips)
    {
        // Radius shrinks where lanes are narrow.
        var radius = frame.Chart.Y.Scale == AxisScale.Category ? Math.Min(Radius, frame.Y.Slot * 0.4) : Radius;
        foreach (var point in series.Points.Where(point => !double.IsNaN(point.Y)))
        {
            var at = frame.At(point.X, point.Y);
            if (point is { Low: { } low, High: { } high })
                DrawInterval(frame, at, low, high, look.Ink);
            frame.Surface.Marker(at, look.Marker, radius, look.Ink, tips ? TipOf(frame.Chart, series, point) : null);
        }
    }

    private static void DrawInterval(ChartFrame frame, PlotPoint at, double low, double high, Ink ink)
    {
        const double Width = 1.4, Cap = 4;
        if (frame.Chart.Y.Scale == AxisScale.Category)
        {
            var (left, right) = (frame.X.Place(low), frame.X.Place(high));
            frame.Surface.Line([new(left, at.Y), new(right, at.Y)], ink, Width);
            frame.Surface.Line([new(left, at.Y - Cap), new(left, at.Y + Cap)], ink, Width);
            frame.Surface.Line([new(right, at.Y - Cap), new(right, at.Y + Cap)], ink, Width);
            return;
        }
        var (bottom, top) = (frame.Y.Place(low), frame.Y.Place(high));
        frame.Surface.Line([new(at.X, bottom), new(at.X, top)], ink, Width);
        frame.Surface.Line([new(at.X - Cap, bottom), new(at.X + Cap, bottom)], ink, Width);
        frame.Surface.Line([new(at.X - Cap, top), new(at.X + Cap, top)], ink, Width);
    }

    private static void DrawBand(ChartFrame frame, ChartSeries series)
    {
        var points = series.Points.Where(point => point is { Low: not null, High: not null }).ToList();
        if (points.Count > 1)
            frame.Surface.Area([.. points.Select(point => frame.At(point.X, point.High!.Value)), .. points.AsEnumerable().Reverse().Select(point => frame.At(point.X, point.Low!.Value))],
                SeriesLook.Of(frame.Chart, series).Faint);
    }

    private static string TipOf(Chart chart, ChartSeries series, ChartPoint point)
    {
        var measure = chart.Y.Scale == AxisScale.Category ? chart.X.Measure : chart.Y.Measure;
        var interval = point is { Low: { } low, High: { } high } ? $" ({MeasureText.Of(low, measure)} to {MeasureText.Of(high, measure)})" : "";
        var name = series.Name.Length > 0 ? series.Name + ", " : "";
        return $"{name}{chart.X.Format(point.X)}: {chart.Y.Format(point.Y)}{interval}";
    }
}

namespace SmtpSim.Report;

/// <summary>The values that a chart's axes have to show.</summary>
internal static class ChartRange
{
    public static (double Low, double High) OfX(Chart chart)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var point in chart.Series.SelectMany(series => series.Points))
        {
            if (chart.X.Scale == AxisScale.Log && point.X <= 0)
                continue;
            low = Math.Min(low, point.X);
            high = Math.Max(high, point.X + (chart.Series.Any(IsBars) ? chart.BarWidth : 0));
            if (chart.Y.Scale != AxisScale.Category || point is not { Low: { } least, High: { } most })
                continue;
            low = chart.X.Scale == AxisScale.Log && least <= 0 ? low : Math.Min(low, least);
            high = Math.Max(high, most);
        }
        foreach (var line in chart.References.Where(line => !line.Across && (chart.X.Scale == AxisScale.Linear || line.Value > 0)))
            (low, high) = (Math.Min(low, line.Value), Math.Max(high, line.Value));
        return chart.Heat is { Values.Count: > 0 } heat ? (heat.Start, heat.Start + heat.Step * heat.Values[0].Length) : (low, high);
    }

    public static (double Low, double High) OfY(Chart chart)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        void Include(double value)
        {
            if (double.IsNaN(value) || (chart.Y.Scale == AxisScale.Log && value <= 0))
                return;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }
        foreach (var point in chart.Series.Where(series => !IsStacked(series)).SelectMany(series => series.Points))
        {
            Include(point.Y);
            Include(point.Low ?? double.NaN);
            Include(point.High ?? double.NaN);
        }
        foreach (var stack in chart.Series.Where(IsStacked).SelectMany(series => series.Points).GroupBy(point => point.X))
            Include(stack.Sum(point => point.Y));
        foreach (var line in chart.References.Where(line => line.Across))
            Include(line.Value);
        // Lengths compare only from zero.
        if (chart.Y.Scale == AxisScale.Linear && chart.Y.Min is null && low > 0)
            low = 0;
        return (low, high);
    }

    public static bool IsStacked(ChartSeries series) => series.Mark is Mark.StackedArea or Mark.StackedBars;

    public static bool IsBars(ChartSeries series) => series.Mark is Mark.Bars or Mark.StackedBars;
}

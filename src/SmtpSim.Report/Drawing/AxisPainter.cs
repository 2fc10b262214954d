namespace SmtpSim.Report;

/// <summary>Axes with marks, grid and labels. The label of Y stands above its axis, where it is read without turning the head.</summary>
internal static class AxisPainter
{
    private static readonly Ink Axis = new(InkKind.Axis);
    private static readonly Ink Grid = new(InkKind.Grid);
    private static readonly Ink Faint = new(InkKind.FaintText);
    private static readonly Ink Text = new(InkKind.Text);

    public static void Draw(ChartFrame frame)
    {
        var (plot, surface, size) = (frame.Plot, frame.Surface, frame.FontSize);
        var lanes = frame.Chart.Y.Scale == AxisScale.Category;
        foreach (var (value, label) in frame.Y.Marks())
        {
            var y = frame.Y.Place(value);
            if (frame.Chart.Heat is null)
                surface.Line([new(plot.X, y), new(plot.Right, y)], Grid, 1);
            if (!lanes || frame.Y.Slot >= 11)
                surface.Text(new(plot.X - 8, y + size * 0.35), TextWidth.FitEnds(label, size, (plot.X - 10) / ChartPainter.WideFaces), TextAnchor.End, Math.Min(size, lanes ? frame.Y.Slot : size), Faint);
        }
        DrawX(frame);
        surface.Line([new(plot.X, plot.Bottom), new(plot.Right, plot.Bottom)], Axis, 1);
        if (frame.Chart.Y.Label.Length > 0)
            surface.Text(new(0, plot.Y - 18 - (frame.Chart.Shades.Count > 0 ? size + 4 : 0)), frame.Chart.Y.Label, TextAnchor.Start, size, Text);
        if (frame.Chart.X.Label.Length > 0)
            surface.Text(new(plot.Right, plot.Bottom + size * 2 + 14), frame.Chart.X.Label, TextAnchor.End, size, Text);
    }

    private static void DrawX(ChartFrame frame)
    {
        var (plot, size) = (frame.Plot, frame.FontSize);
        var categories = frame.Chart.X.Scale == AxisScale.Category;
        var free = double.NegativeInfinity;
        foreach (var (value, whole) in frame.X.Marks())
        {
            var x = frame.X.Place(value);
            var label = categories ? TextWidth.Fit(whole, size, Math.Max(frame.X.Slot - 6, size * 2)) : whole;
            var half = TextWidth.Of(label, size) / 2;
            var at = Math.Min(x, plot.Right + 18 - half);
            // Where labels would run into one another some are left out.
            if (at - half < free)
                continue;
            free = at + half + 6;
            if (!categories)
                frame.Surface.Line([new(x, plot.Bottom), new(x, plot.Bottom + 5)], Axis, 1);
            frame.Surface.Text(new(at, plot.Bottom + size + 7), label, TextAnchor.Middle, size, Faint);
        }
    }
}

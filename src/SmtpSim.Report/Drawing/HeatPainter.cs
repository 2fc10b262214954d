namespace SmtpSim.Report;

/// <summary>Cells of a grid, the more the darker (in a dark theme: the brighter).</summary>
internal static class HeatPainter
{
    public static double MostOf(HeatGrid heat) => heat.Values.SelectMany(row => row).Where(value => !double.IsNaN(value)).DefaultIfEmpty().Max();

    public static void Draw(ChartFrame frame, HeatGrid heat)
    {
        var most = MostOf(heat);
        var byStep = new List<PlotBox>[Ink.HeatSteps];
        for (var row = 0; row < heat.Values.Count; row++)
        {
            var (top, bottom) = (frame.Y.Place(row - 0.5), frame.Y.Place(row + 0.5));
            for (var column = 0; column < heat.Values[row].Length; column++)
            {
                var value = heat.Values[row][column];
                if (double.IsNaN(value))
                    continue;
                var (left, right) = Span(frame, heat, column);
                var step = StepOf(value, most);
                var gap = right - left > 6 && bottom - top > 6 ? 1 : 0;
                var box = new PlotBox(left, top, right - left - gap, bottom - top - gap);
                if (heat.Tells)
                    DrawTold(frame, box, heat, value, step);
                else
                    (byStep[step] ??= []).Add(box);
            }
        }
        for (var step = 0; step < byStep.Length; step++)
            if (byStep[step] is { } boxes)
                frame.Surface.Boxes(Joined(boxes), new Ink(InkKind.Heat, step));
    }

    private static void DrawTold(ChartFrame frame, PlotBox box, HeatGrid heat, double value, int step)
    {
        var text = MeasureText.Of(value, heat.Measure);
        frame.Surface.Box(box, new Ink(InkKind.Heat, step));
        frame.Surface.Text(new(box.X + box.Width / 2, box.Y + box.Height / 2 + frame.FontSize * 0.35), TextWidth.Fit(text, frame.FontSize, box.Width), TextAnchor.Middle,
            frame.FontSize, new Ink(InkKind.OnHeat, step));
    }

    private static (double Left, double Right) Span(ChartFrame frame, HeatGrid heat, int column)
        => frame.Chart.X.Scale == AxisScale.Category
            ? (frame.X.Place(column - 0.5), frame.X.Place(column + 0.5))
            : (frame.X.Place(heat.Start + column * heat.Step), frame.X.Place(heat.Start + (column + 1) * heat.Step));

    /// <summary>Nothing has a colour of its own; the rest are shared evenly by what there is.</summary>
    private static int StepOf(double value, double most)
        => value <= 0 || most <= 0 ? 0 : Math.Clamp(1 + (int)(value / most * (Ink.HeatSteps - 1) * 0.999999), 1, Ink.HeatSteps - 1);

    /// <summary>Neighbours in a row as one box, where there is no gap between them.</summary>
    private static List<PlotBox> Joined(List<PlotBox> boxes)
    {
        var joined = new List<PlotBox>(boxes.Count);
        foreach (var box in boxes)
        {
            if (joined.Count > 0 && joined[^1] is var last && last.Y == box.Y && Math.Abs(last.Right - box.X) < 1e-6)
                joined[^1] = last with { Width = box.Right - last.X };
            else
                joined.Add(box);
        }
        return joined;
    }
}

namespace SmtpSim.Report;

/// <summary>Spans in which something went on, behind the data, and lines across it.</summary>
internal static class ShadePainter
{
    private static readonly Ink Text = new(InkKind.FaintText);

    public static void DrawSpans(ChartFrame frame)
    {
        var (plot, size) = (frame.Plot, frame.FontSize);
        var free = double.NegativeInfinity;
        foreach (var shade in frame.Chart.Shades)
        {
            var (from, to) = (frame.X.Place(shade.From), frame.X.Place(shade.To));
            // However short, it can be seen.
            frame.Surface.Box(new PlotBox(from, plot.Y, Math.Max(2, to - from), plot.Height), new Ink(InkKind.Shade), shade.Label);
            var width = TextWidth.Of(shade.Label, size);
            var x = Math.Min(from, plot.Right + 18 - width);
            if (x < free)
                continue;
            frame.Surface.Text(new(x, plot.Y - 6), shade.Label, TextAnchor.Start, size, Text);
            free = x + width + 8;
        }
    }

    public static void DrawReferences(ChartFrame frame)
    {
        var (plot, size) = (frame.Plot, frame.FontSize);
        foreach (var line in frame.Chart.References)
        {
            var ink = new Ink(InkKind.Reference);
            if (line.Across)
            {
                var y = frame.Y.Place(line.Value);
                frame.Surface.Line([new(plot.X, y), new(plot.Right, y)], ink, 1.4, Dash.Long);
                frame.Surface.Text(new(plot.Right, y - 4), line.Label, TextAnchor.End, size, Text);
            }
            else
            {
                var x = frame.X.Place(line.Value);
                frame.Surface.Line([new(x, plot.Y), new(x, plot.Bottom)], ink, 1.4, Dash.Long);
                var end = x + 4 + TextWidth.Of(line.Label, size) > plot.Right + 16;
                frame.Surface.Text(new(end ? x - 4 : x + 4, plot.Y + size), line.Label, end ? TextAnchor.End : TextAnchor.Start, size, Text);
            }
        }
    }
}

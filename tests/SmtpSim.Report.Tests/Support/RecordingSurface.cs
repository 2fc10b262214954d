namespace SmtpSim.Report.Tests;

/// <summary>Remembers what was drawn.</summary>
internal sealed class RecordingSurface : IChartSurface
{
    private readonly List<(PlotBox Box, Ink Ink)> _boxes = [];

    public List<PlotPoint> Points { get; } = [];

    public List<(Ink Ink, Dash Dash)> Lines { get; } = [];

    public List<string> Texts { get; } = [];

    /// <summary>Boxes of a series, from left to right.</summary>
    public List<PlotBox> BoxesOf(int series) => [.. _boxes.Where(item => item.Ink == new Ink(InkKind.Series, series)).Select(item => item.Box).OrderBy(box => box.X)];

    public void Line(IReadOnlyList<PlotPoint> points, Ink ink, double width, Dash dash = Dash.Solid)
    {
        Points.AddRange(points);
        Lines.Add((ink, dash));
    }

    public void Area(IReadOnlyList<PlotPoint> outline, Ink ink) => Points.AddRange(outline);

    public void Box(PlotBox box, Ink ink, string? tip = null)
    {
        Points.AddRange([new(box.X, box.Y), new(box.Right, box.Bottom)]);
        _boxes.Add((box, ink));
    }

    public void Boxes(IReadOnlyList<PlotBox> boxes, Ink ink)
    {
        foreach (var box in boxes)
            Box(box, ink);
    }

    public void Marker(PlotPoint at, MarkerShape shape, double radius, Ink ink, string? tip = null) => Points.Add(at);

    public void Text(PlotPoint at, string text, TextAnchor anchor, double size, Ink ink)
    {
        var width = TextWidth.Of(text, size);
        var start = at.X - (anchor == TextAnchor.Start ? 0 : anchor == TextAnchor.Middle ? width / 2 : width);
        Points.AddRange([new(start, at.Y - size), new(start + width, at.Y)]);
        Texts.Add(text);
    }
}

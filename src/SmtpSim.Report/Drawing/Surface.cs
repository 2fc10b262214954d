namespace SmtpSim.Report;

/// <summary>A place on a chart, from its upper left corner.</summary>
public readonly record struct PlotPoint(double X, double Y);

/// <summary>A box on a chart.</summary>
public readonly record struct PlotBox(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;
}

/// <summary>What something is drawn for. Which colour that is depends on where it is drawn: a page has a light and a dark theme.</summary>
public enum InkKind
{
    /// <summary>A series' own; <see cref="Ink.Index"/> says which.</summary>
    Series,

    /// <summary>The same, thinned: bands and areas that lines cross.</summary>
    SeriesFaint,
    Axis,
    Grid,
    Text,
    FaintText,
    Shade,
    Reference,

    /// <summary>A heat map's; <see cref="Ink.Index"/> is one of <see cref="Ink.HeatSteps"/> from little to much.</summary>
    Heat,

    /// <summary>Text on a heat map's cell of this step.</summary>
    OnHeat,
}

/// <summary>A colour by its purpose.</summary>
public readonly record struct Ink(InkKind Kind, int Index = 0)
{
    /// <summary>Colours of series before they begin again; by then dashes and markers have changed.</summary>
    public const int Colours = 8;

    public const int HeatSteps = 10;
}

/// <summary>How a line is broken, so that colour alone tells nothing.</summary>
public enum Dash
{
    Solid,
    Long,
    Dots,
    LongDot,
}

public enum MarkerShape
{
    Circle,
    Square,
    Triangle,
    Diamond,
    Cross,
}

/// <summary>Which end of a text stands at its place.</summary>
public enum TextAnchor
{
    Start,
    Middle,
    End,
}

/// <summary>What charts are drawn on: an SVG element of a page, or a bitmap.</summary>
public interface IChartSurface
{
    void Line(IReadOnlyList<PlotPoint> points, Ink ink, double width, Dash dash = Dash.Solid);

    void Area(IReadOnlyList<PlotPoint> outline, Ink ink);

    /// <param name="tip">What the box is, for who points at it; null for nothing.</param>
    void Box(PlotBox box, Ink ink, string? tip = null);

    /// <summary>Many boxes of one colour.</summary>
    void Boxes(IReadOnlyList<PlotBox> boxes, Ink ink);

    /// <param name="radius">Half of its width.</param>
    void Marker(PlotPoint at, MarkerShape shape, double radius, Ink ink, string? tip = null);

    /// <param name="at">The end of its base line that the anchor says.</param>
    /// <param name="size">Height of its letters' em.</param>
    void Text(PlotPoint at, string text, TextAnchor anchor, double size, Ink ink);
}

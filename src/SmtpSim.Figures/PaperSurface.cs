using System.Globalization;
using System.Net;
using System.Text;
using SmtpSim.Report;

namespace SmtpSim.Figures;

/// <summary>Draws as the elements of an SVG that stands alone: colours outright, letters as outlines.</summary>
internal sealed class PaperSurface(StringBuilder output, Letters letters) : IChartSurface
{
    private readonly SvgSurface _shapes = new(output, PaperInks.Instance);

    public void Line(IReadOnlyList<PlotPoint> points, Ink ink, double width, Dash dash = Dash.Solid) => _shapes.Line(points, ink, width, dash);

    public void Area(IReadOnlyList<PlotPoint> outline, Ink ink) => _shapes.Area(outline, ink);

    public void Box(PlotBox box, Ink ink, string? tip = null) => _shapes.Box(box, ink, tip);

    public void Boxes(IReadOnlyList<PlotBox> boxes, Ink ink) => _shapes.Boxes(boxes, ink);

    public void Marker(PlotPoint at, MarkerShape shape, double radius, Ink ink, string? tip = null) => _shapes.Marker(at, shape, radius, ink, tip);

    public void Text(PlotPoint at, string text, TextAnchor anchor, double size, Ink ink)
    {
        var scale = Letters.Scale(size);
        var back = anchor switch { TextAnchor.Middle => 0.5, TextAnchor.End => 1, _ => 0 } * scale * Letters.WidthOf(text);
        output.Append("<g").Append(PaperInks.Instance.OfFill(ink)).Append(CultureInfo.InvariantCulture, $" transform=\"translate({at.X - back:0.##} {at.Y:0.##}) scale({scale:0.######})\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(text)}\">");
        letters.Append(output, text);
        output.Append("</g>");
    }
}

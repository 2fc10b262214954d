using System.Globalization;
using System.Net;
using System.Text;

namespace SmtpSim.Report;

/// <summary>Draws as the elements of an SVG, to a tenth of a unit.</summary>
public sealed class SvgSurface(StringBuilder output, ISvgInks inks) : IChartSurface
{
    public void Line(IReadOnlyList<PlotPoint> points, Ink ink, double width, Dash dash = Dash.Solid)
    {
        ArgumentNullException.ThrowIfNull(points);
        output.Append("<path").Append(inks.OfLine(ink)).Append(" d=\"");
        AppendPath(points);
        output.Append('"');
        if (width != 1)
            output.Append(" stroke-width=\"").Append(Number(width)).Append('"');
        if (dash != Dash.Solid)
            output.Append(" stroke-dasharray=\"").Append(dash switch { Dash.Long => "7 4", Dash.Dots => "2 3", _ => "9 3 2 3" }).Append('"');
        output.Append("/>");
    }

    public void Area(IReadOnlyList<PlotPoint> outline, Ink ink)
    {
        ArgumentNullException.ThrowIfNull(outline);
        output.Append("<path").Append(inks.OfFill(ink)).Append(" d=\"");
        AppendPath(outline);
        output.Append("z\"/>");
    }

    public void Box(PlotBox box, Ink ink, string? tip = null)
    {
        output.Append("<rect").Append(inks.OfFill(ink))
            .Append(" x=\"").Append(Number(box.X)).Append("\" y=\"").Append(Number(box.Y))
            .Append("\" width=\"").Append(Number(box.Width)).Append("\" height=\"").Append(Number(box.Height)).Append('"');
        End("rect", tip);
    }

    public void Boxes(IReadOnlyList<PlotBox> boxes, Ink ink)
    {
        ArgumentNullException.ThrowIfNull(boxes);
        output.Append("<path").Append(inks.OfFill(ink)).Append(" d=\"");
        foreach (var box in boxes)
        {
            output.Append('M').Append(Number(box.X)).Append(' ').Append(Number(box.Y))
                .Append('h').Append(Number(box.Width)).Append('v').Append(Number(box.Height)).Append('h').Append(Number(-box.Width)).Append('z');
        }
        output.Append("\"/>");
    }

    public void Marker(PlotPoint at, MarkerShape shape, double radius, Ink ink, string? tip = null)
    {
        if (MarkerOutline.Of(at, shape, radius) is not { } outline)
        {
            output.Append("<circle").Append(inks.OfFill(ink)).Append(" cx=\"").Append(Number(at.X)).Append("\" cy=\"").Append(Number(at.Y))
                .Append("\" r=\"").Append(Number(radius)).Append('"');
            End("circle", tip);
            return;
        }
        output.Append("<path").Append(inks.OfFill(ink)).Append(" d=\"");
        AppendPath(outline);
        output.Append("z\"");
        End("path", tip);
    }

    public void Text(PlotPoint at, string text, TextAnchor anchor, double size, Ink ink)
    {
        output.Append("<text").Append(inks.OfFill(ink)).Append(" x=\"").Append(Number(at.X)).Append("\" y=\"").Append(Number(at.Y))
            .Append("\" font-size=\"").Append(Number(size)).Append('"');
        if (anchor != TextAnchor.Start)
            output.Append(anchor == TextAnchor.Middle ? " text-anchor=\"middle\"" : " text-anchor=\"end\"");
        output.Append('>').Append(WebUtility.HtmlEncode(text)).Append("</text>");
    }

    private void AppendPath(IReadOnlyList<PlotPoint> points)
    {
        for (var i = 0; i < points.Count; i++)
            output.Append(i == 0 ? 'M' : 'L').Append(Number(points[i].X)).Append(' ').Append(Number(points[i].Y));
    }

    private void End(string element, string? tip)
    {
        if (tip is null)
            output.Append("/>");
        else
            output.Append("><title>").Append(WebUtility.HtmlEncode(tip)).Append("</title></").Append(element).Append('>');
    }

    private static string Number(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);
}

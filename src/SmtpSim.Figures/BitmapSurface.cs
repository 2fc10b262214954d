using SkiaSharp;
using SmtpSim.Report;

namespace SmtpSim.Figures;

/// <summary>Draws on a bitmap.</summary>
internal sealed class BitmapSurface(SKCanvas canvas) : IChartSurface
{
    public void Line(IReadOnlyList<PlotPoint> points, Ink ink, double width, Dash dash = Dash.Solid)
    {
        using var paint = Paint(ink);
        paint.Style = SKPaintStyle.Stroke;
        paint.StrokeWidth = (float)width;
        paint.StrokeJoin = SKStrokeJoin.Round;
        using var effect = dash switch
        {
            Dash.Long => SKPathEffect.CreateDash([7, 4], 0),
            Dash.Dots => SKPathEffect.CreateDash([2, 3], 0),
            Dash.LongDot => SKPathEffect.CreateDash([9, 3, 2, 3], 0),
            _ => null,
        };
        paint.PathEffect = effect;
        using var path = PathOf(points, close: false);
        canvas.DrawPath(path, paint);
    }

    public void Area(IReadOnlyList<PlotPoint> outline, Ink ink)
    {
        using var paint = Paint(ink);
        using var path = PathOf(outline, close: true);
        canvas.DrawPath(path, paint);
    }

    public void Box(PlotBox box, Ink ink, string? tip = null)
    {
        using var paint = Paint(ink);
        canvas.DrawRect((float)box.X, (float)box.Y, (float)box.Width, (float)box.Height, paint);
    }

    public void Boxes(IReadOnlyList<PlotBox> boxes, Ink ink)
    {
        foreach (var box in boxes)
            Box(box, ink);
    }

    public void Marker(PlotPoint at, MarkerShape shape, double radius, Ink ink, string? tip = null)
    {
        if (MarkerOutline.Of(at, shape, radius) is { } outline)
        {
            Area(outline, ink);
            return;
        }

        using var paint = Paint(ink);
        canvas.DrawCircle((float)at.X, (float)at.Y, (float)radius, paint);
    }

    public void Text(PlotPoint at, string text, TextAnchor anchor, double size, Ink ink)
    {
        using var font = new SKFont(Face.Sans, (float)size) { Subpixel = true, Edging = SKFontEdging.Antialias, Hinting = SKFontHinting.None };
        using var paint = Paint(ink);
        canvas.DrawText(text, (float)at.X, (float)at.Y, anchor switch { TextAnchor.Middle => SKTextAlign.Center, TextAnchor.End => SKTextAlign.Right, _ => SKTextAlign.Left }, font, paint);
    }

    private static SKPaint Paint(Ink ink)
    {
        var (colour, cover) = PaperInks.Of(ink);
        return new SKPaint { IsAntialias = true, Color = SKColor.Parse("#" + colour).WithAlpha((byte)Math.Round(255 * cover)) };
    }

    private static SKPath PathOf(IReadOnlyList<PlotPoint> points, bool close)
    {
        var path = new SKPath();
        for (var i = 0; i < points.Count; i++)
        {
            if (i == 0)
                path.MoveTo((float)points[i].X, (float)points[i].Y);
            else
                path.LineTo((float)points[i].X, (float)points[i].Y);
        }

        if (close)
            path.Close();
        return path;
    }
}

using System.Globalization;
using System.Net;
using System.Text;
using SkiaSharp;
using SmtpSim.Report;

namespace SmtpSim.Figures;

/// <summary>A chart as a file fit for a paper: as wide as a page's text, black on white, without a title, which the caption has.</summary>
public static class FigureFile
{
    /// <summary>Inches, at 100 units of the drawing each.</summary>
    private const double UnitsPerInch = 100;

    /// <summary>Of a PNG: three to a unit, so 300 to the inch.</summary>
    private const int DotsPerUnit = 3;

    /// <summary>Empty room around the drawing, in its units.</summary>
    private const double Margin = 6;

    public static byte[] Svg(Chart chart)
    {
        var (width, height) = SizeOf(chart);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width / UnitsPerInch:0.##}in\" height=\"{height / UnitsPerInch:0.##}in\" ")
            .Append(CultureInfo.InvariantCulture, $"viewBox=\"{-Margin:0.#} {-Margin:0.#} {width:0.#} {height:0.#}\" font-family=\"{Face.Family}\" role=\"img\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title>{WebUtility.HtmlEncode(chart.Title)}</title>\n<desc>{WebUtility.HtmlEncode(chart.Sentence)}</desc>\n")
            .Append(CultureInfo.InvariantCulture, $"<rect x=\"{-Margin:0.#}\" y=\"{-Margin:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\" fill=\"#ffffff\"/>\n");
        ChartPainter.Draw(chart, new SvgSurface(svg, PaperInks.Instance), ChartPainter.Width, height - 2 * Margin);
        return Encoding.UTF8.GetBytes(svg.Append("\n</svg>\n").ToString());
    }

    public static byte[] Png(Chart chart)
    {
        var (width, height) = SizeOf(chart);
        using var surface = SKSurface.Create(new SKImageInfo((int)Math.Ceiling(width * DotsPerUnit), (int)Math.Ceiling(height * DotsPerUnit), SKColorType.Rgba8888, SKAlphaType.Opaque));
        var canvas = surface.Canvas;
        canvas.Clear(SKColors.White);
        canvas.Scale(DotsPerUnit);
        canvas.Translate((float)Margin, (float)Margin);
        ChartPainter.Draw(chart, new BitmapSurface(canvas), ChartPainter.Width, height - 2 * Margin);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static (double Width, double Height) SizeOf(Chart chart) => (ChartPainter.Width + 2 * Margin, Math.Ceiling(ChartPainter.HeightOf(chart)) + 2 * Margin);
}

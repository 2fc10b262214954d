using System.Globalization;
using System.Net;
using System.Text;
using SkiaSharp;
using SmtpSim.Report;

namespace SmtpSim.Figures;

/// <summary>A chart as a file fit for a paper: as wide as a column, or as a page where its names need it, dark on white, its letters just under 8 points, without a title, which the caption has.</summary>
public static class FigureFile
{
    /// <summary>Of the drawing; a letter of a tick is 13 of them.</summary>
    private const double UnitsPerInch = 120;

    /// <summary>A column of the usual two: 3.5 inches (IEEE; ACM has 3.33).</summary>
    private const double ColumnWidth = 3.5 * UnitsPerInch;

    /// <summary>Of a PNG: five to a unit, so 600 to the inch.</summary>
    public const int DotsPerUnit = 5;

    /// <summary>Empty room around the drawing.</summary>
    private const double Margin = 6;

    /// <summary>Both columns and the gap between them.</summary>
    private const double PageWidth = 7.15 * UnitsPerInch;

    public static byte[] Svg(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var (width, height) = SizeOf(chart);
        var letters = new Letters();
        var svg = new StringBuilder();
        svg.Append("<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" ")
            .Append(CultureInfo.InvariantCulture, $"width=\"{width / UnitsPerInch:0.##}in\" height=\"{height / UnitsPerInch:0.####}in\" viewBox=\"{-Margin:0.#} {-Margin:0.#} {width:0.#} {height:0.#}\" role=\"img\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title>{WebUtility.HtmlEncode(chart.Title)}</title>\n<desc>{WebUtility.HtmlEncode(chart.Sentence)}</desc>\n")
            .Append(CultureInfo.InvariantCulture, $"<rect x=\"{-Margin:0.#}\" y=\"{-Margin:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\" fill=\"#ffffff\"/>\n");
        ChartPainter.Draw(chart, new PaperSurface(svg, letters), width - 2 * Margin, height - 2 * Margin);
        letters.AppendOutlines(svg.Append('\n'));
        return Encoding.UTF8.GetBytes(svg.Append("\n</svg>\n").ToString());
    }

    public static byte[] Png(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var (width, height) = SizeOf(chart);
        using var surface = SKSurface.Create(new SKImageInfo((int)(width * DotsPerUnit), (int)(height * DotsPerUnit), SKColorType.Rgba8888, SKAlphaType.Opaque));
        var canvas = surface.Canvas;
        canvas.Clear(SKColors.White);
        canvas.Scale(DotsPerUnit);
        canvas.Translate((float)Margin, (float)Margin);
        ChartPainter.Draw(chart, new BitmapSurface(canvas), width - 2 * Margin, height - 2 * Margin);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static (double Width, double Height) SizeOf(Chart chart)
    {
        var width = ChartPainter.CutsNames(chart, ColumnWidth - 2 * Margin) ? PageWidth : ColumnWidth;
        return (width, Math.Ceiling(ChartPainter.HeightOf(chart, width - 2 * Margin)) + 2 * Margin);
    }
}

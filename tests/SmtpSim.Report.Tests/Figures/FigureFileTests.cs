using System.Xml.Linq;
using SkiaSharp;
using SmtpSim.Figures;

namespace SmtpSim.Report.Tests;

public sealed class FigureFileTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly XNamespace Link = "http://www.w3.org/1999/xlink";

    public static TheoryData<string> Names => [.. SampleCharts.All.Select(chart => chart.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Png_IsOfAColumnAt600DotsToTheInchAndHasTheChartsColours(string name)
    {
        var chart = ChartOf(name);
        using var bitmap = SKBitmap.Decode(FigureFile.Png(chart));
        Assert.Equal(2100, bitmap.Width);
        Assert.InRange(bitmap.Height, 700, 2500);
        var colours = bitmap.Pixels.GroupBy(pixel => (uint)pixel).ToDictionary(same => $"{same.Key & 0xFFFFFF:x6}", same => same.Count());
        var inks = chart.Heat is null ? Enumerable.Range(0, chart.Series.Count).Select(i => PaperInks.Of(SeriesLook.Of(chart, chart.Series[i]).Ink).Colour) : ["063861", "f0f2f4"];
        Assert.All(inks, ink => Assert.InRange(colours.GetValueOrDefault(ink), 300, bitmap.Width * bitmap.Height / 2));
        // Letters: what a face that can't be read would leave out.
        Assert.InRange(colours.GetValueOrDefault(PaperInks.Of(new Ink(InkKind.Text)).Colour), 300, 100_000);
        Assert.InRange(colours["ffffff"], bitmap.Width * bitmap.Height / 4, bitmap.Width * bitmap.Height);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Svg_IsWellFormedAndHasItsLettersWithIt(string name)
    {
        var root = XDocument.Parse(System.Text.Encoding.UTF8.GetString(FigureFile.Svg(ChartOf(name)))).Root!;
        Assert.Equal("3.5in", (string?)root.Attribute("width"));
        Assert.Empty(root.Descendants(Svg + "text"));
        Assert.Empty(root.Descendants(Svg + "image"));
        var outlines = root.Descendants(Svg + "path").Select(path => "#" + (string?)path.Attribute("id")).ToHashSet(StringComparer.Ordinal);
        var letters = root.Descendants(Svg + "use").Select(letter => (string)letter.Attribute(Link + "href")!).ToList();
        Assert.InRange(letters.Count, 30, 2000);
        Assert.All(letters, letter => Assert.Contains(letter, outlines));
        Assert.Contains(ChartOf(name).X.Label, root.Descendants(Svg + "g").Select(text => (string?)text.Attribute("aria-label")));
    }

    [Fact]
    public void Files_OfTheSameChart_AreTheSameBytes() => Assert.All(SampleCharts.All, chart =>
    {
        Assert.Equal(FigureFile.Svg(chart), FigureFile.Svg(chart));
        Assert.Equal(FigureFile.Png(chart), FigureFile.Png(chart));
    });

    /// <summary>A column has no room for names such as those of figures in a summary.</summary>
    [Fact]
    public void Png_OfAChartWithLongNames_IsOfAPage()
    {
        var chart = SampleCharts.Lanes() with { Y = Axis.Of("figure", ["clients.every-minute.delivery_delay_s.p50", "b", "c"]) };
        using var bitmap = SKBitmap.Decode(FigureFile.Png(chart));
        Assert.Equal(4290, bitmap.Width);
    }

    private static Chart ChartOf(string name) => SampleCharts.All.Single(chart => chart.Name == name);
}

using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace SmtpSim.Report.Tests;

/// <summary>What is drawn is well-formed, stands within the drawing, and shows every series.</summary>
public sealed class ChartPainterTests
{
    public static TheoryData<string> Names => [.. SampleCharts.All.Select(chart => chart.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Draw_EveryForm_StaysWithinTheDrawing(string name)
    {
        var chart = SampleCharts.All.Single(chart => chart.Name == name);
        foreach (var width in (double[])[360, ChartPainter.Width])
        {
            var height = ChartPainter.HeightOf(chart, width);
            var surface = new RecordingSurface();
            ChartPainter.Draw(chart, surface, width, height);

            Assert.NotEmpty(surface.Points);
            Assert.All(surface.Points, point =>
            {
                Assert.InRange(point.X, -0.5, width + 0.5);
                Assert.InRange(point.Y, -0.5, height + 0.5);
            });
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Draw_EveryForm_IsWellFormedSvgAndTheSameAgain(string name)
    {
        var chart = SampleCharts.All.Single(chart => chart.Name == name);
        var first = Svg(chart);

        Assert.Equal(first, Svg(chart));
        Assert.NotEmpty(XDocument.Parse($"<svg>{first}</svg>").Root!.Elements());
    }

    /// <summary>Two lanes of one name would say nothing.</summary>
    [Fact]
    public void Draw_LanesOfLongNames_AreToldApart()
    {
        string[] names = ["to-20%-for-10s 755/s: delivered at the end", "to-20%-for-9s 755/s: delivered at the end", "to-20%-for-10s 528.5/s: delivered at the end"];
        var chart = new Chart { Name = "lanes", Title = "Lanes", Sentence = "s", X = new Axis("x"), Y = Axis.Of("", names), Series = [new ChartSeries("a", Mark.Points, [new(1, 0), new(2, 1), new(3, 2)])] };
        var surface = new RecordingSurface();
        ChartPainter.Draw(chart, surface, ChartPainter.Width, ChartPainter.HeightOf(chart));
        Assert.Equal(3, surface.Texts.Where(text => text.StartsWith("to-20", StringComparison.Ordinal)).Distinct().Count());
    }

    /// <summary>Of a single mark nobody can read a distance.</summary>
    [Theory]
    [InlineData(0.963, 1.038)]
    [InlineData(0.999, 1.0011)]
    [InlineData(7.1, 12.9)]
    public void Draw_AnAxisWithFixedEnds_HasTwoMarksOrMore(double min, double max)
    {
        var chart = new Chart { Name = "ends", Title = "Ends", Sentence = "s", X = new Axis("x") { Min = min, Max = max }, Y = Axis.Of("", ["a lane with a name that takes more than half of what there is"]), Series = [new ChartSeries("a", Mark.Points, [new((min + max) / 2, 0)])] };
        foreach (var width in (double[])[360, ChartPainter.Width])
        {
            var surface = new RecordingSurface();
            ChartPainter.Draw(chart, surface, width, ChartPainter.HeightOf(chart, width));
            Assert.True(surface.Texts.Count(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max) >= 2, string.Join(" ", surface.Texts));
        }
    }

    [Fact]
    public void Draw_Lines_AreToldApartByDashAsWellAsColour()
    {
        var surface = new RecordingSurface();
        ChartPainter.Draw(SampleCharts.Curve(), surface, 720, 300);
        var looks = surface.Lines.Where(line => line.Ink.Kind == InkKind.Series).Select(line => (line.Ink.Index, line.Dash)).Distinct().ToList();

        Assert.Equal(2, looks.Select(look => look.Index).Distinct().Count());
        Assert.Equal(2, looks.Select(look => look.Dash).Distinct().Count());
    }

    [Fact]
    public void Draw_StackedBars_StandUponOneAnother()
    {
        var chart = SampleCharts.Stack();
        var surface = new RecordingSurface();
        ChartPainter.Draw(chart, surface, 720, 300);
        var (lower, upper) = (surface.BoxesOf(0)[^1], surface.BoxesOf(1)[^1]);

        Assert.Equal(lower.Y, upper.Bottom, 3);
        Assert.Equal(lower.X, upper.X, 3);
    }

    [Fact]
    public void Draw_ChartWithoutData_StillHasItsAxes()
    {
        var surface = new RecordingSurface();
        ChartPainter.Draw(SampleCharts.Curve() with { Series = [], References = [] }, surface, 720, 300);
        Assert.Contains(surface.Texts, text => text == "time since submission");
    }

    private static string Svg(Chart chart)
    {
        var output = new StringBuilder();
        ChartPainter.Draw(chart, new SvgSurface(output, PageInks.Instance), 720, ChartPainter.HeightOf(chart));
        return output.ToString();
    }
}

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

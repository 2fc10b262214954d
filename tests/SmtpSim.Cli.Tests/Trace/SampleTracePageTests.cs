using System.Text.RegularExpressions;
using SmtpSim.Results.Tests;

namespace SmtpSim.Cli.Tests;

public sealed class SampleTracePageTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Page_OfTheSampleTrace_IsTheGoldenFile(bool full) => Golden.Equal($"tests/SmtpSim.Cli.Tests/Golden/{(full ? "trace-full" : "trace")}.txt", Render(full, 80));

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    public void Page_AnyWidth_Fits(int width) =>
        Assert.All(Render(full: true, width).Split('\n'), line => Assert.True(line.Length <= width, line));

    [Fact]
    public void Page_AttemptsAlike_AreToldInALineEach()
    {
        var page = Render(full: false, 80);
        Assert.Contains("attempts 2 to 6 went the same way  (--full shows all)\n", page);
        Assert.Contains("451 4.7.1 Greylisted  ← only 4 m old\n", page);
        Assert.DoesNotContain("attempt 4 of 7", page);
        Assert.Contains("attempt 4 of 7", Render(full: true, 80));
    }

    [Fact]
    public void Page_Colour_ChangesNoText()
    {
        var coloured = Render(full: true, 80, colour: true);
        Assert.Contains("\e[", coloured);
        Assert.Equal(Render(full: true, 80), Regex.Replace(coloured, @"\e\[\d+m", "", RegexOptions.NonBacktracking));
    }

    private static string Render(bool full, int width, bool colour = false)
    {
        var places = new RulePlaces("scenarios/sample.yaml", new Dictionary<string, int> { ["servers.mx.greylist"] = 17 });
        return TestScreen.Render(screen => new TracePage(screen, places, full).Write(SampleTrace.Log), width, colour);
    }
}

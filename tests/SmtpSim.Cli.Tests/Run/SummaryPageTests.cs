using SmtpSim.Model;
using SmtpSim.Results;
using SmtpSim.Results.Tests;

namespace SmtpSim.Cli.Tests;

public sealed class SummaryPageTests
{
    [Theory]
    [InlineData(80, false)]
    [InlineData(80, true)]
    [InlineData(120, false)]
    public void Page_OfTheSampleRun_IsTheGoldenFile(int width, bool colour) =>
        Golden.Equal($"tests/SmtpSim.Cli.Tests/Golden/page-{width}{(colour ? "-colour" : "")}.txt", Render(width, colour));

    [Fact]
    public void Page_At80Columns_FitsExceptForPaths() =>
        Assert.All(Render(80, colour: false).Split('\n').TakeWhile(line => !line.StartsWith(" results", StringComparison.Ordinal)), line => Assert.True(line.Length <= 80, line));

    [Fact]
    public void Page_EveryFateAndHugeCounts_StillFits()
    {
        var result = SampleRun.Result();
        var counters = result.Clients[0].Counters;
        counters[(int)ClientCounter.MessagesSubmitted] = 1_000_000;
        counters[(int)ClientCounter.MessagesExpired] = 2_345;
        counters[(int)ClientCounter.MessagesQueued] = 123_456;

        Assert.All(Render(80, colour: false, result).Split('\n').Take(7), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public void Page_NoColour_HasNoEscapeCodes() => Assert.DoesNotContain('\e', Render(80, colour: false));

    [Fact]
    public void Page_Interrupted_SaysThatItIsPartial() =>
        Assert.Contains("interrupted at 25s of 1m 40s: partial figures", Render(80, colour: false, SampleRun.Result(complete: false)));

    private static string Render(int width, bool colour, RunResult? result = null)
    {
        result ??= SampleRun.Result();
        var request = new RunRequest(result.Scenario, "sample.yaml", ["seed=42", "servers.mx.greylist={ delay: 1m }"], null, "auto", false, false);
        return TestScreen.Render(
            screen => new SummaryPage(screen).Write(RunSummary.Of(result), request, "results/sample-s42-5e0c1b", result.Digest), width, colour);
    }
}

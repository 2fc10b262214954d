using SmtpSim.Grains;
using SmtpSim.Kernel;

namespace SmtpSim.Cli.Tests;

public sealed class ProgressTextTests
{
    private static readonly SimTime TrafficEnd = Hours(6);

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void Lines_AnyFigures_FitTheScreenAndKeepTheBarInPlace(int width)
    {
        var early = Lines(Progress(0.1, 5), 900, width);
        var late = Lines(Progress(5.99, 123_456_789), 12_345_678, width);

        Assert.All(new[] { early.Bar, early.Details, late.Bar, late.Details }, line => Assert.True(line.Length < width, line));
        Assert.Equal(early.Bar.LastIndexOf('━'), late.Bar.LastIndexOf('━'));
    }

    [Fact]
    public void Lines_WhileTrafficFlows_MeasureAgainstItsEnd()
    {
        var (bar, details) = Lines(Progress(3, 1000), 4_100_000, 80);
        Assert.StartsWith("simulating ━", bar);
        Assert.Contains(" 50 %  3h of 6h", bar);
        Assert.EndsWith("4.1 M events/s", bar);
        Assert.Equal("12 sessions, 34 queued, 2 partitions, 10s left", details.Trim());
    }

    [Fact]
    public void Lines_AfterTraffic_MeasureAgainstTheEndOfTheRunAndPromiseNothing()
    {
        var (bar, details) = Lines(Progress(18, 1000), 10, 80);
        Assert.StartsWith("draining   ━", bar);
        Assert.Contains(" 50 %  18h of 1d 06h", bar);
        Assert.DoesNotContain("left", details);
    }

    [Fact]
    public void Lines_Stopping_SaySo() =>
        Assert.StartsWith("stopping", ProgressText.Lines(Progress(3, 1), new ProgressRate(TrafficEnd, 1, 1), stopping: true, Plain(80)).Bar);

    [Fact]
    public void Plain_IsOneLineForALog() =>
        Assert.Equal(
            "simulating 50 %, 3h of 6h, 820 k events/s, 12 sessions, 34 queued, 2 partitions, 10s left",
            ProgressText.Plain(Progress(3, 1000), new ProgressRate(TrafficEnd, 10, 820_000)));

    private static (string Bar, string Details) Lines(RunProgress progress, double eventsPerSecond, int width) =>
        ProgressText.Lines(progress, new ProgressRate(TrafficEnd, 10, eventsPerSecond), stopping: false, Plain(width));

    private static RunProgress Progress(double hours, long events) => new(Hours(hours), Hours(30), events, 12, 34, 2);

    private static SimTime Hours(double hours) => SimTime.Zero + SimDuration.FromHours(hours);

    private static Screen Plain(int width) => new(TextWriter.Null, colour: false, isTerminal: true, width);
}

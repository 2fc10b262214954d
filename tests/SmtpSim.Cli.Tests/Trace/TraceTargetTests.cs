using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Cli.Tests;

public sealed class TraceTargetTests
{
    [Theory]
    [InlineData("mta-7")]
    [InlineData("mta-7/")]
    [InlineData("/3")]
    [InlineData("mta-7/0")]
    [InlineData("mta-7/-1")]
    [InlineData("mta-7/+1")]
    [InlineData("mta-7/1.5")]
    [InlineData("mta-7/99999999999999999999")]
    [InlineData("")]
    public void Message_NotHostAndNumber_IsUsage(string message)
    {
        var failure = Assert.Throws<CommandException>(() => TraceTarget.Parse(message, first: null));

        Assert.Equal(ExitCode.Usage, failure.ExitCode);
        Assert.Contains($"such as postfix-7/3, not '{message}'", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bouncd", "Did you mean 'bounced'?")]
    [InlineData("Bounced", "Did you mean 'bounced'?")]
    [InlineData("199", null)]
    [InlineData("600", null)]
    [InlineData("", null)]
    public void First_UnknownEvent_NamesTheNearest(string first, string? remedy)
    {
        var failure = Assert.Throws<CommandException>(() => TraceTarget.Parse(message: null, first));

        Assert.Equal((ExitCode.Usage, remedy), (failure.ExitCode, failure.Remedy));
        Assert.EndsWith($", timed-out or a reply code, not '{first}'", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mta/1", "there is no client 'mta'", "In this group there is mta-1 to mta-2.")]
    [InlineData("mta-3/1", "there is no client 'mta-3'", "In this group there is mta-1 to mta-2.")]
    [InlineData("mtb-1/1", "there is no client 'mtb-1'", "Did you mean mta-1 to mta-2?")]
    [InlineData("lonely/1", "there is no client 'lonely'", "Did you mean lone?")]
    [InlineData("mx/1", "there is no client 'mx'", "The clients are mta-1 to mta-2, lone.")]
    [InlineData("mta-2/4", "mta-2 submits 3 messages in this run: there is no number 4", null)]
    public void Trace_NoSuchMessage_SaysWhatThereIs(string message, string expected, string? remedy)
    {
        var failure = Assert.Throws<CommandException>(() => TraceTarget.Parse(message, first: null).Trace(Small));

        Assert.Equal((ExitCode.NoInput, expected, remedy), (failure.ExitCode, failure.Message, failure.Remedy));
    }

    [Fact]
    public void Trace_EveryEventThatNeverHappens_IsNoInput()
    {
        foreach (var name in TraceTarget.EventNames.Except(["submitted", "delivered"]).Append("451"))
        {
            var failure = Assert.Throws<CommandException>(() => TraceTarget.Parse(message: null, name).Trace(Small));

            Assert.Equal(ExitCode.NoInput, failure.ExitCode);
            Assert.StartsWith("no ", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Trace_NoTraffic_IsNoInput()
    {
        var failure = Assert.Throws<CommandException>(() => TraceTarget.Parse(message: null, first: null).Trace(Small with { Traffic = [] }));

        Assert.Equal((ExitCode.NoInput, "no client submits a message"), (failure.ExitCode, failure.Message));
    }

    private static Scenario Small { get; } = new()
    {
        Name = "small",
        Duration = SimDuration.FromMinutes(1),
        SeriesInterval = SimDuration.FromMinutes(1),
        Servers = [new ServerGroup { Name = "mx" }],
        Clients = [new ClientGroup { Name = "mta", Count = 2, Retry = new RetrySpec.None() }, new ClientGroup { Name = "lone", Retry = new RetrySpec.None() }],
        Traffic = [new TrafficSpec { From = ["mta", "lone"], To = "mx", Arrivals = new ArrivalSpec.Bursts(3, SimDuration.Zero), End = SimDuration.FromMinutes(1) }],
    };
}

using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>A relay is one host: while its receiving half is out, its sending half is too.</summary>
public class RelayOutageTests
{
    private static readonly SimDuration _minute = Scene.Seconds(60);

    /// <summary>The server is out for 150 s, so that the hub's retries at 60 s, 120 s fail, and that at 180 s does not, unless the hub is out itself.</summary>
    private static readonly Scenario _scenario = RelayScene.SmartHost.With(Scene.Burst(10)).WithOutage(OutageKind.Refuse, SimDuration.Zero, Scene.Seconds(150));

    [Theory]
    [InlineData(OutageKind.Refuse, 390, 1)]
    [InlineData(OutageKind.Timeout, 390, 1)]
    [InlineData(OutageKind.ServiceUnavailable, 180, 3)]
    public void Relay_WhileItIsOut_SendsNothing(OutageKind kind, double delay, int retriesOfEach)
    {
        var run = Simulation.Run(_scenario with { Outages = [.. _scenario.Outages, Hub(kind, Scene.Seconds(30), _minute * 6)] });
        Assert.Equal(10, run.Origin()[EndToEndCounter.Delivered]);
        // What was due meanwhile is sent when the hub is up again; a hub that answers 421 is up.
        Assert.Equal(delay, run.Origin().Delay.Max / (double)SimDuration.TicksPerSecond, 0.5);
        Assert.Equal(10 * retriesOfEach, run.Sender("hub")[ClientCounter.Retries]);
    }

    [Fact]
    public void Relay_InTheMidstOfAMessage_SendsItAgainWhenItIsUp()
    {
        // The hub has the message after 14 latencies and is half through its own session 6 later.
        var outage = Hub(OutageKind.Refuse, Scene.Latency * 20, _minute);
        var run = Simulation.Run(RelayScene.SmartHost with { Outages = [outage] });
        Assert.Equal((1, 0), (run.Origin()[EndToEndCounter.Delivered], run.Origin()[EndToEndCounter.Duplicates]));
        Assert.Equal(60, run.Origin().Delay.Max / (double)SimDuration.TicksPerSecond, 0.5);
        Assert.Equal(1, run.Sender("hub")[ClientCounter.Retries]);
    }

    private static OutageSpec Hub(OutageKind kind, SimDuration start, SimDuration length) => new() { Servers = "hub", Kind = kind, Start = start, Length = length };
}

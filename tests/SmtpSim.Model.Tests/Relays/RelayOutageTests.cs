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

    [Fact]
    public void Relays_ThatFailAtRandom_SendNothingWhileTheyAreDown()
    {
        // Two hubs, each down now and then for itself. The server is always there, so that whatever waits at a hub waits for the hub alone.
        var scenario = RelayScene.Through(RelayScene.Hub with { Count = 2 }).With(Scene.Poisson(2)) with
        {
            Failures = [new FailureSpec { Servers = ["hub"], MeanUp = Scene.Seconds(100), MeanDown = Scene.Seconds(50), Scope = FailureScope.Host }],
        };
        scenario = scenario.With(scenario.Clients[0] with { Retry = new RetrySpec.Fixed(Scene.Seconds(5)) });
        var world = new World(scenario);
        var hubs = world.ServerGroupCalled("hub");
        var watch = new Sendings();
        var run = Simulation.Run(scenario, watch);

        var sent = watch.Times.Where(item => world.ClientGroupOf(item.Client) == 1).ToList();
        Assert.Equal(2, sent.Select(item => item.Client).Distinct().Count());
        foreach (var (time, client) in sent)
        {
            var server = world.FirstServerOf(hubs) + client - world.FirstClientOf(1);
            Assert.Null(world.Servers[hubs].Outages.At(server, time));
        }
        Assert.Equal(run.Origin()[EndToEndCounter.Submitted], run.Origin()[EndToEndCounter.Delivered]);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(100, 3)]
    [InlineData(1000, 10)]
    public void Relay_ThatLosesWhatItAcceptedLast_NeverSendsIt(double seconds, int lost)
    {
        // Ten messages, one every 30 s, and a server that is out until the hub has crashed after 300 s: of all of them the hub has tried in vain.
        var sending = RelayScene.Direct.Sending with { Retry = new RetrySpec.Fixed(_minute) };
        var scenario = RelayScene.Through(RelayScene.Hub with { Relay = RelayScene.Direct with { Sending = sending } }).With(Scene.Once with { Arrivals = new ArrivalSpec.Every(Scene.Seconds(30), SimDuration.Zero), End = Scene.Seconds(300) })
            .WithOutage(OutageKind.Refuse, SimDuration.Zero, Scene.Seconds(310));
        var run = Simulation.Run(scenario with { Outages = [.. scenario.Outages, Hub(OutageKind.Refuse, Scene.Seconds(300), _minute) with { Loses = Scene.Seconds(seconds) }] });

        Assert.Equal((lost, 10 - lost), (run.Origin()[EndToEndCounter.Lost], run.Origin()[EndToEndCounter.Delivered]));
        Assert.Equal(lost, run.Sender("hub")[ClientCounter.LostInCrash]);
        Assert.Equal(0, run.Sum(ServerCounter.MessagesLostInCrash)); // of what it has on its own account the hub has none
        Books.AreClosed(run);
    }

    [Fact]
    public void Relay_ThatLosesWhatItHasSentOn_LosesNothing()
    {
        var outage = Hub(OutageKind.Refuse, Scene.Seconds(5), _minute) with { Loses = _minute };
        var run = Simulation.Run(RelayScene.SmartHost with { Outages = [outage] });
        Assert.Equal((0, 1), (run.Origin()[EndToEndCounter.Lost], run.Origin()[EndToEndCounter.Delivered]));
    }

    [Fact]
    public void Relay_ThatCrashesAsItTakesAMessageOver_LosesItToo()
    {
        // The hub accepts after 13 latencies; the message is with its sending half one later, when the hub is down.
        var outage = Hub(OutageKind.Refuse, new SimDuration(Scene.Latencies(13) + 1), _minute) with { Loses = Scene.Seconds(1) };
        var run = Simulation.Run(RelayScene.SmartHost with { Outages = [outage], Clients = [RelayScene.SmartHost.Clients[0] with { Retry = new RetrySpec.None() }] });
        Assert.Equal((1, 0), (run.Origin()[EndToEndCounter.Lost], run.Origin()[EndToEndCounter.Delivered]));
    }

    private sealed class Sendings : TraceRecorder
    {
        public List<(long Time, int Client)> Times { get; } = [];

        public override bool IsDone => false;

        public override void Connect(long now, int client, in ClientSession session, in Message message) => Times.Add((now, client));
    }

    private static OutageSpec Hub(OutageKind kind, SimDuration start, SimDuration length) => new() { Servers = "hub", Kind = kind, Start = start, Length = length };
}

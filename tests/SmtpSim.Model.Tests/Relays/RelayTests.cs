using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

public class RelayTests
{
    [Fact]
    public void SmartHost_Message_TakesAHopMore()
    {
        var run = Simulation.Run(RelayScene.SmartHost);
        var origin = run.Origin();
        Assert.Equal((1, 1, 2, 2), (origin[EndToEndCounter.Submitted], origin[EndToEndCounter.Delivered], origin[EndToEndCounter.Accepted], origin[EndToEndCounter.HandedOn]));
        // The text reaches the hub after 13 latencies; one passes until it is in the hub's queue; the text reaches the server 13 later.
        Assert.Equal(Scene.Latencies(27), origin.Delay.Max);
        Assert.Equal(1, origin.Relays.Max);
        Assert.Equal((1, 1), (run.Client[ClientCounter.MessagesDelivered], run.Sender("hub")[ClientCounter.MessagesDelivered]));
        Assert.Equal((1, 0), (run.Reception("hub")[ReceptionCounter.Relayed], run.Reception("mx")[ReceptionCounter.Relayed]));
        Assert.Equal(1, run.Reception("mx")[ReceptionCounter.Unique]);
    }

    [Fact]
    public void Chain_OfThree_TakesThreeHopsMore()
    {
        var (second, third) = (RelayScene.Hub with { Name = "second" }, RelayScene.Hub with { Name = "third" });
        var run = Simulation.Run(RelayScene.Through(RelayScene.Hub.To("second"), second.To("third"), third));
        Assert.Equal(Scene.Latencies(13 + 3 * 14), run.Origin().Delay.Max);
        Assert.Equal((3, 1), (run.Origin().Relays.Max, run.Origin()[EndToEndCounter.Delivered]));
    }

    [Fact]
    public void SmartHosts_Several_ShareTheMail()
    {
        var run = Simulation.Run(RelayScene.Through(RelayScene.Hub with { Count = 4 }).With(Scene.Burst(200)));
        Assert.Equal(200, run.Origin()[EndToEndCounter.Delivered]);
        Assert.InRange(run.Sender("hub").PeakSessionsPerHost, 1, 20);
    }

    /// <summary>The route has several hosts of one preference: while one is out the others take its mail in the same attempt.</summary>
    [Fact]
    public void SmartHosts_Several_StandInForOneAnother()
    {
        var scenario = RelayScene.Through(RelayScene.Hub with { Count = 3, Faults = [new FaultSpec { At = SessionStep.Connect, Kind = FaultKind.Refuse, Chance = 0.5 }] });
        var run = Simulation.Run(scenario.With(Scene.Burst(10_000)));
        // All three refuse one time in eight, and the client tries once.
        Assert.Equal(0.875, run.Origin()[EndToEndCounter.Delivered] / 10_000.0, 0.012);
    }

    [Fact]
    public void Recipients_OfOneMessage_KeepTheirMailboxes()
    {
        // Some mailboxes do not exist, and which ones depends on their numbers: the relay must ask for the very same.
        var servers = Scene.Server with { Mailboxes = 50, UnknownShare = 0.3 };
        var scenario = RelayScene.SmartHost.WithServer(servers).With(Scene.Burst(100, recipients: 40));
        var direct = Simulation.Run(scenario.With(Scene.Client));
        var relayed = Simulation.Run(scenario);
        Assert.InRange(direct.Sum(ClientCounter.RecipientsBounced), 500, 2000);
        Assert.Equal(direct.Sum(ClientCounter.RecipientsBounced), relayed.Origin()[EndToEndCounter.Bounced]);
        Assert.Equal(direct.Sum(ClientCounter.RecipientsDelivered), relayed.Origin()[EndToEndCounter.Delivered]);
    }

    [Fact]
    public void Relay_WhileItsNextHopIsOut_KeepsTheMail()
    {
        var scenario = RelayScene.SmartHost.With(Scene.Burst(10)).WithOutage(OutageKind.Refuse, SimDuration.Zero, Scene.Seconds(150));
        var run = Simulation.Run(scenario);
        Assert.Equal(10, run.Origin()[EndToEndCounter.Delivered]);
        // The hub tries at 0 s, 60 s, 120 s and 180 s.
        Assert.Equal(180, run.Origin().Delay.Max / (double)SimDuration.TicksPerSecond, 0.5);
        Assert.Equal((10, 0), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.Retries]));
    }

    [Fact]
    public void Relay_ThatGivesUp_LosesWhatTheClientHoldsDelivered()
    {
        var run = Simulation.Run(RelayScene.SmartHost.WithOutage(OutageKind.Refuse, SimDuration.Zero, SimDuration.FromHours(1)));
        var origin = run.Origin();
        Assert.Equal(1, run.Client[ClientCounter.MessagesDelivered]);
        Assert.Equal((0, 1), (origin[EndToEndCounter.Delivered], origin[EndToEndCounter.Expired]));
        Assert.Equal((0, 1, 0), (origin[EndToEndCounter.NotificationsSent], origin[EndToEndCounter.NotificationsWithoutAddress], origin[EndToEndCounter.FailuresReported]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void Loop_Message_EndsAfterItsHops(int hops)
    {
        var (here, there) = (RelayScene.Hub.To("there"), (RelayScene.Hub with { Name = "there" }).To("hub"));
        var limit = hops == 100 ? (int?)null : hops;
        var run = Simulation.Run(RelayScene.Through(here with { Relay = here.Relay! with { MaxHops = limit } }, there with { Relay = there.Relay! with { MaxHops = limit } }));
        Assert.Equal((1, 0), (run.Origin()[EndToEndCounter.Bounced], run.Origin()[EndToEndCounter.Delivered]));
        Assert.Equal(hops, run.Reception("hub")[ReceptionCounter.Relayed] + run.Reception("there")[ReceptionCounter.Relayed]);
        Assert.Equal(1, run.Reception("hub")[ReceptionCounter.Looped] + run.Reception("there")[ReceptionCounter.Looped]);
    }
}

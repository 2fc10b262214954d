namespace SmtpSim.Model.Tests;

/// <summary>Notifications of failure that travel as mail.</summary>
public class NotificationTests
{
    private static readonly ServerGroup Home = Scene.Server with { Name = "home" };

    private static readonly ServerGroup Closed = Scene.Server with { UnknownShare = 1 };

    private static readonly Scenario Refused = RelayScene.Through(RelayScene.Hub, Home).WithServer(Closed)
        .With(Scene.Client with { Route = "hub", BouncesTo = "home" }).With(Scene.Burst(10));

    [Fact]
    public void Bounce_AtARelay_IsMailedToTheSender()
    {
        var run = Simulation.Run(Refused);
        var origin = run.Origin();
        Assert.Equal((10, 10, 10), (origin[EndToEndCounter.Bounced], origin[EndToEndCounter.NotificationsSent], origin[EndToEndCounter.FailuresReported]));
        Assert.Equal((10, 0), (run.Reception("home")[ReceptionCounter.Notifications], run.Reception("home")[ReceptionCounter.Backscatter]));
        // Notifications are mail of the relay.
        Assert.Equal((10, 10), (run.Result.EndToEnd[1][EndToEndCounter.Messages], run.Result.EndToEnd[1][EndToEndCounter.Delivered]));
    }

    [Fact]
    public void Expiry_AtARelay_IsMailedToTheSender()
    {
        var run = Simulation.Run(Refused.WithServer(Scene.Server with { Faults = [new FaultSpec { At = SessionStep.Mail, Kind = FaultKind.Reply, Reply = Scene.Busy, Chance = 1 }] }));
        Assert.Equal((10, 10), (run.Origin()[EndToEndCounter.Expired], run.Reception("home")[ReceptionCounter.Notifications]));
    }

    [Fact]
    public void Bounce_AtTheOrigin_IsKnownThere()
    {
        var run = Simulation.Run(Refused.With(Scene.Client with { BouncesTo = "home" }));
        Assert.Equal((10, 10), (run.Origin()[EndToEndCounter.Bounced], run.Origin()[EndToEndCounter.FailuresReported]));
        Assert.Equal(0, run.Reception("home")[ReceptionCounter.Notifications]);
    }

    [Fact]
    public void Notification_ThatFails_IsDiscarded()
    {
        var run = Simulation.Run(Refused.WithServer(Home with { UnknownShare = 1 }));
        var hub = run.Result.EndToEnd[1];
        Assert.Equal((10, 10, 10), (hub[EndToEndCounter.Messages], hub[EndToEndCounter.Bounced], hub[EndToEndCounter.DoubleBounces]));
        Assert.Equal(0, hub[EndToEndCounter.NotificationsSent]);
        Assert.Equal(0, run.Reception("home")[ReceptionCounter.Notifications]);
    }

    [Fact]
    public void ForgedSender_Notification_GoesToSomebodyElse()
    {
        var victim = Scene.Server with { Name = "victim", Count = 5 };
        var forger = Scene.Client with { Route = "hub", BouncesTo = "home", Forged = new ForgedSpec { Share = 0.4, As = "victim" } };
        var run = Simulation.Run((Refused with { Servers = [.. Refused.Servers, victim] }).With(forger).With(Scene.Burst(2000)));
        var (reported, backscatter) = (run.Reception("home")[ReceptionCounter.Notifications], run.Reception("victim")[ReceptionCounter.Backscatter]);
        Assert.Equal(2000, reported + backscatter);
        Assert.Equal(0.4, backscatter / 2000.0, 0.03);
        Assert.Equal(reported, run.Origin()[EndToEndCounter.FailuresReported]);
        Assert.Equal(0, run.Reception("victim")[ReceptionCounter.Notifications]);
    }
}

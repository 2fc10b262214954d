using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Variable envelope return paths: a transaction and a sender for each recipient.</summary>
public class VerpTests
{
    private static readonly ClientGroup Verp = Scene.Client with { Verp = true };

    /// <summary>Six segments to get there, eight for each recipient, two for QUIT.</summary>
    [Fact]
    public void Verp_ThreeRecipients_AreThreeTransactionsOfOneSession()
    {
        var run = Simulation.Run(Scene.Plain.With(Verp).With(Scene.Burst(1, recipients: 3)));
        Assert.Equal((1L, 1L, 1L), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.Attempts], run.Client[ClientCounter.SessionsOpened]));
        Assert.Equal((3L, 3L), (run.Server[ServerCounter.MessagesAccepted], run.Client[ClientCounter.RecipientsDelivered]));
        Assert.Equal(Scene.Latencies(6 + 3 * 8 + 2), run.Client.SessionDuration.Max);
        Books.Balance(run);
        Books.AreClosed(run);
    }

    /// <summary>A text that is refused concerns its own recipient alone; without VERP it is all of them or none.</summary>
    [Fact]
    public void Verp_SomeTextsRefused_BounceOneByOne()
    {
        var fault = new FaultSpec { At = SessionStep.Body, Kind = FaultKind.Reply, Reply = new ReplySpec(550, 5, 7, 1, ""), Chance = 0.5 };
        long Mixed(ClientGroup client) => Enumerable.Range(0, 20).Select(i => Simulation.Run(Scene.Plain.With(client).With(Scene.Burst(1, recipients: 4)).With(fault) with { Replication = i }))
            .Count(run => run.Client[ClientCounter.RecipientsDelivered] is > 0 and < 4);
        Assert.Equal(0, Mixed(Scene.Client));
        Assert.InRange(Mixed(Verp), 10, 20);
    }

    /// <summary>
    /// Six messages to one mailbox, each from another of 4096 users: a greylist knows none of them. With VERP the sender follows from the
    /// recipient, and only the first message waits.
    /// </summary>
    [Fact]
    public void Verp_Senders_FollowFromTheRecipients()
    {
        var client = Scene.Client with { Senders = 4096, Retry = new RetrySpec.Fixed(Scene.Seconds(100)) };
        var traffic = Scene.Once with { Arrivals = new ArrivalSpec.Every(Scene.Seconds(600), SimDuration.Zero) };
        var scenario = Scene.Plain.With(Scene.Server with { Mailboxes = 1, Greylist = new GreylistSpec { Delay = Scene.Seconds(60) } }).With(traffic);
        Assert.Equal(6, Simulation.Run(scenario.With(client)).Server[ServerCounter.RecipientsGreylisted]);
        Assert.Equal(1, Simulation.Run(scenario.With(client with { Verp = true })).Server[ServerCounter.RecipientsGreylisted]);
    }
}

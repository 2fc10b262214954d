using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

/// <summary>LIMITS (RFC 9422): what a server announces it is not asked for.</summary>
public sealed class LimitsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RecipientLimit_Announced_TakesSeveralTransactionsAndNoRetry(bool pipelining)
    {
        var run = Run(recipients: 10, Scene.Server with { MaxRecipients = 4 }, Scene.Client with { Pipelining = pipelining });
        Assert.Equal((1, 10), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.RecipientsDelivered]));
        Assert.Equal((0, 3, 1), (run.Client[ClientCounter.Retries], run.Server[ServerCounter.MessagesAccepted], run.Client[ClientCounter.SessionsOpened]));
        Assert.Equal((0, 3), (run.Read(452), run.Read(354)));
    }

    [Fact]
    public void RecipientLimit_NotAnnounced_IsRunInto()
    {
        var scenario = Scene.Plain.With(Scene.Server with { MaxRecipients = 4 }).With(Scene.Client).With(Scene.Burst(1, 10)).With(new RetrySpec.Fixed(Scene.Seconds(60)));
        var run = Simulation.Run(scenario);
        Assert.Equal((10, 2, 8), (run.Client[ClientCounter.RecipientsDelivered], run.Client[ClientCounter.Retries], run.Read(452)));
    }

    [Fact]
    public void TransactionLimit_Announced_EndsTheSessionAndNoMailIsRefused()
    {
        var client = Scene.Client with { Concurrency = 1, MessagesPerSession = 100 };
        var run = Run(recipients: 1, Scene.Server with { MaxTransactions = 3 }, client, messages: 10);
        Assert.Equal((10, 4, 0), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.SessionsOpened], run.Read(452)));
    }

    [Fact]
    public void TransactionLimit_NotAnnounced_RefusesOneMore()
    {
        var client = Scene.Client with { Concurrency = 1, MessagesPerSession = 100 };
        var scenario = Scene.Plain.With(Scene.Server with { MaxTransactions = 3 }).With(client).With(Scene.Burst(10)).With(new RetrySpec.Fixed(Scene.Seconds(60)));
        var run = Simulation.Run(scenario);
        Assert.Equal(10, run.Client[ClientCounter.MessagesDelivered]);
        Assert.Equal(7 + 4 + 1, run.Read(452)); // of ten, of seven, of four, of one
    }

    /// <summary>The limit stands for each message's attempt anew: what some recipients were refused does not keep the others from their turn.</summary>
    [Fact]
    public void RecipientLimit_SomeRefused_OthersHaveTheirTurn()
    {
        var server = Scene.Server with { MaxRecipients = 2, Faults = [new FaultSpec { At = SessionStep.Rcpt, Kind = FaultKind.Reply, Reply = new ReplySpec(450, 4, 2, 0, "Busy"), Chance = 0.5 }] };
        var run = Run(recipients: 20, server, Scene.Client, messages: 20);
        Assert.Equal((20, 400), (run.Client[ClientCounter.MessagesDelivered], run.Server[ServerCounter.RecipientCopies]));
        Assert.Equal(0, run.Read(452));
    }

    private static Outcome Run(int recipients, ServerGroup server, ClientGroup client, int messages = 1)
        => Simulation.Run(Scene.Plain.With(server with { Extensions = ServerOffer.Everything.Extensions & ~(ServiceExtensions.StartTls | ServiceExtensions.Auth) })
            .With(client).With(Scene.Burst(messages, recipients)).With(new RetrySpec.Fixed(Scene.Seconds(60))));
}

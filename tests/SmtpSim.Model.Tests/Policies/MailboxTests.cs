using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Unknown mailboxes: a property of the mailbox, not of the attempt.</summary>
public class MailboxTests
{
    /// <summary>A server that says 450 to unknown mailboxes says so at every retry: nobody gets through who was refused once.</summary>
    [Fact]
    public void Mailbox_UnknownOnce_IsUnknownAtEveryRetry()
    {
        var run = Simulation.Run(Scene.Plain.With(Scene.Server with { UnknownShare = 0.3, UnknownMailboxReply = new ReplySpec(450, 4, 2, 1, "") })
            .With(Scene.Client with { Concurrency = 2000, Retry = new RetrySpec.Fixed(Scene.Seconds(10)) { MaxAttempts = 6 } })
            .With(Scene.Burst(2000)));
        var unknown = run.Client[ClientCounter.MessagesExpired];
        Assert.InRange(unknown, 500, 700);
        Assert.Equal((2000 - unknown, 6 * unknown), (run.Client[ClientCounter.MessagesDelivered], run.Server[ServerCounter.RecipientsUnknown]));
        Assert.Equal(2000 + 5 * unknown, run.Client[ClientCounter.Attempts]);
    }

    /// <summary>Several servers do not know the same mailboxes, and none changes with the traffic.</summary>
    [Fact]
    public void Mailboxes_OfEachServer_AreItsOwn()
    {
        long[] Bounced(int mailboxes) => [.. Enumerable.Range(0, 40).Select(replication => Simulation.Run(Scene.Plain
            .With(Scene.Server with { Count = 1, Mailboxes = mailboxes, UnknownShare = 0.5 }).With(Scene.Burst(10)) with { Replication = replication }).Client[ClientCounter.MessagesBounced])];
        // A server with one mailbox knows it or not: all ten messages fare alike.
        Assert.All(Bounced(1), count => Assert.True(count is 0 or 10));
        Assert.Contains(0L, Bounced(1));
        Assert.Contains(10L, Bounced(1));
        Assert.Contains(Bounced(1000), count => count is > 0 and < 10);
        var several = Simulation.Run(Scene.Plain.With(Scene.Server with { Count = 200, Mailboxes = 1, UnknownShare = 0.5 }).With(Scene.Burst(4000))).Client;
        Assert.InRange(several[ClientCounter.MessagesBounced], 1500, 2500);
    }
}

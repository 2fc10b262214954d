using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>What each policy that remembers does in a run.</summary>
public class ServerPolicyTests
{
    private static readonly Distribution Slow = Scene.Constant(1);

    /// <summary>Two clients read one mailbox at the same time: the first to write wins, the second begins anew. A third transaction is what it takes.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 6)]
    public void MailboxConflicts_OfClientsAtOnce_LetOneAtATimePass(int clients, int attempts)
    {
        var run = Simulation.Run(Scene.Plain
            .With(Scene.Server with { Mailboxes = 1, MailboxConflicts = true })
            .With(Scene.Client with { Count = clients, Retry = new RetrySpec.Fixed(Scene.Seconds(1)) }));
        Assert.Equal((clients, attempts), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.Attempts]));
        Assert.Equal(attempts - clients, run.Server[ServerCounter.MailboxConflicts]);
        Assert.Equal(attempts - clients, run.Read(451));
    }

    [Fact]
    public void Backlog_OverTheSessionLimit_WaitsInsteadOf421()
    {
        var scenario = Scene.Plain.With(Scene.Server with { SessionLimit = 1, Backlog = 2, Service = new ServiceTimes { Body = Slow } })
            .With(Scene.Once with { Arrivals = new ArrivalSpec.Every(Scene.Seconds(0.1), SimDuration.Zero), End = Scene.Seconds(0.5) });
        var run = Simulation.Run(scenario);
        // One is served, two wait for it; two are not answered, and give up after the connection's time-out.
        Assert.Equal((3, 2, 2), (run.Client[ClientCounter.MessagesDelivered], run.Server[ServerCounter.SessionsInBacklog], run.Server[ServerCounter.ConnectionsOverBacklog]));
        Assert.Equal((0, 1, 2), (run.Sent(421), run.Server.PeakSessionsPerHost, run.Ends(SessionEnd.TimedOut)));
    }

    [Fact]
    public void SessionsPerClient_OfTwoClients_HoldsEachToItsOwn()
    {
        var run = Simulation.Run(Scene.Plain.With(Scene.Server with { SessionsPerClient = 2 }).With(Scene.Client with { Count = 2 }).With(Scene.Burst(5)));
        Assert.Equal((4, 6, 6), (run.Client[ClientCounter.MessagesDelivered], run.Server[ServerCounter.SessionsOverClientLimit], run.Read(421)));
    }

    [Theory]
    [InlineData(RateOf.Connections, false, 6)]
    [InlineData(RateOf.Connections, true, 3)]
    [InlineData(RateOf.Messages, false, 6)]
    [InlineData(RateOf.Messages, true, 3)]
    [InlineData(RateOf.Recipients, false, 6)]
    [InlineData(RateOf.Recipients, true, 3)]
    public void RateLimit_OfABurst_LetsItsNumberPassInEachWindow(RateOf of, bool together, int passed)
    {
        var limit = new RateLimitSpec { Of = of, Most = 3, Window = Scene.Seconds(60), Together = together };
        var scenario = Scene.Plain.With(Scene.Server with { RateLimits = [limit] }).With(Scene.Client with { Count = 2 }).With(Scene.Burst(5));
        Assert.Equal(passed, Simulation.Run(scenario).Client[ClientCounter.MessagesDelivered]);
        // What was refused comes again a minute later, in the next window.
        var again = Simulation.Run(scenario.With(new RetrySpec.Fixed(Scene.Seconds(61)) { MaxAttempts = 2 }));
        Assert.Equal(Math.Min(10, 2 * passed), again.Client[ClientCounter.MessagesDelivered]);
    }

    [Fact]
    public void Quota_OfOneMailbox_IsFullUntilItDrains()
    {
        var scenario = Scene.Plain
            .With(Scene.Server with { Mailboxes = 1, Quota = new QuotaSpec { Messages = 2 } })
            .With(Scene.Client with { Concurrency = 1, Retry = new RetrySpec.Fixed(Scene.Seconds(100)) { MaxAttempts = 4 } })
            .With(Scene.Burst(5));
        var full = Simulation.Run(scenario);
        Assert.Equal((2, 3), (full.Client[ClientCounter.MessagesDelivered], full.Client[ClientCounter.MessagesExpired]));
        Assert.Equal(full.Read(452), full.Server[ServerCounter.RecipientsOverQuota]);
        // One leaves in every 100 s, and a message takes its place; a mailbox that is emptied takes two at once.
        var drains = Simulation.Run(scenario.With(scenario.Servers[0] with { Quota = new QuotaSpec { Messages = 2, Drain = Scene.Seconds(100) } }));
        Assert.Equal(5, drains.Client[ClientCounter.MessagesDelivered]);
        Assert.InRange(drains.Client.Delay.Max, Scene.Seconds(300).Ticks, Scene.Seconds(302).Ticks);
        var resets = Simulation.Run(scenario.With(scenario.Servers[0] with { Quota = new QuotaSpec { Messages = 2, Resets = Scene.Seconds(90) } }));
        Assert.Equal(5, resets.Client[ClientCounter.MessagesDelivered]);
        Assert.InRange(resets.Client.Delay.Max, Scene.Seconds(200).Ticks, Scene.Seconds(202).Ticks);
    }

    /// <summary>Three messages of 4,000 bytes for a mailbox that has room for two: the third comes again until one has left, or bounces at once, as the reply says.</summary>
    [Theory]
    [InlineData(452, 3, 0, 4)]
    [InlineData(552, 2, 1, 3)]
    public void Quota_OfBytes_DefersOrBouncesAsItsReplySays(int code, int delivered, int bounced, int attempts)
    {
        var quota = new QuotaSpec { Bytes = 8000, Drain = Scene.Seconds(100), Reply = new ReplySpec(code, code / 100, 2, 2, "Mailbox full") };
        var run = Simulation.Run(Scene.Plain.With(Scene.Server with { Mailboxes = 1, Quota = quota })
            .With(Scene.Client with { Concurrency = 1, Retry = new RetrySpec.Fixed(Scene.Seconds(110)) }).With(Scene.Burst(3)));
        Assert.Equal((delivered, bounced, attempts), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.MessagesBounced], run.Client[ClientCounter.Attempts]));
        Assert.Equal(1, run.Server[ServerCounter.RecipientsOverQuota]);
    }

    /// <summary>What has room for no message of its size is full for it, and takes smaller ones.</summary>
    [Fact]
    public void Quota_SmallerThanAMessage_TakesNone()
    {
        var run = Simulation.Run(Scene.Plain.With(Scene.Server with { Mailboxes = 1, Quota = new QuotaSpec { Bytes = 3999 } }).With(Scene.Burst(3)));
        Assert.Equal((0, 3), (run.Client[ClientCounter.MessagesDelivered], run.Server[ServerCounter.RecipientsOverQuota]));
    }

    [Fact]
    public void Reject_OfAShare_RefusesTheSameMessagesAtEveryTry()
    {
        var scenario = Scene.Plain.With(Scene.Server with { RejectedShare = 0.3, RejectedReply = Scene.Busy }).With(Scene.Burst(1000))
            .With(new RetrySpec.Fixed(Scene.Seconds(60)) { MaxAttempts = 3 });
        var run = Simulation.Run(scenario);
        Assert.InRange(run.Client[ClientCounter.MessagesExpired], 260, 340);
        Assert.Equal(3 * run.Client[ClientCounter.MessagesExpired], run.Server[ServerCounter.MessagesRejected]);
    }

    [Fact]
    public void Tarpit_AfterRecipients_HoldsRepliesBack()
    {
        var plain = Simulation.Run(Scene.Plain.With(Scene.Burst(1, recipients: 10)));
        var held = Simulation.Run(Scene.Plain.With(Scene.Server with { Tarpit = new TarpitSpec { AfterRecipients = 6, Delay = Scene.Seconds(2) } }).With(Scene.Burst(1, recipients: 10)));
        // RCPT 7 to 10, and the end of mail data.
        Assert.Equal(Scene.Seconds(10).Ticks, held.Client.Delay.Max - plain.Client.Delay.Max);
        Assert.Equal(5, held.Server[ServerCounter.RepliesTarpitted]);
    }

    [Fact]
    public void Tarpit_AfterErrors_HoldsRepliesBack()
    {
        var server = Scene.Server with { MaxRecipients = 1, Tarpit = new TarpitSpec { AfterErrors = 2, Delay = Scene.Seconds(2) } };
        var run = Simulation.Run(Scene.Plain.With(server).With(Scene.Burst(1, recipients: 6)));
        // Five are refused, the third of them and what comes after it late; and so is the end of mail data.
        Assert.Equal(4, run.Server[ServerCounter.RepliesTarpitted]);
        Assert.InRange(run.Client.SessionDuration.Max, Scene.Seconds(8).Ticks, Scene.Seconds(9).Ticks);
    }

    [Fact]
    public void Crash_ThatLosesMail_LosesWhatWasAcceptedShortlyBefore()
    {
        var every = Scene.Once with { Arrivals = new ArrivalSpec.Every(Scene.Seconds(10), SimDuration.Zero), End = Scene.Seconds(100) };
        var scenario = Scene.Plain.With(every) with
        {
            Outages = [new OutageSpec { Servers = "mx", Kind = OutageKind.Refuse, Start = Scene.Seconds(95), Length = Scene.Seconds(60), Loses = Scene.Seconds(30) }],
        };
        var run = Simulation.Run(scenario);
        Assert.Equal((10, 3, 3), (run.Client[ClientCounter.MessagesDelivered], run.Server[ServerCounter.MessagesLostInCrash], run.Server[ServerCounter.RecipientsLostInCrash]));
        Assert.Equal(0, Simulation.Run(scenario with { Outages = [scenario.Outages[0] with { Loses = SimDuration.Zero }] }).Server[ServerCounter.MessagesLostInCrash]);
    }
}

using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Copies and duplicates (RFC 1047): every second copy of a message at a recipient is counted as a duplicate, however the first one's reply was missed.</summary>
public class DuplicateTests
{
    private static readonly RetrySpec Persistent = new RetrySpec.Fixed(Scene.Seconds(30)) { Lifetime = SimDuration.FromDays(1) };

    [Fact]
    public void FinalReply_Lost_SecondCopyIsADuplicate()
    {
        var lossy = Scene.Plain.With(Persistent).With(Scene.Burst(2000, recipients: 3)).With(new FaultSpec { At = SessionStep.Body, Kind = FaultKind.LoseReply, Chance = 0.3 });
        var run = Simulation.Run(lossy);
        var extra = run.Client[ClientCounter.Attempts] - 2000;
        Assert.InRange(extra, 600, 1100);
        Assert.Equal(2000 + extra, run.Server[ServerCounter.MessagesAccepted]);
        Assert.Equal(extra, run.Server[ServerCounter.MessagesDuplicated]);
        Assert.Equal(3 * extra, run.Server[ServerCounter.RecipientDuplicates]);
        Assert.Equal(2000, run.Client[ClientCounter.MessagesDelivered]);
        Assert.Equal(2000 * 4000, run.Client[ClientCounter.BytesDelivered]);
    }

    /// <summary>Every fifth segment is 12 s late: longer than the server, and in one test the client, is willing to wait.</summary>
    private static readonly LinkSpec Erratic = new()
    {
        Floor = Scene.Latency,
        Jitter = new Distribution.Empirical([0, Scene.Seconds(12).Ticks, Scene.Seconds(13).Ticks], [0.8, 0.1, 0.1]),
    };

    private static readonly ClientGroup Impatient = Scene.Client with
    {
        Retry = Persistent,
        Concurrency = 3000,
        Timeouts = new ClientTimeouts { Body = Scene.Seconds(6) },
    };

    /// <summary>Client and server give up on each other in every possible order.</summary>
    [Fact]
    public void FinalReply_MissedInAnyWay_EveryExtraCopyIsCounted()
    {
        var run = Simulation.Run(Scene.Plain
            .With(Scene.Server with { IdleTimeout = Scene.Seconds(5) })
            .With(Impatient)
            .With(Scene.Burst(3000))
            .With(Erratic));
        var copies = run.Server[ServerCounter.RecipientCopies];
        Assert.True(run.Server[ServerCounter.IdleTimeouts] > 100);
        Assert.True(run.Ends(SessionEnd.TimedOut) > 100);
        Assert.True(copies > 3100);
        Assert.Equal(3000, run.Client[ClientCounter.RecipientsDelivered]);
        Assert.Equal(3000, copies - run.Server[ServerCounter.RecipientDuplicates]);
    }

    /// <summary>TCP keeps the order: the 250 is read before the 421 that the server sends when it is tired of waiting, so there is no second copy.</summary>
    [Fact]
    public void IdleTimeout_WhileTheFinalReplyIsOnItsWay_DoesNotOvertakeIt()
    {
        var run = Simulation.Run(Scene.Plain
            .With(Scene.Server with { IdleTimeout = Scene.Seconds(5) })
            .With(Impatient with { Timeouts = new ClientTimeouts() })
            .With(Scene.Burst(3000))
            .With(Erratic));
        Assert.True(run.Server[ServerCounter.IdleTimeouts] > 100);
        Assert.Equal(3000, run.Client[ClientCounter.RecipientsDelivered]);
        Assert.Equal(3000, run.Server[ServerCounter.RecipientCopies]);
    }

    [Fact]
    public void Reset_AtTheText_IsNoCopy()
    {
        var run = Simulation.Run(Scene.Plain.With(Persistent).With(Scene.Burst(500)).With(new FaultSpec { At = SessionStep.Body, Kind = FaultKind.Reset, Chance = 0.4 }));
        Assert.True(run.Client[ClientCounter.Retries] > 200);
        Assert.Equal((500L, 0L), (run.Server[ServerCounter.RecipientCopies], run.Server[ServerCounter.RecipientDuplicates]));
    }

    /// <summary>The run ends while servers still work on texts whose clients have tried again with success: what was never accepted has no duplicate.</summary>
    [Fact]
    public void EarlierText_StillInWorkWhenTheRunEnds_MakesNoDuplicate()
    {
        var slow = SimDuration.FromDays(30).Ticks; // beyond the end
        var run = Simulation.Run(Scene.Plain
            .With(Scene.Server with { Service = new ServiceTimes { Body = new Distribution.Empirical([0, slow], [0.5, 0.5]) } })
            .With(Impatient)
            .With(Scene.Burst(200)));
        Assert.True(run.Client[ClientCounter.Retries] > 100);
        Assert.Equal((200L, 200L), (run.Client[ClientCounter.RecipientsDelivered], run.Server[ServerCounter.RecipientCopies]));
        Assert.Equal((0L, 0L), (run.Server[ServerCounter.MessagesDuplicated], run.Server[ServerCounter.RecipientDuplicates]));
    }
}

using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Postfix's concurrency feedback: its own experiment, and dead destinations.</summary>
public class ConcurrencyFeedbackTests
{
    /// <summary>
    /// SCHEDULER_README, "Test results": 2000 recipients, two in a delivery, a second each; a server that takes five sessions and answers the
    /// others 421; at most 20 sessions, initially 5; shares of recipients deferred in the first run, within two points. The second is one of
    /// real machines, a tenth more or less: where all five sessions end at one tick the limit grows twice before anything is refused.
    /// </summary>
    [Theory]
    [InlineData(FeedbackKind.Inverse, 0.165)]
    [InlineData(FeedbackKind.InverseRoot, 0.244)]
    [InlineData(FeedbackKind.One, 0.497)]
    public void Feedback_ServerTakesFiveSessions_DefersThePublishedShare(FeedbackKind kind, double share)
    {
        var run = Simulation.Run(Experiment(new ConcurrencyFeedbackSpec { Positive = kind, Negative = kind }));
        Assert.Equal(1000, run.Client[ClientCounter.Attempts]);
        Assert.Equal(0, run.Client[ClientCounter.WithheldDestinationDead]);
        Assert.InRange(run.Client[ClientCounter.Deferrals] / 1000.0, share - 0.02, share + 0.02);
    }

    /// <summary>Without feedback fifteen of twenty sessions are refused for as long as it takes.</summary>
    [Fact]
    public void Feedback_None_DefersNearlyAll()
    {
        var run = Simulation.Run(Experiment(null));
        Assert.InRange(run.Client[ClientCounter.Deferrals], 950, 1000);
    }

    /// <summary>Five failures of the first five sessions are a cohort: what waits is deferred without a connection, and tried when the time is over.</summary>
    [Fact]
    public void Destination_Down_IsDeadForAWhile()
    {
        var client = Scene.Client with { Retry = new RetrySpec.Fixed(Scene.Seconds(100)), Feedback = new ConcurrencyFeedbackSpec() };
        var run = Simulation.Run(Scene.Plain.With(client).With(Scene.Burst(50)).WithOutage(OutageKind.Refuse, default, Scene.Seconds(250)) with { SeriesInterval = Scene.Seconds(50) });
        // At 0 five sessions fail; the other 45 are deferred. At 100 and 200 all 50 are deferred: dead until 300. At 300 all are tried, and pass.
        Assert.Equal(45 + 50 + 50, run.Client[ClientCounter.WithheldDestinationDead]);
        Assert.Equal((5L, 55L, 50L), (run.Client[ClientCounter.Deferrals], run.Client[ClientCounter.Attempts], run.Client[ClientCounter.MessagesDelivered]));
        Assert.Equal(0, run.Client[ClientCounter.GivenUpWithheld]);
    }

    /// <summary>A limit of cohorts that is never reached: every message is tried at every time.</summary>
    [Fact]
    public void Destination_DownAndNeverDead_IsTriedByAll()
    {
        var client = Scene.Client with { Retry = new RetrySpec.Fixed(Scene.Seconds(100)), Feedback = new ConcurrencyFeedbackSpec { FailedCohorts = 0 } };
        var run = Simulation.Run(Scene.Plain.With(client).With(Scene.Burst(50)).WithOutage(OutageKind.Refuse, default, Scene.Seconds(250)));
        Assert.Equal((150L, 200L), (run.Client[ClientCounter.Deferrals], run.Client[ClientCounter.Attempts]));
    }

    /// <summary>A limit that shrank to one grows by one for every success, up to the group's concurrency.</summary>
    [Fact]
    public void Limit_AfterFailures_GrowsWithSuccess()
    {
        var spec = new ConcurrencyFeedbackSpec { FailedCohorts = 0 };
        var state = default(DestinationState);
        ConcurrencyFeedback.Start(ref state, spec, most: 7);
        for (var i = 0; i < 10; i++)
            ConcurrencyFeedback.Fail(ref state, spec, now: 1);
        Assert.Equal(1, state.Limit);
        var limits = new List<int>();
        for (var i = 0; i < 10; i++)
        {
            ConcurrencyFeedback.Succeed(ref state, spec, most: 7, sessions: state.Limit);
            limits.Add(state.Limit);
        }
        Assert.Equal([2, 3, 4, 5, 6, 7, 7, 7, 7, 7], limits);
    }

    [Fact]
    public void Limit_WithHysteresis_MovesInItsSteps()
    {
        var spec = new ConcurrencyFeedbackSpec { Initial = 1, Hysteresis = 3, FailedCohorts = 0 };
        var state = default(DestinationState);
        ConcurrencyFeedback.Start(ref state, spec, most: 8);
        var limits = new List<int>();
        for (var i = 0; i < 10; i++)
        {
            ConcurrencyFeedback.Succeed(ref state, spec, most: 8, sessions: state.Limit);
            limits.Add(state.Limit);
        }
        Assert.Equal([1, 1, 4, 4, 4, 7, 7, 7, 8, 8], limits);
    }

    /// <summary>A delivery whose mail is only deferred by the server is a success for the destination.</summary>
    [Fact]
    public void Limit_ServerDefersEveryRecipient_IsNoFailure()
    {
        var client = Scene.Client with { Feedback = new ConcurrencyFeedbackSpec() };
        var run = Simulation.Run(Scene.Plain.With(client).With(Scene.Burst(50)).With(new FaultSpec { At = SessionStep.Rcpt, Kind = FaultKind.Reply, Reply = Scene.Busy }));
        Assert.Equal((50L, 0L), (run.Client[ClientCounter.Attempts], run.Client[ClientCounter.WithheldDestinationDead]));
    }

    private static Scenario Experiment(ConcurrencyFeedbackSpec? feedback) => Scene.Plain
        .With(Scene.Client with { Retry = new RetrySpec.Fixed(SimDuration.FromDays(30)) { Lifetime = SimDuration.FromDays(90) }, Feedback = feedback })
        .With(Scene.Server with { SessionLimit = 5, Service = new ServiceTimes { Rcpt = new Distribution.Uniform(Scene.Seconds(0.9).Ticks, Scene.Seconds(1.1).Ticks) } })
        .With(new LinkSpec { Floor = SimDuration.FromMilliseconds(1) })
        .With(Scene.Burst(1000, recipients: 2));
}

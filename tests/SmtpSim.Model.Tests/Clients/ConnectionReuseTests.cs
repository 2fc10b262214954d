using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Several messages in one session, and how many sessions a client has to one destination.</summary>
public class ConnectionReuseTests
{
    private static readonly ClientGroup OneSession = Scene.Client with { Concurrency = 1, MessagesPerSession = 100 };

    /// <summary>Six segments to get there, eight for each message, two for QUIT.</summary>
    [Fact]
    public void Session_Reused_CarriesEveryWaitingMessage()
    {
        var run = Simulation.Run(Scene.Plain.With(OneSession).With(Scene.Burst(5)));
        Assert.Equal((1L, 5L, 5L), (run.Client[ClientCounter.SessionsOpened], run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.Attempts]));
        Assert.Equal(Scene.Latencies(6 + 5 * 8 + 2), run.Client.SessionDuration.Max);
        Assert.Equal(Scene.Latencies(6 + 5 * 8), run.Client.Delay.Max);
        Assert.Equal((Scene.Latencies(14) + Scene.Latencies(46)) / 2.0, run.Client.Delay.Mean);
    }

    [Fact]
    public void Session_Full_GivesWayToANewOne()
    {
        var run = Simulation.Run(Scene.Plain.With(OneSession with { MessagesPerSession = 2 }).With(Scene.Burst(5)));
        Assert.Equal((3L, 5L), (run.Client[ClientCounter.SessionsOpened], run.Client[ClientCounter.MessagesDelivered]));
        Assert.Equal(Scene.Latencies(2 * 24 + 14), run.Client.Delay.Max);
    }

    [Fact]
    public void Session_OfMoreThanSixtyFiveThousandMessages_IsFullWhenItIsFull()
    {
        var run = Simulation.Run(Scene.Plain.With(OneSession with { MessagesPerSession = 70_000 }).With(Scene.Burst(140_000)));
        Assert.Equal((2L, 140_000L), (run.Client[ClientCounter.SessionsOpened], run.Client[ClientCounter.MessagesDelivered]));
    }

    /// <summary>A transaction whose recipients were all refused is dropped with RSET before the next one; a refused MAIL opened none (RFC 5321 section 4.1.1.5).</summary>
    [Theory]
    [InlineData(SessionStep.Rcpt, 4 + 2)] // MAIL, RCPT, RSET
    [InlineData(SessionStep.Data, 6 + 2)]
    [InlineData(SessionStep.Mail, 2)]
    public void Transaction_Refused_IsResetBeforeTheNextOne(SessionStep step, int segments)
    {
        var run = Simulation.Run(Scene.Plain.With(OneSession).With(Scene.Burst(3))
            .With(new FaultSpec { At = step, Kind = FaultKind.Reply, Reply = new ReplySpec(550, 5, 1, 1, "") }));
        Assert.Equal((1L, 3L), (run.Client[ClientCounter.SessionsOpened], run.Client[ClientCounter.MessagesBounced]));
        // No RSET after the last one: QUIT follows at once.
        var lastSegments = step == SessionStep.Mail ? segments : segments - 2;
        Assert.Equal(Scene.Latencies(6 + 2 * segments + lastSegments + 2), run.Client.SessionDuration.Max);
    }

    [Fact]
    public void Session_LostInItsSecondTransaction_CostsThatMessageAlone()
    {
        // Found among replications: the reset strikes exactly once.
        var scenario = Scene.Plain.With(OneSession with { Retry = new RetrySpec.Fixed(Scene.Seconds(60)) }).With(Scene.Burst(4))
            .With(new FaultSpec { At = SessionStep.Body, Kind = FaultKind.Reset, Chance = 0.4 });
        var run = Enumerable.Range(0, 200).Select(replication => Simulation.Run(scenario with { Replication = replication }))
            .First(run => run.Ends(SessionEnd.ConnectionLost) == 1);
        Assert.Equal((4L, 5L, 1L), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.Attempts], run.Client[ClientCounter.Deferrals]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    public void Concurrency_Limited_IsNeverExceededAndFullyUsed(int concurrency)
    {
        var run = Simulation.Run(Scene.Plain.With(Scene.Client with { Concurrency = concurrency }).With(Scene.Burst(60)));
        Assert.Equal((concurrency, concurrency), (run.Client.PeakSessionsPerHost, run.Server.PeakSessionsPerHost));
        // A session takes sixteen segments, and the next one follows at once.
        Assert.Equal(Scene.Latencies(16 * (60 / concurrency - 1) + 14), run.Client.Delay.Max);
    }

    /// <summary>The limit is for each destination: two servers take twice as much.</summary>
    [Fact]
    public void Concurrency_SeveralDestinations_CountsForEach()
    {
        var run = Simulation.Run(Scene.Plain.With(Scene.Client with { Concurrency = 2 }).With(Scene.Server with { Count = 3 }).With(Scene.Burst(90)));
        Assert.Equal((6L, 2L), (run.Client.PeakSessionsPerHost, run.Server.PeakSessionsPerHost));
        Assert.Equal(90, run.Client[ClientCounter.MessagesDelivered]);
    }

    /// <summary>Who waits longest goes first.</summary>
    [Fact]
    public void Waiting_ForASession_IsFirstComeFirstServed()
    {
        var run = Simulation.Run(Scene.Plain.With(Scene.Client with { Concurrency = 1 }).With(Scene.Once with
        {
            Arrivals = new ArrivalSpec.Every(Scene.Latency * 4, SimDuration.Zero),
            End = Scene.Latency * 40,
        }));
        // Message i arrives at 4 i and is delivered at 16 i + 14: delays grow by 12 each.
        Assert.Equal(10, run.Client[ClientCounter.MessagesDelivered]);
        Assert.Equal(Scene.Latencies(14 + 9 * 12), run.Client.Delay.Max);
        Assert.Equal(Scene.Latencies(14) + Scene.Latencies(12) * 4.5, run.Client.Delay.Mean);
    }
}

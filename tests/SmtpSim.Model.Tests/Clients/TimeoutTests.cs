using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

/// <summary>Each time-out of RFC 5321 section 4.5.3.2 runs from the sending of what is not answered, and takes exactly the configured time.</summary>
public class TimeoutTests
{
    private static readonly ClientTimeouts Distinct = new()
    {
        Connect = Scene.Seconds(11),
        Greeting = Scene.Seconds(12),
        Hello = Scene.Seconds(13),
        Mail = Scene.Seconds(14),
        Rcpt = Scene.Seconds(15),
        Data = Scene.Seconds(16),
        Body = Scene.Seconds(17),
        Rset = Scene.Seconds(18),
        Quit = Scene.Seconds(19),
    };

    [Theory]
    [InlineData(SessionStep.Connect, 0, 11, Phase.ConnectionEstablishment)]
    [InlineData(SessionStep.Greeting, 2, 12, Phase.ConnectionEstablishment)]
    [InlineData(SessionStep.Hello, 4, 13, Phase.ConnectionEstablishment)]
    [InlineData(SessionStep.Mail, 6, 14, Phase.MailTransfer)]
    [InlineData(SessionStep.Rcpt, 8, 15, Phase.MailTransfer)]
    [InlineData(SessionStep.Data, 10, 16, Phase.MailTransfer)]
    [InlineData(SessionStep.Body, 12, 17, Phase.MailTransfer)]
    [InlineData(SessionStep.Quit, 14, 19, Phase.ConnectionTermination)]
    public void Step_NotAnswered_EndsAfterItsTimeout(SessionStep step, int sentAfter, int timeout, Phase phase)
    {
        foreach (var kind in new[] { FaultKind.Silent, FaultKind.LoseReply })
        {
            if (step == SessionStep.Connect && kind == FaultKind.LoseReply)
                continue;
            var run = Simulation.Run(Scene.Plain.With(Scene.Client with { Timeouts = Distinct }).With(new FaultSpec { At = step, Kind = kind }));
            Assert.Equal(1, run.Client.EndsOf(SessionEnd.TimedOut, phase));
            Assert.Equal(Scene.Latencies(sentAfter) + Scene.Seconds(timeout).Ticks, run.Client.SessionDuration.Max);
            // After the final dot's 250 the message is delivered, whatever becomes of QUIT.
            Assert.Equal(step == SessionStep.Quit ? 1 : 0, run.Client[ClientCounter.MessagesDelivered]);
            Assert.Equal((0L, 0L), (run.ClientSlots, run.ServerSlots));
        }
    }

    /// <summary>RSET is sent when another message waits behind one whose recipients were all refused.</summary>
    [Fact]
    public void Rset_NotAnswered_EndsAfterItsTimeoutAndCostsTheNextMessageAnAttempt()
    {
        var run = Simulation.Run(Scene.Plain
            .With(Scene.Server with
            {
                UnknownShare = 1,
                Faults = [new FaultSpec { At = SessionStep.Rset, Kind = FaultKind.Silent }],
            })
            .With(Scene.Client with { Timeouts = Distinct, Concurrency = 1, MessagesPerSession = 2 })
            .With(Scene.Burst(2)));
        Assert.Equal((1L, 1L), (run.Client[ClientCounter.MessagesBounced], run.Client[ClientCounter.MessagesExpired]));
        Assert.Equal((1L, 2L), (run.Client[ClientCounter.SessionsOpened], run.Client[ClientCounter.Attempts]));
        Assert.Equal(Scene.Latencies(10) + Scene.Seconds(18).Ticks, run.Client.SessionDuration.Max);
    }

    /// <summary>A reply that comes one tick before the time-out counts, one that comes on it does not.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(0, 0)]
    public void Reply_AtTheEdgeOfTheTimeout_CountsOnlyBeforeIt(int ticks, int delivered)
    {
        var timeout = new SimDuration(Scene.Latencies(2) + ticks);
        var run = Simulation.Run(Scene.Plain.With(Scene.Client with { Timeouts = new ClientTimeouts { Body = timeout } }));
        Assert.Equal(delivered, run.Client[ClientCounter.MessagesDelivered]);
        Assert.Equal(1 - delivered, run.Ends(SessionEnd.TimedOut));
        Assert.Equal(1, run.Server[ServerCounter.MessagesAccepted]);
    }

    /// <summary>A time-out of the client within the time of one segment: the connection comes about at the server all the same, and is reset.</summary>
    [Fact]
    public void Connect_AcceptedTooLate_IsReset()
    {
        var run = Simulation.Run(Scene.Plain.With(Scene.Client with { Timeouts = new ClientTimeouts { Connect = new SimDuration(Scene.Latencies(1)) } }));
        Assert.Equal(Scene.Latencies(1), run.Client.SessionDuration.Max);
        Assert.Equal(1, run.Client.EndsOf(SessionEnd.TimedOut, Phase.ConnectionEstablishment));
        Assert.Equal((0L, 0L, 0L), (run.Server[ServerCounter.SessionsOpened], run.ServerSlots, run.ClientSlots));
        Assert.Equal(Scene.Latencies(3), run.Result.LastEvent.Ticks); // SYN 1, SYN-ACK 2, RST 3
    }

    [Fact]
    public void Server_ClientTooSlow_Says421AfterItsIdleTimeout()
    {
        // Slower than the server likes it: two latencies pass between its reply and the next command.
        var run = Simulation.Run(Scene.Plain.With(Scene.Server with { IdleTimeout = new SimDuration(Scene.Latencies(2) - 1) }));
        Assert.Equal((1L, 1L, 1L), (run.Server[ServerCounter.IdleTimeouts], run.Read(421), run.Client.EndsOf(SessionEnd.ServiceClosing, Phase.ConnectionEstablishment)));
        Assert.Equal(Scene.Latencies(3 + 2 + 1) - 1, run.Client.SessionDuration.Max);
        var just = Simulation.Run(Scene.Plain.With(Scene.Server with { IdleTimeout = new SimDuration(Scene.Latencies(2)) }));
        Assert.Equal((0L, 1L), (just.Server[ServerCounter.IdleTimeouts], just.Client[ClientCounter.MessagesDelivered]));
    }
}

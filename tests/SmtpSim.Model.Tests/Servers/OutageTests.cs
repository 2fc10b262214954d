using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

/// <summary>The three kinds of outage, met before, in the middle of and after a session.</summary>
public class OutageTests
{
    private static readonly SimDuration Minute = Scene.Seconds(60);

    /// <summary>Session end, its phase, and the segments a session takes that is opened in the outage; a time-out adds the 30 s of the connection.</summary>
    [Theory]
    [InlineData(OutageKind.Refuse, SessionEnd.Refused, 2, 0)]
    [InlineData(OutageKind.Timeout, SessionEnd.TimedOut, 0, 30)]
    [InlineData(OutageKind.ServiceUnavailable, SessionEnd.ServiceClosing, 4, 0)]
    public void Connect_InOutage_FailsAsItsKindSays(OutageKind kind, SessionEnd end, int segments, int seconds)
    {
        var run = Simulation.Run(Scene.Plain.WithOutage(kind, SimDuration.Zero, Minute));
        Assert.Equal(1, run.Client.EndsOf(end, Phase.ConnectionEstablishment));
        Assert.Equal(Scene.Latencies(segments) + Scene.Seconds(seconds).Ticks, run.Client.SessionDuration.Max);
        Assert.Equal(kind == OutageKind.ServiceUnavailable ? 0 : 1, run.Server[ServerCounter.ConnectionsFailed]);
        Assert.Equal((0L, 0L, 0L), (run.Server[ServerCounter.SessionsOpened], run.ClientSlots, run.ServerSlots));
    }

    [Theory]
    [InlineData(OutageKind.Refuse)]
    [InlineData(OutageKind.Timeout)]
    [InlineData(OutageKind.ServiceUnavailable)]
    public void Outage_EndsExclusive_AndBeginsInclusive(OutageKind kind)
    {
        // The SYN, and for 421 the ACK, comes at one latency, and at three.
        var seen = Scene.Latencies(kind == OutageKind.ServiceUnavailable ? 3 : 1);
        Assert.Equal(1, Delivered(start: seen + 1, length: 0));
        Assert.Equal(0, Delivered(start: seen, length: 1));
        Assert.Equal(1, Delivered(start: seen - 1, length: 1));
        Assert.Equal(0, Delivered(start: seen - 1, length: 2));

        long Delivered(long start, long length)
            => Simulation.Run(Scene.Plain.WithOutage(kind, new SimDuration(start), new SimDuration(length))).Client[ClientCounter.MessagesDelivered];
    }

    /// <summary>RST or 421 answers the next command; from a host that cannot be reached nothing comes.</summary>
    [Theory]
    [InlineData(OutageKind.Refuse, SessionEnd.ConnectionLost, 8, 0)]
    [InlineData(OutageKind.Timeout, SessionEnd.TimedOut, 6, 300)]
    [InlineData(OutageKind.ServiceUnavailable, SessionEnd.ServiceClosing, 8, 0)]
    public void OpenSession_OutageBeforeMail_EndsThere(OutageKind kind, SessionEnd end, int segments, int seconds)
    {
        var run = Simulation.Run(Scene.Plain.WithOutage(kind, new SimDuration(Scene.Latencies(6) + 1), SimDuration.FromHours(1)));
        Assert.Equal(1, run.Client.EndsOf(end, Phase.MailTransfer));
        Assert.Equal(Scene.Latencies(segments) + Scene.Seconds(seconds).Ticks, run.Client.SessionDuration.Max);
        Assert.Equal((0L, 0L), (run.ClientSlots, run.ServerSlots));
    }

    /// <summary>A host that is up again knows nothing of the session and answers RST; one that said 421 to others meanwhile goes on.</summary>
    [Theory]
    [InlineData(OutageKind.Refuse, SessionEnd.ConnectionLost)]
    [InlineData(OutageKind.Timeout, SessionEnd.ConnectionLost)]
    [InlineData(OutageKind.ServiceUnavailable, SessionEnd.Completed)]
    public void OpenSession_OutageBetweenTwoCommands_IsBrokenAllTheSame(OutageKind kind, SessionEnd end)
    {
        var run = Simulation.Run(Scene.Plain.WithOutage(kind, new SimDuration(Scene.Latencies(5) + 1), Scene.Latency));
        Assert.Equal(1, run.Ends(end));
        Assert.Equal(end == SessionEnd.Completed ? 1 : 0, run.Client[ClientCounter.MessagesDelivered]);
        Assert.Equal(1, run.Server.PeakSessionsPerHost);
    }

    /// <summary>Work in progress: a program that dies resets its connections at that moment; neither kind of outage leaves a copy.</summary>
    [Theory]
    [InlineData(OutageKind.Refuse, SessionEnd.ConnectionLost)]
    [InlineData(OutageKind.Timeout, SessionEnd.TimedOut)]
    public void Text_BeingWorkedOn_IsLostWithTheServer(OutageKind kind, SessionEnd end)
    {
        var start = new SimDuration(Scene.Latencies(13) + Scene.Seconds(5).Ticks);
        var run = Simulation.Run(Scene.Plain
            .With(Scene.Server with { Service = new ServiceTimes { Body = Scene.Constant(10) } })
            .With(new RetrySpec.Fixed(Minute) { MaxAttempts = 3 })
            .WithOutage(kind, start, Scene.Seconds(1)));
        Assert.Equal(1, run.Client.EndsOf(end, Phase.MailTransfer));
        Assert.Equal((1L, 1L, 0L), (run.Client[ClientCounter.MessagesDelivered], run.Server[ServerCounter.RecipientCopies], run.Server[ServerCounter.RecipientDuplicates]));
        var lost = kind == OutageKind.Refuse ? start.Ticks + Scene.Latencies(1) : Scene.Latencies(12) + Scene.Seconds(600).Ticks;
        Assert.Equal(lost + Minute.Ticks + Scene.Latencies(14) + Scene.Seconds(10).Ticks, run.Client.Delay.Max);
    }

    /// <summary>A reply that would leave at the very tick the outage begins does not leave.</summary>
    [Theory]
    [InlineData(OutageKind.Refuse, 0, 0)]
    [InlineData(OutageKind.Refuse, 1, 1)]
    [InlineData(OutageKind.Timeout, 0, 0)]
    [InlineData(OutageKind.Timeout, 1, 1)]
    public void Text_DoneAsTheOutageBegins_IsLost(OutageKind kind, int ticksBefore, int accepted)
    {
        var done = Scene.Latencies(13) + Scene.Seconds(10).Ticks;
        var run = Simulation.Run(Scene.Plain.With(Scene.Server with { Service = new ServiceTimes { Body = Scene.Constant(10) } })
            .WithOutage(kind, new SimDuration(done + ticksBefore), Minute));
        Assert.Equal((accepted, accepted), (run.Server[ServerCounter.MessagesAccepted], run.Client[ClientCounter.MessagesDelivered]));
    }

    /// <summary>Service unavailable is polite: what is being worked on is finished.</summary>
    [Fact]
    public void Text_BeingWorkedOnWhenServiceEnds_IsAccepted()
    {
        var run = Simulation.Run(Scene.Plain.With(Scene.Server with { Service = new ServiceTimes { Body = Scene.Constant(10) } })
            .WithOutage(OutageKind.ServiceUnavailable, Scene.Seconds(5), Minute));
        Assert.Equal((1L, 1L), (run.Client[ClientCounter.MessagesDelivered], run.Server[ServerCounter.MessagesAccepted]));
        Assert.Equal(1, run.Client.EndsOf(SessionEnd.ServiceClosing, Phase.ConnectionTermination)); // 421 to QUIT
    }

    /// <summary>The sessions of before count no longer, so the limit is free for new ones, and what is left of the old ones frees nothing twice.</summary>
    [Theory]
    [InlineData(OutageKind.Refuse)]
    [InlineData(OutageKind.Timeout)]
    public void SessionLimit_AfterAnOutage_IsFree(OutageKind kind)
    {
        var scenario = Scene.Plain
            .With(Scene.Server with { SessionLimit = 5, Service = new ServiceTimes { Body = Scene.Constant(100) } })
            .WithOutage(kind, Scene.Seconds(50), Scene.Seconds(1)) with
        {
            Traffic = [Scene.Burst(5), Scene.Burst(8) with { Start = Minute }],
        };
        var run = Simulation.Run(scenario);
        Assert.Equal((5L, 10L, 3L), (run.Client[ClientCounter.MessagesDelivered], run.Server[ServerCounter.SessionsOpened], run.Server[ServerCounter.SessionsOverLimit]));
        Assert.Equal((5L, 0L), (run.Server.PeakSessionsPerHost, run.ServerSlots));
        // Five sessions until the outage, five more until QUIT.
        var before = Scene.Seconds(50).Ticks - Scene.Latencies(3);
        var after = Scene.Seconds(100).Ticks + Scene.Latencies(12);
        Assert.Equal(5 * before + 5 * after, run.Total(ServerSeries.SessionArea));
    }

    [Fact]
    public void Outages_OneAfterTheOther_EachCount()
    {
        var run = Simulation.Run(Scene.Plain.With(new RetrySpec.Fixed(Minute))
            .WithOutage(OutageKind.Timeout, Minute, Minute)
            .WithOutage(OutageKind.Refuse, SimDuration.Zero, Minute)
            .WithOutage(OutageKind.ServiceUnavailable, Minute * 2 + Scene.Seconds(35), Minute));
        // At 0:00 refused, at 1:00 no answer until 1:30, at 2:30 delivered, just before the third.
        Assert.Equal((1L, 1L, 0L), (run.Ends(SessionEnd.Refused), run.Ends(SessionEnd.TimedOut), run.Ends(SessionEnd.ServiceClosing)));
        Assert.Equal(3, run.Client.AttemptsPerMessage.Max);
        Assert.Equal(Scene.Seconds(150).Ticks + Scene.Latencies(2 + 14), run.Client.Delay.Max);
    }

    [Fact]
    public void Connect_InOutage_NoFaultIsDrawnForIt()
    {
        var run = Simulation.Run(Scene.Plain.With(new FaultSpec { At = SessionStep.Connect, Kind = FaultKind.Timeout }).WithOutage(OutageKind.Refuse, SimDuration.Zero, Minute));
        Assert.Equal((1L, 0L), (run.Ends(SessionEnd.Refused), run.Server[ServerCounter.Faults]));
        Assert.Equal(1, run.Server[ServerCounter.ConnectionsFailed]);
    }

    /// <summary>Arrival, SYN, SYN-ACK, ACK, 220, EHLO, 250, MAIL, 421: nine events, the command that is answered 421 or RST among them.</summary>
    [Theory]
    [InlineData(OutageKind.ServiceUnavailable, 9)]
    [InlineData(OutageKind.Refuse, 9 + 1)] // that sessions break is an event of its own
    public void OpenSession_NextCommandInOutage_IsAnEvent(OutageKind kind, int events)
        => Assert.Equal(events, Simulation.Run(Scene.Plain.WithOutage(kind, new SimDuration(Scene.Latencies(6) + 1), Minute)).Result.Events);
}

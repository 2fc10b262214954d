using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>How long a server holds a session: until it closes, until the client does, or until the idle time-out.</summary>
public class ServerSlotTests
{
    [Fact]
    public void PlainSession_ServerHoldsItFromTheAckToQuit()
    {
        var run = Simulation.Run(Scene.Plain);
        Assert.Equal(Scene.Latencies(15 - 3), run.Total(ServerSeries.SessionArea));
        Assert.Equal(Scene.Latencies(16), run.Client.SessionDuration.Max);
        Assert.Equal((0L, 0L), (run.ClientSlots, run.ServerSlots));
    }

    /// <summary>RFC 5321 section 4.1.1.10: the client is done once QUIT is answered, whatever the answer; the server sees the connection closed.</summary>
    [Fact]
    public void Quit_Refused_ClientClosesTheConnection()
    {
        var run = Simulation.Run(Scene.Plain.With(new FaultSpec { At = SessionStep.Quit, Kind = FaultKind.Reply, Reply = Scene.Busy }));
        Assert.Equal(1, run.Ends(SessionEnd.Completed));
        Assert.Equal(0, run.Server[ServerCounter.IdleTimeouts]);
        Assert.Equal(Scene.Latencies(17 - 3), run.Total(ServerSeries.SessionArea));
    }

    [Fact]
    public void Quit_ReplyLost_ServerHasClosedAllTheSame()
    {
        var run = Simulation.Run(Scene.Plain.With(new FaultSpec { At = SessionStep.Quit, Kind = FaultKind.LoseReply }));
        Assert.Equal(1, run.Ends(SessionEnd.TimedOut));
        Assert.Equal(Scene.Latencies(15 - 3), run.Total(ServerSeries.SessionArea));
    }

    /// <summary>The server waits for the next command after a reply that was lost, as after any other.</summary>
    [Fact]
    public void Mail_ReplyLost_ServerGivesUpAfterItsIdleTimeout()
    {
        var run = Simulation.Run(Scene.Plain.With(Scene.Server with { IdleTimeout = Scene.Seconds(10) })
            .With(new FaultSpec { At = SessionStep.Mail, Kind = FaultKind.LoseReply }));
        Assert.Equal(1, run.Server[ServerCounter.IdleTimeouts]);
        Assert.Equal(Scene.Latencies(7 - 3) + Scene.Seconds(10).Ticks, run.Total(ServerSeries.SessionArea));
        Assert.Equal(0, run.Read(421));
        Assert.Equal(Scene.Latencies(6) + Scene.Seconds(300).Ticks, run.Client.SessionDuration.Max);
    }

    /// <summary>
    /// Clients give up on QUIT after a second, the server's answer would leave after ten. By then the slot belongs to another session that
    /// is about to end: of another client, with a number that a fold of client and generation can't tell apart (the one's 4096 + k and the
    /// other's k).
    /// </summary>
    [Fact]
    public void Quit_AnsweredAfterTheClientIsGone_LeavesTheNextSessionInTheSlotAlone()
    {
        const int each = 8000;
        var patience = Scene.Seconds(1.003); // no multiple of the interval, so that the one client's slots go to the other
        var every = SimDuration.FromMilliseconds(10);
        var stream = Scene.Once with { Arrivals = new ArrivalSpec.Every(every, SimDuration.Zero) };
        var run = Simulation.Run(Scene.Plain
            .With(Scene.Server with { Service = new ServiceTimes { Quit = Scene.Constant(10) } }) with
        {
            Clients = [.. new[] { "first", "second" }.Select(name => Scene.Client with { Name = name, Concurrency = each, Timeouts = new ClientTimeouts { Quit = patience } })],
            Traffic =
            [
                stream with { From = ["first"], End = every * each },
                stream with { From = ["second"], Start = every * 4096 + Scene.Seconds(9.2), End = every * (4096 + each) + Scene.Seconds(9.2) },
            ],
        });
        Assert.Equal(2 * each, run.Server[ServerCounter.SessionsOpened]);
        Assert.Equal(2 * each * (patience.Ticks + Scene.Latencies(15 - 3)), run.Total(ServerSeries.SessionArea));
    }

    /// <summary>Nothing arrives after a reply that was lost, not even the reset of an outage.</summary>
    [Fact]
    public void Mail_ReplyLostBeforeAnOutage_ClientStillWaitsForItsTimeout()
    {
        var run = Simulation.Run(Scene.Plain.With(Scene.Server with { IdleTimeout = Scene.Seconds(100) })
            .With(new FaultSpec { At = SessionStep.Mail, Kind = FaultKind.LoseReply })
            .WithOutage(OutageKind.Refuse, Scene.Seconds(50), Scene.Seconds(10)));
        Assert.Equal(1, run.Ends(SessionEnd.TimedOut));
        Assert.Equal((0L, 0L), (run.ServerSlots, run.ClientSlots));
    }

    [Theory]
    [InlineData(SessionStep.Greeting, 3)]
    [InlineData(SessionStep.Hello, 5)]
    [InlineData(SessionStep.Mail, 7)]
    [InlineData(SessionStep.Rcpt, 9)]
    [InlineData(SessionStep.Data, 11)]
    [InlineData(SessionStep.Body, 13)]
    [InlineData(SessionStep.Quit, 15)]
    public void Step_ServerSilent_SlotIsHeldUntilTheClientAborts(SessionStep step, int heardAfter)
    {
        var timeout = step is SessionStep.Data ? 120 : step is SessionStep.Body ? 600 : 300;
        var run = Simulation.Run(Scene.Plain.With(new FaultSpec { At = step, Kind = FaultKind.Silent }));
        // The client's clock starts when it sends, one latency before the server hears it, and its RST takes one latency.
        var held = Scene.Latencies(heardAfter - 1 - 3 + 1) + Scene.Seconds(timeout).Ticks;
        Assert.Equal(held, run.Total(ServerSeries.SessionArea));
        Assert.Equal((0L, 0L), (run.ClientSlots, run.ServerSlots));
    }
}

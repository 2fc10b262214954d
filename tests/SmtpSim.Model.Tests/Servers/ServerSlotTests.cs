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

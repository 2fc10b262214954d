using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

/// <summary>How sessions begin: greetings, refusals, EHLO and HELO, the session limit; and 421 at any step (RFC 5321 sections 3.1, 3.2 and 3.8).</summary>
public class GreetingTests
{
    private static readonly ReplySpec Closing = new(421, 4, 3, 2, "Closing");

    [Theory]
    [InlineData(SessionStep.Greeting, 4, Phase.ConnectionEstablishment)]
    [InlineData(SessionStep.Hello, 6, Phase.ConnectionEstablishment)]
    [InlineData(SessionStep.Mail, 8, Phase.MailTransfer)]
    [InlineData(SessionStep.Rcpt, 10, Phase.MailTransfer)]
    [InlineData(SessionStep.Data, 12, Phase.MailTransfer)]
    [InlineData(SessionStep.Body, 14, Phase.MailTransfer)]
    [InlineData(SessionStep.Quit, 16, Phase.ConnectionTermination)]
    public void Step_Answered421_EndsTheSessionOnBothSides(SessionStep step, int segments, Phase phase)
    {
        var run = Simulation.Run(Scene.Plain.With(new FaultSpec { At = step, Kind = FaultKind.Reply, Reply = Closing }));
        Assert.Equal(1, run.Client.EndsOf(SessionEnd.ServiceClosing, phase));
        Assert.Equal(Scene.Latencies(segments), run.Client.SessionDuration.Max);
        Assert.Equal(Scene.Latencies(segments - 1 - 3), run.Total(ServerSeries.SessionArea));
        Assert.Equal(step == SessionStep.Quit ? 1 : 0, run.Client[ClientCounter.MessagesDelivered]);
        Assert.Equal((1L, 1L), (run.Read(421), run.Server[ServerCounter.Faults]));
    }

    [Theory]
    [InlineData(SessionStep.Connect, FaultKind.Refuse, SessionEnd.Refused, 2)]
    [InlineData(SessionStep.Connect, FaultKind.Reset, SessionEnd.Refused, 2)]
    [InlineData(SessionStep.Greeting, FaultKind.Reset, SessionEnd.ConnectionLost, 4)]
    [InlineData(SessionStep.Hello, FaultKind.Reset, SessionEnd.ConnectionLost, 6)]
    [InlineData(SessionStep.Mail, FaultKind.Reset, SessionEnd.ConnectionLost, 8)]
    [InlineData(SessionStep.Rcpt, FaultKind.Reset, SessionEnd.ConnectionLost, 10)]
    [InlineData(SessionStep.Data, FaultKind.Reset, SessionEnd.ConnectionLost, 12)]
    [InlineData(SessionStep.Body, FaultKind.Reset, SessionEnd.ConnectionLost, 14)]
    [InlineData(SessionStep.Quit, FaultKind.Reset, SessionEnd.ConnectionLost, 16)]
    public void Step_Reset_EndsTheSessionOnBothSides(SessionStep step, FaultKind kind, SessionEnd end, int segments)
    {
        var run = Simulation.Run(Scene.Plain.With(new FaultSpec { At = step, Kind = kind }));
        Assert.Equal(1, run.Ends(end));
        Assert.Equal(Scene.Latencies(segments), run.Client.SessionDuration.Max);
        Assert.Equal(0, run.Server[ServerCounter.MessagesAccepted] - (step == SessionStep.Quit ? 1 : 0));
        Assert.Equal((0L, 0L), (run.ClientSlots, run.ServerSlots));
    }

    /// <summary>A greeting of 554 is answered QUIT; the message is deferred, as Postfix does it.</summary>
    [Theory]
    [InlineData(554)]
    [InlineData(450)]
    public void Greeting_Refused_IsAnsweredQuit(int code)
    {
        var run = Simulation.Run(Scene.Plain.With(new RetrySpec.Fixed(Scene.Seconds(60)) { MaxAttempts = 2 })
            .With(new FaultSpec { At = SessionStep.Greeting, Kind = FaultKind.Reply, Reply = new ReplySpec(code, 0, 0, 0, "") }));
        Assert.Equal((2L, 2L, 2L), (run.Ends(SessionEnd.Completed), run.Read(221), run.Read(code)));
        Assert.Equal(Scene.Latencies(6), run.Client.SessionDuration.Max);
        Assert.Equal((1L, 1L), (run.Client[ClientCounter.Deferrals], run.Client[ClientCounter.MessagesExpired]));
    }

    /// <summary>RFC 5321 section 3.2: EHLO refused 5yz, then HELO in the same session; two segments more.</summary>
    [Fact]
    public void Ehlo_NotImplemented_IsFollowedByHelo()
    {
        var run = Simulation.Run(Scene.Plain.With(Scene.Server with { Esmtp = false }));
        Assert.Equal((1L, 1L), (run.Read(502), run.Client[ClientCounter.MessagesDelivered]));
        Assert.Equal(Scene.Latencies(18), run.Client.SessionDuration.Max);
        var helo = Simulation.Run(Scene.Plain.With(Scene.Server with { Esmtp = false }).With(Scene.Client with { HeloOnly = true }));
        Assert.Equal((0L, Scene.Latencies(16)), (helo.Read(502), helo.Client.SessionDuration.Max));
    }

    [Theory]
    [InlineData(451, 8)] // EHLO deferred: QUIT
    [InlineData(550, 10)] // EHLO refused, HELO refused: QUIT
    public void Hello_Refused_EndsInQuit(int code, int segments)
    {
        var run = Simulation.Run(Scene.Plain.With(new FaultSpec { At = SessionStep.Hello, Kind = FaultKind.Reply, Reply = new ReplySpec(code, code / 100, 7, 0, "") }));
        Assert.Equal((1L, 1L), (run.Ends(SessionEnd.Completed), run.Client[ClientCounter.MessagesExpired]));
        Assert.Equal(Scene.Latencies(segments), run.Client.SessionDuration.Max);
    }

    [Theory]
    [InlineData(421, SessionEnd.ServiceClosing, 4)]
    [InlineData(554, SessionEnd.Completed, 6)]
    public void SessionLimit_Reached_IsSaidInTheGreeting(int code, SessionEnd end, int segments)
    {
        var run = Simulation.Run(Scene.Plain.With(Scene.Server with { SessionLimit = 3, SessionLimitReply = new ReplySpec(code, 0, 0, 0, "Full") }).With(Scene.Burst(10)));
        Assert.Equal((3L, 3L, 7L), (run.Client[ClientCounter.MessagesDelivered], run.Server[ServerCounter.SessionsOpened], run.Server[ServerCounter.SessionsOverLimit]));
        Assert.Equal((7L, 3L), (run.Read(code), run.Server.PeakSessionsPerHost));
        Assert.Equal(end == SessionEnd.Completed ? 10 : 7, run.Ends(end));
        Assert.Equal(Scene.Latencies(3 * 16 + 7 * segments) / 10.0, run.Client.SessionDuration.Mean);
        // What is refused is no session of the server.
        Assert.Equal(Scene.Latencies(3 * 12), run.Total(ServerSeries.SessionArea));
    }
}

using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>The three kinds of outage, met before, in the middle of and after a session.</summary>
public class OutageTests
{
    [Fact]
    public void Connect_InOutage_NoFaultIsDrawnForIt()
    {
        var run = Simulation.Run(Scene.Plain.With(new FaultSpec { At = SessionStep.Connect, Kind = FaultKind.Timeout }).WithOutage(OutageKind.Refuse, SimDuration.Zero, Scene.Seconds(60)));
        Assert.Equal((1L, 0L), (run.Ends(SessionEnd.Refused), run.Server[ServerCounter.Faults]));
        Assert.Equal(1, run.Server[ServerCounter.ConnectionsFailed]);
    }

    /// <summary>Arrival, SYN, SYN-ACK, ACK, 220, EHLO, 250, MAIL, 421: nine events, the command that is answered 421 or RST among them.</summary>
    [Theory]
    [InlineData(OutageKind.ServiceUnavailable, SessionEnd.ServiceClosing)]
    [InlineData(OutageKind.Refuse, SessionEnd.ConnectionLost)]
    public void OpenSession_NextCommandInOutage_IsAnsweredAndCounted(OutageKind kind, SessionEnd end)
    {
        var run = Simulation.Run(Scene.Plain.WithOutage(kind, new SimDuration(Scene.Latencies(6) + 1), Scene.Seconds(60)));
        Assert.Equal(1, run.Ends(end));
        Assert.Equal(Scene.Latencies(8), run.Client.SessionDuration.Max);
        Assert.Equal(9 + (kind == OutageKind.Refuse ? 1 : 0), run.Result.Events); // that sessions break is an event of its own
    }
}

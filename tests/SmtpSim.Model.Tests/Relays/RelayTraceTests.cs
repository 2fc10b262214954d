namespace SmtpSim.Model.Tests;

/// <summary>A message can be followed from hop to hop.</summary>
public class RelayTraceTests
{
    [Fact]
    public void Message_ToASmartHost_NamesWhereItGoesOn()
    {
        var log = TraceRun.Run(RelayScene.SmartHost, new TraceRequest.Message("mta", 1)).Log!;
        var line = Assert.Single(log.Lines, line => line.Kind == TraceKind.Relayed);
        Assert.Equal(("hub sends it on as hub/1", 14 * Scene.Latency.Ticks), (line.Text, line.Time.Ticks));
        Assert.Contains(log.Lines, other => other.Text == "MAIL FROM:<u1@mta> SIZE=4000");
        Assert.Matches("^m[0-9]+@mx$", Assert.Single(log.Recipients).Address);
    }

    [Fact]
    public void Message_OfARelay_BearsItsOriginsSender()
    {
        var log = TraceRun.Run(RelayScene.SmartHost, new TraceRequest.Message("hub", 1)).Log!;
        Assert.Equal("u1@mta", log.Sender);
        Assert.Contains(log.Lines, line => line.Text == "MAIL FROM:<u1@mta> SIZE=4000");
        Assert.Equal(27 * Scene.Latency.Ticks, log.Lines.First(line => line.Text == ".").Time.Ticks + Scene.Latency.Ticks);
    }

    [Fact]
    public void Notification_HasNoSender()
    {
        var scenario = RelayScene.Through(RelayScene.Hub, Scene.Server with { Name = "home" }).WithServer(Scene.Server with { UnknownShare = 1 })
            .With(Scene.Client with { Route = "hub", BouncesTo = "home" });
        var log = TraceRun.Run(scenario, new TraceRequest.Message("hub", 2)).Log!;
        Assert.Contains(log.Lines, line => line.Text == "MAIL FROM:<> SIZE=4096");
        Assert.Equal("m1@home", Assert.Single(log.Recipients).Address);
    }
}

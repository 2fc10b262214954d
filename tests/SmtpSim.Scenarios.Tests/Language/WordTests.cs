using SmtpSim.Model;

namespace SmtpSim.Scenarios.Tests;

/// <summary>Every word of the language means the member of its enumeration that it should.</summary>
public sealed class WordTests
{
    [Theory]
    [InlineData("greeting", SessionStep.Greeting)]
    [InlineData("hello", SessionStep.Hello)]
    [InlineData("mail", SessionStep.Mail)]
    [InlineData("rcpt", SessionStep.Rcpt)]
    [InlineData("data", SessionStep.Data)]
    [InlineData("body", SessionStep.Body)]
    [InlineData("rset", SessionStep.Rset)]
    [InlineData("quit", SessionStep.Quit)]
    [InlineData("starttls", SessionStep.StartTls)]
    [InlineData("auth", SessionStep.Auth)]
    public void Step_EveryWord_IsItsStep(string word, SessionStep step)
    {
        foreach (var (text, kind) in new[] { ("lose-reply", FaultKind.LoseReply), ("silent", FaultKind.Silent), ("reset", FaultKind.Reset), ("duplicate", FaultKind.Duplicate), ("garble", FaultKind.Garble), ("truncate", FaultKind.Truncate) })
        {
            var fault = Sample.With("servers.mx.extensions=[starttls, auth]", $"servers.mx.faults=[{{ at: {word}, fault: {text} }}]").Servers[0].Faults[0];
            Assert.Equal((step, kind, 1.0), (fault.At, fault.Kind, fault.Chance));
        }
    }

    [Theory]
    [InlineData("refuse", FaultKind.Refuse)]
    [InlineData("timeout", FaultKind.Timeout)]
    public void FaultAtConnect_EveryWord_IsItsKind(string word, FaultKind kind) =>
        Assert.Equal(new FaultSpec { At = SessionStep.Connect, Kind = kind }, Sample.With($"servers.mx.faults=[{{ at: connect, fault: {word} }}]").Servers[0].Faults[0]);

    [Fact]
    public void ReplyAtConnect_OfAFault_IsTheGreeting() =>
        Assert.Equal(SessionStep.Greeting, Sample.With("servers.mx.faults=[{ at: connect, reply: 421 4.3.2 }]").Servers[0].Faults[0].At);

    [Theory]
    [InlineData("refuse", OutageKind.Refuse)]
    [InlineData("timeout", OutageKind.Timeout)]
    [InlineData("unavailable", OutageKind.ServiceUnavailable)]
    public void Outage_EveryWord_IsItsKind(string word, OutageKind kind) =>
        Assert.Equal(kind, Sample.With($"outages=[{{ servers: mx, at: 0, for: 1m, fault: {word} }}]").Outages[0].Kind);

    [Theory]
    [InlineData("none", JitterKind.None)]
    [InlineData("full", JitterKind.Full)]
    [InlineData("equal", JitterKind.Equal)]
    [InlineData("decorrelated", JitterKind.Decorrelated)]
    public void Jitter_EveryWord_IsItsKind(string word, JitterKind kind) =>
        Assert.Equal(kind, Assert.IsType<RetrySpec.Exponential>(Sample.With($"clients.a.retry={{ exponential: {{ base: 1s, max: 2s, jitter: {word} }} }}").Clients[0].Retry).Jitter);

    [Fact]
    public void Word_OfEveryEnumeration_IsTestedAbove()
    {
        Assert.Equal(11, Enum.GetValues<SessionStep>().Length);
        Assert.Equal(11, Enum.GetValues<FaultKind>().Length);
        Assert.Equal(3, Enum.GetValues<OutageKind>().Length);
        Assert.Equal(4, Enum.GetValues<JitterKind>().Length);
    }

    [Theory]
    [InlineData("workers")]
    [InlineData("sessions")]
    [InlineData("max-size")]
    public void Unlimited_OfAServer_IsZeroInTheModel(string key)
    {
        var group = Sample.With($"servers.mx.{key}=unlimited").Servers[0];
        Assert.Equal((0, 0, 0L), (group.Workers, group.SessionLimit, group.MaxMessageBytes));
    }

    [Fact]
    public void None_ForGreylist_TurnsItOff() => Assert.Null(Sample.With("servers.mx.greylist={}", "servers.mx.greylist=none").Servers[0].Greylist);
}

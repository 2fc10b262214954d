using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

/// <summary>STARTTLS (RFC 3207) and AUTH (RFC 4954): who is let in, and what happens to mail that is not.</summary>
public sealed class TlsAndAuthTests
{
    private static readonly ReplySpec Unavailable = new(454, 4, 7, 0, "Not now");

    private static readonly Scenario Patient = Scene.Plain.With(new RetrySpec.Fixed(Scene.Seconds(60)) { MaxAttempts = 3 });

    [Fact]
    public void ClientThatMustHaveTls_NotOffered_KeepsItsMail()
    {
        var run = Simulation.Run(Patient.With(Client(tls: TlsUse.Must)));
        Assert.Equal((3, 2, 1), (run.Client[ClientCounter.Attempts], run.Client[ClientCounter.Deferrals], run.Client[ClientCounter.MessagesExpired]));
        Assert.Equal((3, 3), (run.Ends(SessionEnd.Completed), run.Read(221)));
        Assert.Equal(Scene.Latencies(8), run.Client.SessionDuration.Max); // QUIT comes after EHLO
    }

    [Theory]
    [InlineData(TlsUse.May, 1)]
    [InlineData(TlsUse.Must, 0)]
    public void StartTls_Refused_SendsInTheClearOnlyWhoMay(TlsUse tls, int delivered)
    {
        var run = Simulation.Run(Patient.With(Client(tls)).Offering(Offers.StartTls).With(Fault(SessionStep.StartTls, FaultKind.Reply)));
        Assert.Equal((delivered, 1 - delivered), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.MessagesExpired]));
        Assert.Equal(run.Client[ClientCounter.Attempts], run.Read(454));
    }

    [Fact]
    public void Auth_Refused_KeepsTheMail()
    {
        var run = Simulation.Run(Patient.With(Client(auth: AuthMechanisms.Login)).Offering(Offers.Auth).With(
            new FaultSpec { At = SessionStep.Auth, Kind = FaultKind.Reply, Reply = new ReplySpec(535, 5, 7, 8, "Wrong") }));
        Assert.Equal((3, 6, 3), (run.Read(535), run.Read(334), run.Read(221)));
        Assert.Equal((1, 0), (run.Client[ClientCounter.MessagesExpired], run.Client[ClientCounter.RecipientsBounced]));
    }

    [Fact]
    public void Auth_NotOffered_KeepsTheMail()
    {
        var run = Simulation.Run(Patient.With(Client(auth: AuthMechanisms.Plain)));
        Assert.Equal((1, 3), (run.Client[ClientCounter.MessagesExpired], run.Ends(SessionEnd.Completed)));
    }

    [Theory]
    [InlineData(MailRequirement.Tls, TlsUse.Never, AuthMechanisms.Plain, 0)]
    [InlineData(MailRequirement.Tls, TlsUse.May, AuthMechanisms.None, 1)]
    [InlineData(MailRequirement.Auth, TlsUse.May, AuthMechanisms.None, 0)]
    [InlineData(MailRequirement.Auth, TlsUse.May, AuthMechanisms.ScramSha256, 1)]
    [InlineData(MailRequirement.Auth, TlsUse.Never, AuthMechanisms.Plain, 1)]
    public void ServerThatRequires_RefusesMailWithout(MailRequirement requirement, TlsUse tls, AuthMechanisms auth, int delivered)
    {
        foreach (var pipelining in new[] { false, true })
        {
            var server = Scene.Server with { Extensions = Offers.All, Requires = requirement };
            var run = Simulation.Run(Scene.Plain.With(server).With(Client(tls, auth) with { Pipelining = pipelining }));
            Assert.Equal((delivered, 1 - delivered), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.MessagesBounced]));
            Assert.Equal(1 - delivered, run.Read(530));
        }
    }

    [Theory]
    [InlineData(SessionStep.StartTls, FaultKind.Reset, SessionEnd.ConnectionLost)]
    [InlineData(SessionStep.StartTls, FaultKind.LoseReply, SessionEnd.TimedOut)]
    [InlineData(SessionStep.StartTls, FaultKind.Silent, SessionEnd.TimedOut)]
    [InlineData(SessionStep.Auth, FaultKind.Reset, SessionEnd.ConnectionLost)]
    [InlineData(SessionStep.Auth, FaultKind.LoseReply, SessionEnd.TimedOut)]
    public void Fault_BeforeTheFirstMail_EndsTheSessionInItsFirstPhase(SessionStep step, FaultKind kind, SessionEnd end)
    {
        var run = Simulation.Run(Scene.Plain.With(Client(auth: AuthMechanisms.Plain)).Offering(Offers.All).With(Fault(step, kind)));
        Assert.Equal(3, run.Client.EndsOf(end, Phase.ConnectionEstablishment));
        Books.Balance(run);
        Books.AreClosed(run);
    }

    /// <summary>In the handshake nothing of SMTP can be said: the server that is out of patience, or out of service, closes the connection.</summary>
    [Fact]
    public void Handshake_ThatTheServerCannotWaitFor_IsCut()
    {
        var impatient = Scene.Server with { Extensions = Offers.StartTls, IdleTimeout = SimDuration.FromMilliseconds(50) };
        var slow = new LinkSpec { Floor = Scene.Latency, Jitter = new Distribution.Uniform(0, 200_000) };
        var run = Simulation.Run(Scene.Plain.With(impatient).With(slow).With(Client()).With(Scene.Burst(1000)));
        Assert.True(run.Client.EndsOf(SessionEnd.ConnectionLost, Phase.ConnectionEstablishment) > 0);
        Books.Balance(run);

        // 220 to STARTTLS leaves at 7 latencies, the client's part of the handshake comes at 9.
        var unserved = Simulation.Run(Scene.Plain.Offering(Offers.StartTls).WithOutage(OutageKind.ServiceUnavailable, SimDuration.FromMilliseconds(75), Scene.Seconds(1)));
        Assert.Equal(1, unserved.Client.EndsOf(SessionEnd.ConnectionLost, Phase.ConnectionEstablishment));
    }

    [Fact]
    public void Size_NotOffered_IsFoundOutAfterTheText()
    {
        var small = Scene.Server with { MaxMessageBytes = 1000 };
        var (with, without) = (Simulation.Run(Scene.Plain.With(small)), Simulation.Run(Scene.Plain.With(small).Offering(ServiceExtensions.None)));
        Assert.Equal((0, 1), (with.Read(354), without.Read(354)));
        Assert.Equal((1, 1), (with.Client[ClientCounter.MessagesBounced], without.Client[ClientCounter.MessagesBounced]));
        Assert.Equal(Scene.Latencies(10), with.Client.SessionDuration.Max);
        Assert.Equal(Scene.Latencies(16), without.Client.SessionDuration.Max);
    }

    private static ClientGroup Client(TlsUse tls = TlsUse.May, AuthMechanisms auth = AuthMechanisms.None) => Scene.Client with
    {
        Retry = new RetrySpec.Fixed(Scene.Seconds(60)) { MaxAttempts = 3 },
        Tls = tls,
        Auth = auth,
    };

    private static FaultSpec Fault(SessionStep step, FaultKind kind)
        => new() { At = step, Kind = kind, Reply = kind == FaultKind.Reply ? Unavailable : null };
}

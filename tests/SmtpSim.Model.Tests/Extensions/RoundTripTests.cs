using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

/// <summary>Round trips counted: on a link without jitter, a session takes as many latencies as it has segments that wait for one another.</summary>
public sealed class RoundTripTests
{
    /// <summary>Connection, greeting, EHLO and QUIT.</summary>
    private const int Frame = 4;

    [Theory]
    [InlineData(false, false, 4)] // MAIL, RCPT, DATA, text
    [InlineData(true, false, 2)] // MAIL with RCPT and DATA, text
    [InlineData(false, true, 3)] // MAIL, RCPT, BDAT
    [InlineData(true, true, 1)] // MAIL with RCPT and BDAT
    public void Transaction_WithPipeliningOrChunking_TakesSoManyRoundTrips(bool pipelining, bool chunking, int roundTrips)
        => Takes(Frame + roundTrips, Scene.Client with { Pipelining = pipelining, Chunking = chunking, Tls = TlsUse.Never }, recipients: 1);

    [Theory]
    [InlineData(false, 2, 5)]
    [InlineData(false, 64, 67)]
    [InlineData(true, 2, 2)]
    [InlineData(true, 64, 2)]
    public void Transaction_OfManyRecipients_TakesNoMoreRoundTripsIfPipelined(bool pipelining, int recipients, int roundTrips)
        => Takes(Frame + roundTrips, Scene.Client with { Pipelining = pipelining, Tls = TlsUse.Never }, recipients);

    /// <summary>STARTTLS, the handshake, EHLO again.</summary>
    [Fact]
    public void StartTls_TakesThreeRoundTrips() => Takes(Frame + 3 + 2, Scene.Client, recipients: 1);

    [Theory]
    [InlineData(AuthMechanisms.Plain, 1)]
    [InlineData(AuthMechanisms.Login, 3)]
    [InlineData(AuthMechanisms.ScramSha256, 3)]
    public void Auth_TakesTheRoundTripsOfItsMechanism(AuthMechanisms mechanism, int roundTrips)
    {
        Takes(Frame + roundTrips + 2, Scene.Client with { Auth = mechanism, Tls = TlsUse.Never }, recipients: 1);
        Takes(Frame + 3 + roundTrips + 2, Scene.Client with { Auth = mechanism }, recipients: 1);
    }

    [Fact]
    public void Client_WhoseServerOffersNothing_SpeaksAsEver()
    {
        var all = Scene.Client with { Pipelining = true, Chunking = true, Tls = TlsUse.May };
        var run = Simulation.Run(Scene.Plain.With(all).Offering(ServiceExtensions.None));
        Assert.Equal(Scene.Latencies(16), run.Client.SessionDuration.Max);
    }

    /// <summary>A handshake takes its service time and a round trip, whatever the rest takes.</summary>
    [Fact]
    public void StartTls_ServiceTime_IsThatOfTheHandshake()
    {
        var slow = Scene.Server with { Workers = 1, Service = new ServiceTimes { StartTls = Scene.Constant(2), Auth = Scene.Constant(5) } };
        var run = Simulation.Run(Scene.Plain.With(slow).With(Scene.Client with { Auth = AuthMechanisms.Login }).Offering(Offers.All));
        Assert.Equal(Scene.Latencies(2 * (Frame + 3 + 3 + 2)) + Scene.Seconds(7).Ticks, run.Client.SessionDuration.Max);
        Assert.Equal((2, Scene.Seconds(7).Ticks), (run.Server.Wait.Count, run.Server[ServerCounter.BusyTicks]));
    }

    /// <summary>The text takes its time on the wire with BDAT as with DATA.</summary>
    [Fact]
    public void Chunk_OnSlowLink_TakesTheTimeOfItsText()
    {
        var client = Scene.Client with { Chunking = true, Tls = TlsUse.Never };
        var slow = new LinkSpec { Floor = Scene.Latency, BytesPerSecond = 10 };
        var run = Simulation.Run(Scene.Plain.With(client).With(slow).Offering(Offers.All).With(Scene.Server with { Extensions = Offers.All, IdleTimeout = Scene.Seconds(60) }));
        Assert.Equal(1, run.Client[ClientCounter.MessagesDelivered]);
        Assert.Equal(Scene.Latencies(2 * (Frame + 1)) + Scene.Seconds(400).Ticks, run.Client.SessionDuration.Max);
    }

    private static void Takes(int roundTrips, ClientGroup client, int recipients)
    {
        var run = Simulation.Run(Scene.Plain.With(client).With(Scene.Burst(1, recipients)).Offering(Offers.All));
        Assert.Equal(recipients, run.Client[ClientCounter.RecipientsDelivered]);
        Assert.Equal(Scene.Latencies(2 * roundTrips), run.Client.SessionDuration.Max);
        Assert.Equal(Scene.Latencies(2 * (roundTrips - 1)), run.Client.Delay.Max);
    }
}

using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

public sealed class ClientFleetTests
{
    private const ServiceExtensions Nothing = ServiceExtensions.None;
    private const ServiceExtensions Tls = ServiceExtensions.StartTls;
    private const ServiceExtensions Auth = ServiceExtensions.Auth;
    private const ServiceExtensions Chunking = ServiceExtensions.Chunking;
    private const ServiceExtensions Everything = (ServiceExtensions)0x7FF;

    private static ClientGroup Eager { get; } = Scene.Client with { Chunking = true, Tls = TlsUse.May, Auth = AuthMechanisms.Plain };

    [Theory]
    [InlineData(Nothing, "Connect Ehlo Quit Close")] // who is to authenticate, and can't, sends nothing
    [InlineData(Auth, "Connect Ehlo Auth Mail Rcpt Data Text Quit Close")]
    [InlineData(Auth | Chunking, "Connect Ehlo Auth Mail Rcpt Chunk Quit Close")]
    [InlineData(Auth | Tls, "Connect Ehlo StartTls Handshake Ehlo Auth Mail Rcpt Data Text Quit Close")]
    [InlineData(Everything, "Connect Ehlo StartTls Handshake Ehlo Auth Mail Rcpt Chunk Quit Close")]
    public void Session_UsesWhatTheRealServerOffers(ServiceExtensions offer, string expected)
    {
        // What the scenario's own server offers is nothing to the real one.
        var fleet = new ClientFleet(Scene.Plain.With(Eager));
        Assert.Equal(expected, Play(fleet, offer).Run());
        Assert.Equal(expected.Contains("Mail", StringComparison.Ordinal) ? 1 : 0, fleet.CountOf(ClientCounter.MessagesDelivered));
    }

    [Fact]
    public void Session_OfAPlainClient_UsesNothing()
        => Assert.Equal("Connect Ehlo Mail Rcpt Data Text Quit Close", Play(new ClientFleet(Scene.Plain.With(Scene.Client with { Tls = TlsUse.Never })), Everything).Run());

    [Theory]
    [InlineData(TlsUse.May, Nothing, 220, "Connect Ehlo Mail Rcpt Data Text Quit Close")]
    [InlineData(TlsUse.Must, Nothing, 220, "Connect Ehlo Quit Close")]
    [InlineData(TlsUse.May, Tls, 454, "Connect Ehlo StartTls Mail Rcpt Data Text Quit Close")]
    [InlineData(TlsUse.Must, Tls, 454, "Connect Ehlo StartTls Quit Close")]
    public void Session_WithoutTls_GoesOnOnlyIfItMay(TlsUse tls, ServiceExtensions offer, int code, string expected)
        => Assert.Equal(expected, Play(new ClientFleet(Scene.Plain.With(Scene.Client with { Tls = tls })), offer, ("StartTls", code)).Run());

    [Theory]
    [InlineData("Connect Ehlo Auth Auth Auth Mail Rcpt Data Text Quit Close", 334, 334)]
    [InlineData("Connect Ehlo Auth Quit Close", 535)]
    [InlineData("Connect Ehlo Auth Auth Quit Close", 334, 501)]
    public void Login_GoesOnAsLongAsTheServerAsks(string expected, params int[] codes)
    {
        var group = Scene.Client with { Auth = AuthMechanisms.Login };
        Assert.Equal(expected, Play(new ClientFleet(Scene.Plain.With(group)), Auth, [.. codes.Select(code => ("Auth", code))]).Run());
    }

    [Fact]
    public void Ehlo_Refused_IsFollowedByHeloAndNoExtension()
        => Assert.Equal("Connect Ehlo Helo Mail Rcpt Data Text Quit Close", Play(new ClientFleet(Scene.Plain), Nothing, ("Ehlo", 502)).Run());

    [Fact]
    public void Recipients_SomeRefused_OthersAreSentTo()
    {
        var fleet = new ClientFleet(Scene.Plain.With(Scene.Burst(1, recipients: 3)));
        Assert.Equal("Connect Ehlo Mail Rcpt Rcpt Rcpt Data Text Quit Close", Play(fleet, Nothing, ("Rcpt", 550)).Run());
        Assert.Equal((1, 2), (fleet.CountOf(ClientCounter.RecipientsBounced), fleet.CountOf(ClientCounter.RecipientsDelivered)));
        Assert.Equal(0, fleet.QueuedMessages);
    }

    [Fact]
    public void Connection_Refused_IsTriedAgainInANewSession()
    {
        var fleet = new ClientFleet(Scene.Plain.With(new RetrySpec.Fixed(Scene.Seconds(60))));
        var play = Play(fleet, Nothing);
        Assert.Equal("Connect", play.Next());
        var first = play.Last.Session;
        fleet.Refused(first, fleet.Now);
        Assert.Null(play.Next());
        Assert.False(fleet.IsOpen(first));

        fleet.Advance(Scene.Seconds(61).Ticks);
        Assert.Equal("Connect", play.Next());
        Assert.NotEqual(first, play.Last.Session);
        play.Answer("Connect");
        play.Run();
        Assert.Equal((1, 1), (fleet.CountOf(ClientCounter.MessagesDelivered), fleet.CountOf(ClientCounter.Retries)));
        Assert.True(fleet.IsDone);
    }

    [Theory]
    [InlineData("Connect")]
    [InlineData("Ehlo")]
    [InlineData("Handshake")]
    [InlineData("Text")]
    public void Silence_IsClosedAtItsTimeAndNotBefore(string at)
    {
        var fleet = new ClientFleet(Scene.Plain);
        var play = Play(fleet, at == "Handshake" ? Tls : Nothing);
        for (var word = play.Next(); word != at; word = play.Next())
            play.Answer(word!);
        var timeouts = new ClientTimeouts();
        var expected = (at switch { "Connect" => timeouts.Connect, "Text" => timeouts.Body, _ => timeouts.Hello }).Ticks;
        fleet.Advance(expected - 1);
        Assert.Null(play.Next());
        fleet.Advance(expected);
        Assert.Equal("Close", play.Next());
        Assert.Equal(0, fleet.Sessions);
    }

    [Fact]
    public void Told_OfASessionThatIsOver_DoesNothing()
    {
        var fleet = new ClientFleet(Scene.Plain.With(Scene.Burst(2)).With(Scene.Client with { Concurrency = 1 }));
        var play = Play(fleet, Nothing);
        play.Next();
        var first = play.Last.Session;
        fleet.Connected(first, fleet.Now);
        fleet.Lost(first, fleet.Now);
        Assert.Equal("Connect", play.Next()); // the other message, in the same place
        Assert.Equal((first.Place, first.Stamp + 1), (play.Last.Session.Place, play.Last.Session.Stamp));

        fleet.Replied(first, Reply.Of(220), Nothing, fleet.Now);
        fleet.Connected(first, fleet.Now);
        fleet.Secured(first, fleet.Now);
        fleet.Lost(first, fleet.Now);
        Assert.Null(play.Next());
        Assert.True(fleet.IsOpen(play.Last.Session));
    }

    [Fact]
    public void Offers_OfManySessions_AreKeptApart()
    {
        var fleet = new ClientFleet(Scene.Plain.With(Scene.Burst(200)).With(Scene.Client with { Concurrency = 200, Chunking = true, Tls = TlsUse.Never }));
        fleet.Advance(0);
        var sessions = fleet.TakeCommands().ToArray().Select(command => command.Session).ToList();
        Assert.Equal(200, sessions.Count);
        var texts = new int[2];
        foreach (var session in sessions)
            fleet.Connected(session, 0);
        for (var step = 0; step < 4; step++)
        {
            foreach (var session in sessions)
            {
                fleet.Replied(session, Reply.Of(step == 0 ? 220 : 250), session.Place % 2 == 0 ? Chunking : Nothing, 0);
                foreach (ref readonly var command in fleet.TakeCommands())
                {
                    if (command.Action == FleetAction.Chunk)
                        texts[session.Place % 2]++;
                }
            }
        }

        Assert.Equal([100, 0], texts);
    }

    [Fact]
    public void Close_GivesTheFiguresOfTheGroupAlone()
    {
        var fleet = new ClientFleet(Scene.Plain with { Clients = [Scene.Client, Scene.Client with { Name = "other" }] }, "mta");
        Play(fleet, Nothing).Run();
        var result = fleet.Close(complete: true);
        var metrics = Assert.Single(result.Clients);
        Assert.Equal(("mta", 1, true), (Assert.Single(result.Scenario.Clients).Name, metrics[ClientCounter.MessagesDelivered], result.Complete));
        Assert.Empty(result.Servers);
    }

    [Fact]
    public void Group_Unknown_IsAnError() => Assert.Throws<ArgumentException>(() => new ClientFleet(Scene.Plain, "nobody"));

    private static FleetPlay Play(ClientFleet fleet, ServiceExtensions offer, params (string Word, int Code)[] instead)
    {
        fleet.Advance(0);
        var play = new FleetPlay(fleet) { Offer = offer };
        play.Instead.AddRange(instead);
        return play;
    }
}

using CsCheck;

namespace SmtpSim.Protocol.Tests;

/// <summary>Whatever a peer sends, in whatever pieces, a conversation ends in a defined state and keeps no more than a line.</summary>
public sealed class HostileTrafficTests
{
    private static readonly OutgoingMessage[] Mail =
    [
        new("a@a.example", ["b@b.example", "c@b.example"], Octets.Of(@"one\r\n.two\r\n")),
        new("", ["d@b.example"], Octets.Of("three")),
    ];

    [Fact]
    public void Server_AnyTrafficInAnyPieces_AnswersAlikeAndKeepsAtMostALine() =>
        Gen.Select(Generators.Traffic, Generators.Sizes).Sample((traffic, sizes) =>
        {
            var (whole, wholeState, _) = Serve(traffic, int.MaxValue);
            var (pieces, piecesState, kept) = Serve(traffic, sizes);
            Assert.Equal(whole, pieces);
            Assert.Equal(wholeState, piecesState);
            Assert.InRange(kept, 0, LineLimits.CommandWith(ServerOffer.Standard.Extensions) - 1);
        });

    [Fact]
    public void Server_AnyTraffic_GivesRepliesThatAClientCanRead() =>
        Generators.Traffic.Sample(traffic =>
        {
            var parser = new ReplyParser();
            ReadOnlySpan<byte> rest = Octets.Of(Serve(traffic, int.MaxValue).Replies.Replace("\\", "\\\\"));
            while (!rest.IsEmpty)
            {
                Assert.InRange(parser.TryRead(rest, out _, out var consumed), ReplyParse.Line, ReplyParse.Complete);
                rest = rest[consumed..];
            }
        });

    [Fact]
    public void Client_AnyTrafficInAnyPieces_AnswersAlikeAndKeepsAtMostALine() =>
        Gen.Select(Generators.Traffic, Generators.Sizes).Sample((traffic, sizes) =>
        {
            var (whole, wholeState, _) = Talk(traffic, int.MaxValue);
            var (pieces, piecesState, kept) = Talk(traffic, sizes);
            Assert.Equal(whole, pieces);
            Assert.Equal(wholeState, piecesState);
            Assert.InRange(kept, 0, LineLimits.Reply - 1);
        });

    /// <summary>Client and server on one wire: whatever the pieces, all mail arrives as it was sent.</summary>
    [Fact]
    public void ClientAndServer_AnyTextsInAnyPieces_AllArrive() =>
        Gen.Select(Generators.MessageText.Array[1, 4], Generators.Sizes).Sample((texts, sizes) =>
        {
            var policy = new ScriptedPolicy();
            var server = new ServerConversation(policy, ServerOffer.Standard, ReplyTexts.Standard.For("mx.example", ServerOffer.Standard));
            var session = new ClientSession([.. texts.Select(text => new OutgoingMessage("a@a.example", ["b@b.example"], text))]);
            var client = new ClientConversation("mta.example", session);
            var toServer = new Peer(server.Receive);
            var toClient = new Peer(client.Receive);

            session.OnConnected();
            server.Greet(toServer.Output);
            for (var turn = 0; session.State != ClientState.Closed; turn++)
            {
                Assert.True(turn < 100, "the dialogue does not end");
                toClient.Feed(Octets.Of(toServer.Take()), sizes);
                toServer.Feed(Octets.Of(toClient.Take()), sizes);
            }

            Assert.Equal(ServerState.Closed, server.Session.State);
            Assert.Equal(texts.Select(EndedWithCrLf), policy.Messages);
            Assert.All(Enumerable.Range(0, texts.Length), i => Assert.Equal(WellKnownReplies.Queued.WithText(0), session.FatesOf(i)[0]));
        });

    private static string EndedWithCrLf(byte[] text)
    {
        var sent = Octets.WithWholeLineEnds(Octets.Text(text));
        return sent.Length == 0 || sent.EndsWith("\r\n", StringComparison.Ordinal) ? sent : sent + "\r\n";
    }

    private static (string Replies, ServerState State, int Kept) Serve(byte[] traffic, params int[] sizes)
    {
        var server = new ServerConversation(new AcceptAll(), new ServerOffer { MaxSize = 50, MaxRecipients = 3 }, ReplyTexts.Standard);
        var peer = new Peer(server.Receive);
        server.Greet(peer.Output);
        peer.Feed(traffic, sizes);
        return (peer.Take(), server.Session.State, peer.MostKept);
    }

    private static (string Commands, ClientState State, int Kept) Talk(byte[] traffic, params int[] sizes)
    {
        var client = new ClientConversation("mta.example", new ClientSession(Mail));
        client.Session.OnConnected();
        var peer = new Peer(client.Receive);
        peer.Feed(traffic, sizes);
        return (peer.Take(), client.Session.State, peer.MostKept);
    }
}

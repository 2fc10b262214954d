using System.Buffers;

namespace SmtpSim.Protocol.Tests;

/// <summary>
/// A whole server: the first octet chooses what it offers, the rest is a client. In any pieces it answers alike, with replies that a
/// client can read and that hold nothing of what was sent; what it keeps is bounded.
/// </summary>
public static class ServerFuzz
{
    public static void Run(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty) return;
        var offer = OfferOf(octets[0]);
        var whole = Serve(offer, octets[1..], octets.Length);
        Assert.Equal(whole, Serve(offer, octets[1..], 1));
        AssertReadable(whole.Replies);
        Assert.True(whole.Replies.Length <= 300 * (octets.Length + 2), "more answers than questions");
    }

    private static ServerOffer OfferOf(byte choice) => ServerOffer.Everything with
    {
        Lmtp = (choice & 1) != 0,
        RequiresAuth = (choice & 2) != 0,
        RequiresTls = (choice & 4) != 0,
        RefusesBareLineEnds = (choice & 8) != 0,
        MaxSize = (choice & 16) != 0 ? 50 : 0,
        MaxRecipients = (choice & 32) != 0 ? 3 : 0,
        MaxErrors = (choice & 64) != 0 ? 3 : 0,
        Extensions = (choice & 128) != 0 ? ServiceExtensions.None : ServerOffer.Everything.Extensions,
    };

    private static (string Replies, ServerState State, string Messages) Serve(ServerOffer offer, ReadOnlySpan<byte> octets, int size)
    {
        var policy = new ScriptedPolicy();
        var server = new ServerConversation(policy, offer, ReplyTexts.Standard.For("mx.example", offer));
        var peer = new Peer(server.Receive);
        server.Greet(peer.Output);
        peer.Feed(octets, Math.Max(1, size));
        Assert.InRange(peer.MostKept, 0, LineLimits.Auth - 1);
        Assert.True(server.Session.State < (ServerState)ServerTable.StateCount);
        return (peer.Take(), server.Session.State, string.Concat(policy.Messages));
    }

    private static void AssertReadable(string replies)
    {
        var parser = new ReplyParser { LineLimit = LineLimits.Auth };
        ReadOnlySpan<byte> rest = Octets.Of(replies.Replace(@"\", @"\\"));
        while (!rest.IsEmpty)
        {
            Assert.InRange(parser.TryRead(rest, out _, out var consumed), ReplyParse.Line, ReplyParse.Complete);
            rest = rest[consumed..];
        }
    }
}

/// <summary>
/// A whole client: the first octet chooses its options, the rest is a server. In any pieces it says the same; every session can end, and a
/// recipient's fate is a refusal or a 250.
/// </summary>
public static class ClientFuzz
{
    private static readonly OutgoingMessage[] Mail =
    [
        new("a@a.example", ["b@b.example", "c@b.example"], "one\r\n.two\r\n"u8.ToArray()),
        new("", ["d@b.example"], "three"u8.ToArray()) { Body = BodyType.BinaryMime },
        new("\u00fc@a.example", ["e@b.example"], "four"u8.ToArray()) { Return = DsnReturn.Full },
    ];

    public static void Run(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty) return;
        var options = OptionsOf(octets[0]);
        Assert.Equal(Talk(options, octets[1..], octets.Length), Talk(options, octets[1..], 1));
    }

    private static ClientOptions OptionsOf(byte choice) => new()
    {
        Lmtp = (choice & 1) != 0,
        Pipelining = (choice & 2) != 0,
        Chunking = (choice & 4) != 0,
        ChunkSize = (choice & 8) != 0 ? 3 : 0,
        Tls = (choice & 16) != 0 ? TlsUse.May : TlsUse.Never,
        Credentials = (choice & 32) != 0 ? new Credentials("user", "pencil", "nonce") : null,
        AllowsCleartextPassword = (choice & 64) != 0,
        HeloOnly = (choice & 128) != 0,
    };

    private static (string Commands, ClientState State, string Fates) Talk(ClientOptions options, ReadOnlySpan<byte> octets, int size)
    {
        var client = new ClientConversation("mta.example", new ClientSession(Mail, options));
        client.Session.OnConnected();
        var peer = new Peer(client.Receive);
        peer.Feed(octets, Math.Max(1, size));
        Assert.InRange(peer.MostKept, 0, LineLimits.Auth - 1);
        var fates = Enumerable.Range(0, Mail.Length).SelectMany(i => client.Session.FatesOf(i).ToArray()).ToList();
        Assert.All(fates, fate => Assert.True(fate.IsNone || fate.IsPositiveCompletion || fate.IsTransientNegative || fate.IsPermanentNegative));
        var state = client.Session.State;
        client.Session.OnConnectionLost();
        Assert.Equal(ClientState.Closed, client.Session.State);
        return (peer.Take(), state, string.Join(' ', fates));
    }
}

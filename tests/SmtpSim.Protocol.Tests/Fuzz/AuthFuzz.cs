using System.Text;

namespace SmtpSim.Protocol.Tests;

/// <summary>Lines of AUTH at a server, as they are and as base64: it ends, and nobody gets in without the password.</summary>
public static class AuthServerFuzz
{
    public static void Run(ReadOnlySpan<byte> octets)
    {
        foreach (var mechanism in new[] { "PLAIN", "LOGIN", "SCRAM-SHA-256" })
        {
            Check(mechanism, octets, base64: false);
            Check(mechanism, octets, base64: true);
        }
    }

    private static void Check(string mechanism, ReadOnlySpan<byte> octets, bool base64)
    {
        var session = new ServerSession(new ScriptedPolicy(), ServerOffer.Everything with { MaxErrors = 0 });
        session.Greet();
        session.OnCommand(Verb.Ehlo, "mta.example"u8);
        session.OnCommand(Verb.Auth, Encoding.ASCII.GetBytes(mechanism));
        foreach (var part in octets.Split((byte)'\n'))
        {
            if (session.State != ServerState.Authenticating) break;
            var line = octets[part];
            session.OnAuthResponse(base64 ? Encoding.ASCII.GetBytes(Convert.ToBase64String(line)) : line);
            Assert.InRange(session.Challenge.Length, 0, 2 * LineLimits.Auth);
        }

        var knows = Octets.Text(octets).Contains("pencil", StringComparison.Ordinal) || mechanism[0] == 'S' || !base64;
        Assert.True(knows || !session.IsAuthenticated, "authenticated without the password");
    }
}

/// <summary>Challenges to a client: it always has a line to send, and without the server's signature it believes nothing.</summary>
public static class AuthClientFuzz
{
    private static readonly Credentials User = new("user", "pencil", "nonce");

    public static void Run(ReadOnlySpan<byte> octets)
    {
        Check([.. octets]);
        Check(Encoding.ASCII.GetBytes("r=nonceX,s=AAAA,i=4096," + Octets.Text(octets)));
    }

    private static void Check(byte[] challenge)
    {
        var session = new ClientSession(
            [new OutgoingMessage("a@a.example", ["b@b.example"], default)], new ClientOptions { Credentials = User });
        session.OnConnected();
        session.OnReply(Reply.Of(220));
        session.Announced.Note("AUTH SCRAM-SHA-256"u8);
        session.OnReply(Reply.Of(250));
        Assert.Equal(ClientState.AuthSent, session.State);
        session.OnReply(Reply.Of(334), Encoding.ASCII.GetBytes(Convert.ToBase64String(challenge)));
        session.OnReply(Reply.Of(334), challenge);
        session.OnReply(Reply.Of(235));
        Assert.False(session.IsAuthenticated);
        Assert.True(session.State is ClientState.QuitSent or ClientState.Closed, $"{session.State}");
    }
}

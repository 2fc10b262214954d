using CsCheck;

namespace SmtpSim.Protocol.Tests;

/// <summary>Client and server on one wire: how commands are grouped and text is sent changes nothing about what becomes of the mail.</summary>
public sealed class PipeliningTests
{
    private static readonly Gen<int> Code = Gen.Frequency<int>((6, Gen.Const(250)), (1, Gen.OneOf(450, 451, 452, 550, 552)));

    private static readonly Gen<Plan> Plans = Gen.Select(Code, Code.Array[1, 5], Gen.Frequency<int>((5, Gen.Const(354)), (1, Gen.OneOf(451, 554))), Code,
        (mail, recipients, data, message) => new Plan(mail, recipients, data, message));

    private static readonly ServerOffer Offer = ServerOffer.Everything with { MaxRecipients = 3, MaxMailsPerSession = 4, MaxErrors = 0 };

    [Fact]
    public void Fates_PipelinedOrNot_AreTheSame() => Gen.Select(Plans.Array[1, 5], Generators.Sizes).Sample((plans, sizes) =>
    {
        var plain = Deliver(plans, new ClientOptions(), Offer, sizes);
        Assert.Equal(plain, Deliver(plans, new ClientOptions { Pipelining = true }, Offer, sizes));
        Assert.Equal(plain, Deliver(plans, new ClientOptions { Pipelining = true, Tls = TlsUse.Must }, Offer, sizes));
    });

    [Fact]
    public void Fates_InChunksPipelinedOrNot_AreTheSame() => Gen.Select(Plans.Array[1, 4], Generators.Sizes, Gen.Int[0, 9]).Sample((plans, sizes, size) =>
    {
        var plain = Deliver(plans, new ClientOptions { Chunking = true }, Offer, sizes);
        Assert.Equal(plain, Deliver(plans, new ClientOptions { Chunking = true, ChunkSize = size, Pipelining = true }, Offer, sizes));
    });

    [Fact]
    public void Fates_Lmtp_AreThoseOfEachRecipient() => Gen.Select(Plans.Array[1, 4], Generators.Sizes).Sample((plans, sizes) =>
    {
        var offer = Offer with { Lmtp = true };
        var plain = Deliver(plans, new ClientOptions { Lmtp = true }, offer, sizes);
        Assert.Equal(plain, Deliver(plans, new ClientOptions { Lmtp = true, Pipelining = true }, offer, sizes));
    });

    [Theory]
    [InlineData(AuthMechanisms.Plain)]
    [InlineData(AuthMechanisms.Login)]
    [InlineData(AuthMechanisms.ScramSha256)]
    public void Auth_ClientAndServer_AgreeOnThePassword(AuthMechanisms mechanism)
    {
        var offer = Offer with { RequiresAuth = true, Mechanisms = mechanism };
        var plan = new Plan(250, [250], 354, 250);
        Assert.Equal("250", Deliver([plan], With("pencil"), offer, [1000]));
        Assert.Equal("535 5.7.8", Deliver([plan], With("pen"), offer, [1000]));

        static ClientOptions With(string password) =>
            new() { Credentials = new Credentials("user", password, "rOprNGfwEbeRWgbNEkqO"), AllowsCleartextPassword = true };
    }

    /// <summary>The fates of all recipients, in order.</summary>
    private static string Deliver(Plan[] plans, ClientOptions options, ServerOffer offer, int[] sizes)
    {
        var policy = new ScriptedPolicy();
        for (var i = 0; i < plans.Length; i++) plans[i].Prepare(policy, i);
        var server = new ServerConversation(policy, offer, ReplyTexts.Standard.For("mx.example", offer));
        var session = new ClientSession([.. plans.Select((plan, i) => plan.Message(i))], options);
        var client = new ClientConversation("mta.example", session);
        var toServer = new Peer(server.Receive);
        var toClient = new Peer(client.Receive);
        session.OnConnected();
        server.Greet(toServer.Output);
        for (var turn = 0; session.State != ClientState.Closed; turn++)
        {
            Assert.True(turn < 300, "the dialogue does not end");
            toClient.Feed(Octets.Of(toServer.Take().Replace("\\", "\\\\")), sizes);
            toServer.Feed(Octets.Of(toClient.Take()), sizes);
            if (!client.WantsTls) continue;
            Assert.True(server.WantsTls);
            server.TlsEstablished();
            client.TlsEstablished(toClient.Output);
        }

        Assert.Equal(ServerState.Closed, server.Session.State);
        return string.Join(' ', Enumerable.Range(0, plans.Length).SelectMany(i => session.FatesOf(i).ToArray()).Select(fate => fate.ToString()));
    }

    /// <summary>What the server says to one message: MAIL, each RCPT, DATA and the text.</summary>
    private sealed record Plan(int Mail, int[] Recipients, int Data, int Text)
    {
        public void Prepare(ScriptedPolicy policy, int number)
        {
            policy.Set($"MAIL m{number}@a.example {Mail}");
            for (var i = 0; i < Recipients.Length; i++) policy.Set($"RCPT r{number}.{i}@b.example {Recipients[i]}");
            if (number > 0) return; // one answer for all messages: the policy does not tell them apart
            policy.Set($"DATA {Data}");
            policy.Set($"MESSAGE {Text}");
            policy.Set($"CHUNK {Text}");
            policy.Set($"DELIVERY 1 {Text}");
        }

        public OutgoingMessage Message(int number) =>
            new($"m{number}@a.example", [.. Recipients.Select((_, i) => $"r{number}.{i}@b.example")], Octets.Of(@"text of\r\n.some\nlines"));
    }
}

using System.Buffers;

namespace SmtpSim.Protocol.Tests;

/// <summary>What is over a limit is read and dropped: a policy never gets to hold it.</summary>
public sealed class OverLimitTests
{
    [Theory]
    [InlineData("DATA\r\n{x*5000}\r\n.\r\n")]
    [InlineData("BDAT 5000 LAST\r\n{x*5000}")]
    [InlineData("BDAT 3000\r\n{x*3000}BDAT 2000 LAST\r\n{x*2000}")]
    public void Text_OverTheSizeLimit_DoesNotReachThePolicy(string text)
    {
        var policy = new Counter();
        var offer = ServerOffer.Everything with { MaxSize = 1000 };
        var server = new ServerConversation(policy, offer, ReplyTexts.Standard);
        var peer = new Peer(server.Receive);
        server.Greet(peer.Output);
        peer.Feed("EHLO mta.example\r\nMAIL FROM:<a@a.example>\r\nRCPT TO:<b@b.example>\r\n"u8);
        peer.Take();
        peer.Feed(Octets.Of(text.Replace("\r\n", @"\r\n")), 100);

        Assert.Contains("552 5.3.4", peer.Take(), StringComparison.Ordinal);
        Assert.InRange(policy.Octets, 0, 1000);
        Assert.Equal(0, policy.Messages);
        Assert.InRange(peer.MostKept, 0, 200);
    }

    /// <summary>RFC 9422 section 4.3: one domain more is refused for now, another recipient of a domain is not, and the next transaction begins anew.</summary>
    [Fact]
    public void Recipients_OfMoreDomainsThanAnnounced_AreAnswered452()
    {
        var offer = ServerOffer.Everything with { MaxRecipientDomains = 2 };
        var server = new ServerConversation(new AcceptAll(), offer, ReplyTexts.Standard.For("mx", offer));
        var peer = new Peer(server.Receive);
        server.Greet(peer.Output);
        peer.Feed("EHLO mta.example\r\n"u8);
        Assert.Contains("LIMITS MAILMAX=1000 RCPTMAX=100 RCPTDOMAINMAX=2\r\n", peer.Take(), StringComparison.Ordinal);
        peer.Feed("MAIL FROM:<a@a.example>\r\nRCPT TO:<b@b.example>\r\nRCPT TO:<c@c.example>\r\n"u8);
        peer.Take();
        peer.Feed("RCPT TO:<d@d.example>\r\n"u8);
        Assert.Equal("452 4.5.3 Too many recipient domains\r\n", peer.Take());
        peer.Feed("RCPT TO:<e@B.Example>\r\n"u8);
        Assert.StartsWith("250 ", peer.Take(), StringComparison.Ordinal);
        peer.Feed("RSET\r\nMAIL FROM:<a@a.example>\r\n"u8);
        peer.Take();
        peer.Feed("RCPT TO:<d@d.example>\r\n"u8);
        Assert.StartsWith("250 ", peer.Take(), StringComparison.Ordinal);
    }

    [Fact]
    public void Chunk_OfAnyAnnouncedSize_IsNotWaitedForInMemory()
    {
        var server = new ServerConversation(new AcceptAll(), ServerOffer.Everything, ReplyTexts.Standard);
        var output = new ArrayBufferWriter<byte>();
        server.Greet(output);
        Assert.Equal(37, server.Receive("BDAT 999999999999999999 LAST\r\nQUIT\r\n!"u8, output));
        Assert.Equal(ServerState.Greeted, server.Session.State);
    }

    private sealed class Counter : IServerPolicy
    {
        public int Octets { get; private set; }

        public int Messages { get; private set; }

        public void OnText(ReadOnlySpan<byte> text) => Octets += text.Length;

        public Reply OnMessage(long size)
        {
            Messages++;
            return WellKnownReplies.Queued;
        }
    }
}

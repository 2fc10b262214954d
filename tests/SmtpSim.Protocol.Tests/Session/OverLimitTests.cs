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

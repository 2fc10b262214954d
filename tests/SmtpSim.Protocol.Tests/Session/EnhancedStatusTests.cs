using System.Buffers;
using System.Text;

namespace SmtpSim.Protocol.Tests;

/// <summary>RFC 2034 section 4: enhanced status codes are of the extension that a server announces.</summary>
public sealed class EnhancedStatusTests
{
    private static readonly ServerOffer WithoutStatus = ServerOffer.Standard with { Extensions = ServiceExtensions.Pipelining };

    [Fact]
    public void Receive_NotOffered_RepliesHaveNone()
    {
        var replies = Talk(WithoutStatus, "MAIL FROM:<a@a.example>\r\nRCPT TO:<b@b.example>\r\nDATA\r\nx\r\n.\r\nNOOP\r\nRCPT TO:<b@b.example>\r\nFOO\r\nQUIT\r\n");

        Assert.Equal(
            ["250 Sender ok", "250 Recipient ok", "354 Start mail input; end with <CRLF>.<CRLF>", "250 Message queued", "250 Ok", "503 Bad sequence of commands",
                "500 Syntax error, command unrecognized", "221 mx.example Service closing transmission channel"],
            replies);
    }

    [Fact]
    public void Receive_Offered_RepliesHaveThem()
    {
        var replies = Talk(ServerOffer.Standard, "MAIL FROM:<a@a.example>\r\nNOOP\r\nFOO\r\n");

        Assert.Equal(["250 2.1.0 Sender ok", "250 2.0.0 Ok", "500 5.5.2 Syntax error, command unrecognized"], replies);
    }

    [Fact]
    public void AsSent_NotOffered_KeepsWhatTheUserWorded()
    {
        var texts = new ReplyTexts(["Greylisted", "Too many hops"], ownExtras: new HashSet<int> { 1 }).For("mx", WithoutStatus);

        Assert.Equal(Reply.Of(451, 7, 1, ReplyTexts.FirstExtra), texts.AsSent(Reply.Of(451, 7, 1, ReplyTexts.FirstExtra)));
        Assert.Equal(Reply.Of(452, 2, 2), texts.AsSent(Reply.Of(452, 2, 2)));
        Assert.Equal(Reply.Of(554, ReplyTexts.FirstExtra + 1), texts.AsSent(Reply.Of(554, 4, 6, ReplyTexts.FirstExtra + 1)));
        Assert.Equal("451 4.7.1 Greylisted", Transcript.Format(Reply.Of(451, 7, 1, ReplyTexts.FirstExtra), texts));
        Assert.Equal("421 mx Service not available, closing transmission channel", Transcript.Format(WellKnownReplies.ServiceClosing, texts));
    }

    private static string[] Talk(ServerOffer offer, string commands)
    {
        var output = new ArrayBufferWriter<byte>();
        var server = new ServerConversation(new AcceptAll(), offer, ReplyTexts.Standard.For("mx.example", offer));
        server.Greet(output);
        server.Receive("EHLO mta.example\r\n"u8, output);
        output.Clear();
        server.Receive(Encoding.ASCII.GetBytes(commands), output);
        return Encoding.ASCII.GetString(output.WrittenSpan).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}

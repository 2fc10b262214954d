using System.Buffers;

namespace SmtpSim.Protocol.Tests;

/// <summary>A host takes one reply at a time.</summary>
public sealed class TryStepTests
{
    private readonly ArrayBufferWriter<byte> _output = new();

    [Fact]
    public void TryStep_PipelinedGroup_AnswersOneCommandEach()
    {
        var server = Ready(ServerOffer.Standard);
        ReadOnlySpan<byte> rest = "MAIL FROM:<a@a.example>\r\nRCPT TO:<b@b.example>\r\nDATA\r\ntext\r\n.\r\nNOOP\r\nNO"u8;
        var codes = new List<int>();
        while (server.TryStep(rest, _output, out var consumed, out var step))
        {
            codes.Add(step.Reply.Code);
            Assert.Equal($"{step.Reply.Code}", Octets.Text(_output.WrittenSpan[..3]));
            Assert.Equal(1, Octets.Text(_output.WrittenSpan).Count(c => c == '\n'));
            _output.Clear();
            rest = rest[consumed..];
        }

        Assert.Equal([250, 250, 354, 250, 250], codes);
        Assert.Equal("NO", Octets.Text(rest));
    }

    [Fact]
    public void TryStep_TextWithoutItsEnd_IsConsumedAndNotAnswered()
    {
        var server = Ready(ServerOffer.Standard);
        server.Receive("MAIL FROM:<a@a.example>\r\nRCPT TO:<b@b.example>\r\nDATA\r\n"u8, _output);
        Assert.False(server.TryStep("text"u8, _output, out var consumed, out _));
        Assert.Equal(4, consumed);
        Assert.Equal(ServerState.ReceivingData, server.Session.State);
    }

    [Fact]
    public void TryStep_AfterStartTls_DropsAllInputUntilTheHandshakeIsDone()
    {
        var server = Ready(ServerOffer.Everything);
        ReadOnlySpan<byte> input = "STARTTLS\r\nMAIL FROM:<injected@a.example>\r\n"u8;
        Assert.True(server.TryStep(input, _output, out var consumed, out var step));
        Assert.Equal(("STARTTLS\r\n".Length, 220, true), (consumed, step.Reply.Code, server.WantsTls));
        Assert.False(server.TryStep(input[consumed..], _output, out var dropped, out _));
        Assert.Equal(input.Length, consumed + dropped);

        server.TlsEstablished();
        Assert.True(server.Session.InsideTls);
        Assert.True(server.TryStep("MAIL FROM:<a@a.example>\r\n"u8, _output, out _, out step));
        Assert.Equal(503, step.Reply.Code); // EHLO comes first again
    }

    [Fact]
    public void TryStep_LmtpRecipients_AreAnsweredWithoutInput()
    {
        var server = Ready(ServerOffer.Standard with { Lmtp = true });
        server.Receive("MAIL FROM:<a@a.example>\r\nRCPT TO:<b@b.example>\r\nRCPT TO:<c@b.example>\r\nDATA\r\n"u8, _output);
        Assert.True(server.TryStep(".\r\n"u8, _output, out _, out var step));
        Assert.Equal((ServerTrigger.RecipientAnswered, ServerState.AnsweringRecipients), (step.Outcome, step.State));
        Assert.True(server.TryStep(default, _output, out _, out step));
        Assert.Equal((ServerTrigger.MessageAccepted, ServerState.Ready), (step.Outcome, step.State));
        Assert.False(server.TryStep(default, _output, out _, out _));
    }

    private ServerConversation Ready(ServerOffer offer)
    {
        var server = new ServerConversation(new AcceptAll(), offer, ReplyTexts.Standard.For("mx.example", offer));
        server.Greet(_output);
        server.Receive(offer.Lmtp ? "LHLO mta.example\r\n"u8 : "EHLO mta.example\r\n"u8, _output);
        Assert.Equal(ServerState.Ready, server.Session.State);
        _output.Clear();
        return server;
    }
}

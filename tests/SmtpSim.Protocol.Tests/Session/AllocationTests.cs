using System.Buffers;

namespace SmtpSim.Protocol.Tests;

/// <summary>A session on the wire costs no garbage once it stands.</summary>
public sealed class AllocationTests
{
    [Fact]
    public void ServerConversation_Transaction_AllocatesNothing()
    {
        var server = new ServerConversation(new AcceptAll(), ServerOffer.Standard, ReplyTexts.Standard);
        var output = new ArrayBufferWriter<byte>(1 << 16);
        server.Greet(output);
        server.Receive("EHLO mta.example\r\n"u8, output);
        var transaction = "MAIL FROM:<a@a.example> SIZE=10\r\nRCPT TO:<b@b.example>\r\nRCPT TO:<\"c d\"@b.example>\r\nDATA\r\ntext\r\n..\r\n.\r\n"u8;

        Assert.Equal(0, AllocatedBy(transaction, server.Receive, output));
    }

    [Fact]
    public void ServerConversation_TransactionInChunks_AllocatesNothing()
    {
        var server = new ServerConversation(new AcceptAll(), ServerOffer.Everything with { MaxMailsPerSession = 0 }, ReplyTexts.Standard);
        var output = new ArrayBufferWriter<byte>(1 << 16);
        server.Greet(output);
        server.Receive("EHLO mta.example\r\n"u8, output);
        var transaction = "MAIL FROM:<a@a.example> RET=HDRS ENVID=x BODY=8BITMIME\r\nRCPT TO:<b@b.example> NOTIFY=NEVER\r\nBDAT 6\r\ntext\r\nBDAT 0 LAST\r\n"u8;

        Assert.Equal(0, AllocatedBy(transaction, server.Receive, output));
    }

    [Fact]
    public void ReplyParser_Replies_AllocatesNothing()
    {
        var output = new ArrayBufferWriter<byte>(1 << 16);
        Assert.Equal(0, AllocatedBy("250-mx.example\r\n250 SIZE 10\r\n451 4.7.1 Later\r\n"u8, ReadReplies, output));
    }

    [Fact]
    public void Dialogues_Steps_AllocateNothing()
    {
        var output = new ArrayBufferWriter<byte>(1);
        Assert.Equal(0, AllocatedBy("x"u8, StepTables, output));
    }

    private static long AllocatedBy(ReadOnlySpan<byte> input, Peer.Receiver receive, ArrayBufferWriter<byte> output)
    {
        var least = long.MaxValue; // of several tries: compiling a method in the middle of one may allocate
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var consumed = 0;
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 200; i++)
            {
                consumed += receive(input, output);
                output.ResetWrittenCount();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.Equal(200 * input.Length, consumed);
        }

        return least;
    }

    private static int ReadReplies(ReadOnlySpan<byte> input, IBufferWriter<byte> output)
    {
        var parser = new ReplyParser();
        var rest = input;
        while (!rest.IsEmpty)
        {
            parser.TryRead(rest, out _, out var consumed);
            rest = rest[consumed..];
        }

        return input.Length;
    }

    private static int StepTables(ReadOnlySpan<byte> input, IBufferWriter<byte> output)
    {
        var server = ServerState.Ready;
        if (ServerDialogue.Admits(server, Verb.Mail, out _))
            server = ServerTable.Next(server, ServerDialogue.OutcomeOf(Verb.Mail, WellKnownReplies.SenderOk));
        var trigger = ClientDialogue.OnReply(ClientState.MailSent, WellKnownReplies.SenderOk, new ClientSituation(true, false, false, false));
        var client = ClientTable.Next(ClientState.MailSent, trigger);
        return server == ServerState.MailGiven && client == ClientState.RcptSent ? input.Length : 0;
    }
}

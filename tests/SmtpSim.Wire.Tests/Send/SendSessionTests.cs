using System.Diagnostics;
using System.Text;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Wire.Tests;

public sealed class SendSessionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly OutgoingMessage Letter = new("a@example.org", ["b@example.org", "c@example.org"], Encoding.ASCII.GetBytes("Subject: x\r\n\r\n.dot\r\nend\r\n"));

    [Fact]
    public async Task Send_ToAServerThatAccepts_IsDeliveredWithItsTranscript()
    {
        await using var server = ScriptedServer.Answering(ScriptedServer.AcceptAll());
        var result = await SendAsync(server);

        Assert.Equal(SendEnd.Completed, result.End);
        Assert.All(result.Messages[0].Recipients, recipient => Assert.Equal((MessageFate.Delivered, "250 2.0.0 Queued"), (recipient.Fate, recipient.Reply)));
        Assert.Equal(
            [
                $"connect to {server.Target}", "220 fake ESMTP", "EHLO client.example", "250-fake\n250 SIZE", "MAIL FROM:<a@example.org> SIZE=25", "250 2.1.0 Ok",
                "RCPT TO:<b@example.org>", "250 2.1.0 Ok", "RCPT TO:<c@example.org>", "250 2.1.0 Ok", "DATA", "354 Go ahead", "(26 bytes of message text)", ".",
                "250 2.0.0 Queued", "QUIT", "221 2.0.0 Bye",
            ],
            result.Lines.Select(line => line.Text));
    }

    [Fact]
    public async Task Send_SeveralMessages_GoThroughOneSession()
    {
        await using var server = ScriptedServer.Answering(ScriptedServer.AcceptAll());
        var result = await SendAsync(server, Letter, Letter with { ReversePath = "" }, Letter with { Recipients = ["d@example.org"] });

        Assert.Equal(1, server.Count);
        Assert.All(result.Messages, message => Assert.Equal(MessageFate.Delivered, message.Fate));
        Assert.Equal(["MAIL FROM:<a@example.org> SIZE=25", "MAIL FROM:<> SIZE=25", "MAIL FROM:<a@example.org> SIZE=25"], result.Lines.Where(line => line.Text.StartsWith("MAIL", StringComparison.Ordinal)).Select(line => line.Text));
        Assert.Equal([1, 2, 3], result.Lines.Select(line => line.Message).Distinct());
    }

    [Fact]
    public async Task Send_RecipientsOfDifferentFates_AreToldApart()
    {
        var accept = ScriptedServer.AcceptAll();
        await using var server = ScriptedServer.Answering(line => line.StartsWith("RCPT TO:<b@", StringComparison.Ordinal) ? "550 5.1.1 No such\r\n" : accept(line));
        var recipients = (await SendAsync(server)).Messages[0].Recipients;
        Assert.Equal([(MessageFate.Bounced, "550 5.1.1 No such"), (MessageFate.Delivered, "250 2.0.0 Queued")], recipients.Select(recipient => (recipient.Fate, recipient.Reply!)));
    }

    [Fact]
    public async Task Send_552ToARecipient_LeavesItForLaterWithTheServersWords()
    {
        var accept = ScriptedServer.AcceptAll();
        await using var server = ScriptedServer.Answering(line => line.StartsWith("RCPT TO:<b@", StringComparison.Ordinal) ? "552 5.5.3 Too many\r\n" : accept(line));
        var recipients = (await SendAsync(server)).Messages[0].Recipients;
        Assert.Equal((MessageFate.Queued, "552 5.5.3 Too many"), (recipients[0].Fate, recipients[0].Reply));
    }

    [Theory]
    [InlineData("EHLO")]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    [InlineData(".")]
    public async Task Send_421AtAnyPoint_LeavesTheMessageForLater(string at)
    {
        var accept = ScriptedServer.AcceptAll();
        await using var server = ScriptedServer.Answering(line => accept(line) is var reply && line.StartsWith(at, StringComparison.Ordinal) && line != ".dot" ? "421 4.3.2 Closing\r\n" : reply);
        var result = await SendAsync(server);
        Assert.Equal((SendEnd.ServiceClosing, MessageFate.Queued), (result.End, result.Messages[0].Fate));
        Assert.Equal("421 4.3.2 Closing", result.Lines[^1].Text);
    }

    [Theory]
    [InlineData("421 4.3.2 Busy\r\n", SendEnd.ServiceClosing)]
    [InlineData("SSH-2.0-x\r\n", SendEnd.NotSmtp)]
    [InlineData("220-a\r\n221 b\r\n", SendEnd.NotSmtp)]
    [InlineData("220 a\n", SendEnd.TimedOut)]
    [InlineData("", SendEnd.TimedOut)]
    [InlineData("220 a", SendEnd.TimedOut)]
    public async Task Send_GreetingThatIsNone_EndsTheSession(string greeting, SendEnd end)
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync(greeting);
            await peer.SilenceAsync();
        });
        var result = await SendAsync(server, TimeSpan.FromMilliseconds(300));
        Assert.Equal((end, MessageFate.Queued), (result.End, result.Messages[0].Fate));
    }

    [Fact]
    public async Task Send_OctetsWithoutEnd_AreNotReadForEver()
    {
        var chunk = new string('x', 4096);
        await using var server = ScriptedServer.Start(async peer =>
        {
            while (true)
                await peer.SendAsync(chunk);
        });
        Assert.Equal(SendEnd.NotSmtp, (await SendAsync(server)).End);
    }

    [Fact]
    public async Task Send_ServerThatDribbles_IsLateAsAWhole()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            for (var i = 0; ; i++)
            {
                await peer.SendAsync(i == 0 ? "220 " : "x");
                await Task.Delay(20, peer.Stopping);
            }
        });
        var watch = Stopwatch.StartNew();
        Assert.Equal(SendEnd.TimedOut, (await SendAsync(server, TimeSpan.FromMilliseconds(400))).End);
        // The 400 octets that fit on a line would have taken 8 s.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(6), watch.Elapsed.ToString());
    }

    [Fact]
    public async Task Send_RepliesOctetByOctet_AreUnderstood()
    {
        var accept = ScriptedServer.AcceptAll();
        await using var server = ScriptedServer.Start(async peer =>
        {
            async Task Dribble(string text)
            {
                foreach (var octet in text)
                {
                    await peer.SendAsync(octet.ToString());
                    await Task.Yield();
                }
            }

            await Dribble("220-one\r\n220 two\r\n");
            while (await peer.ReadLineAsync() is { } line)
                await Dribble(accept(line)!);
        });
        var result = await SendAsync(server);
        Assert.Equal((SendEnd.Completed, MessageFate.Delivered), (result.End, result.Messages[0].Fate));
        Assert.Equal("220-one\n220 two", result.Lines[1].Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_ConnectionThatIsClosedInMidText_IsLost(bool reset)
    {
        var accept = ScriptedServer.AcceptAll();
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("220 fake\r\n");
            while (await peer.ReadLineAsync() is { } line && line != "DATA")
                await peer.SendAsync(accept(line)!);
            await peer.SendAsync("354 Go ahead\r\n");
            if (reset)
                peer.Reset();
        });
        var result = await SendAsync(server, Letter with { Text = new byte[20_000_000] });
        Assert.Equal((SendEnd.ConnectionLost, MessageFate.Queued), (result.End, result.Messages[0].Fate));
    }

    [Fact]
    public async Task Send_TextOfWhichNothingIsTaken_TimesOutAtItsBlock()
    {
        var accept = ScriptedServer.AcceptAll();
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("220 fake\r\n");
            while (await peer.ReadLineAsync() is { } line && line != "DATA")
                await peer.SendAsync(accept(line)!);
            await peer.SendAsync("354 Go ahead\r\n");
            await peer.SilenceAsync();
        });
        var result = await SendAsync(server.Target, TimeSpan.FromSeconds(2), Letter with { Text = new byte[40_000_000] });
        Assert.Equal((SendEnd.TimedOut, "nothing of what was sent was taken for 2s"), (result.End, result.Lines[^1].Text));
    }

    [Fact]
    public async Task Send_NobodyListens_IsUnreachable()
    {
        string target;
        await using (var server = ScriptedServer.Answering(ScriptedServer.AcceptAll()))
            target = server.Target;
        var result = await SendAsync(target, Patience, Letter);
        Assert.Equal((SendEnd.Unreachable, null, "connection refused"), (result.End, result.Peer, result.Lines[^1].Text));
    }

    [Fact]
    public async Task Send_Interrupted_KeepsTheTranscriptSoFar()
    {
        using var interrupt = new CancellationTokenSource();
        await using var server = ScriptedServer.Answering(_ =>
        {
            interrupt.Cancel();
            return "";
        });
        var result = await SendSession.RunAsync(await RequestAsync(server.Target, Patience, Letter), interrupt.Token);
        Assert.Equal(SendEnd.Interrupted, result.End);
        Assert.Contains(result.Lines, line => line.Text == "EHLO client.example");
    }

    [Fact]
    public async Task Send_ControlCharactersInAReply_DoNotReachTheTerminal()
    {
        await using var server = ScriptedServer.Answering(_ => "250 ok\r\n", "220 \e[31mred\a\r\n");
        Assert.Equal("220 ?[31mred?", (await SendAsync(server)).Lines[1].Text);
    }

    private static Task<SendResult> SendAsync(ScriptedServer server, params OutgoingMessage[] messages) => SendAsync(server.Target, Patience, messages is [] ? [Letter] : messages);

    private static Task<SendResult> SendAsync(ScriptedServer server, TimeSpan timeout) => SendAsync(server.Target, timeout, Letter);

    private static async Task<SendResult> SendAsync(string target, TimeSpan timeout, params OutgoingMessage[] messages)
        => await SendSession.RunAsync(await RequestAsync(target, timeout, messages), TestContext.Current.CancellationToken);

    private static async Task<SendRequest> RequestAsync(string target, TimeSpan timeout, params OutgoingMessage[] messages)
        => new() { Target = await Target.ResolveAsync(target), Domain = "client.example", Messages = messages, Timeout = timeout };
}

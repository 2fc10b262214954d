using System.Net.Sockets;
using System.Text;
using SmtpSim.Protocol;

namespace SmtpSim.Wire.Tests;

/// <summary>What the tests of hostile peers, of endless text and of TLS leave of the security list: each against a live listener.</summary>
public sealed class SecurityTests
{
    [Fact]
    public void CommandLine_WithNulOrEightBits_IsRefusedAndTheSessionGoesOn()
    {
        using var listener = ListeningServer.Start();
        using var client = RawClient.Greeted(listener);
        Assert.StartsWith("500 ", client.Say("NO\0OP"));
        Assert.StartsWith("500 ", client.Say("\xff\xfe"));
        Assert.StartsWith("5", client.Say("MAIL FROM:<gr\xfcn@b.example>"));
        Assert.StartsWith("5", client.Say("MAIL FROM:<a\0@b.example>"));
        Assert.StartsWith("250 ", client.Say("MAIL FROM:<a@b.example>"));
    }

    [Fact]
    public void Text_WithNulAndEightBits_IsTakenAsItIs()
    {
        using var listener = ListeningServer.Start();
        using var client = RawClient.Greeted(listener);
        client.Say("MAIL FROM:<a@b.example>");
        client.Say("RCPT TO:<c@mx>");
        client.Say("DATA");
        Assert.StartsWith("250 ", client.Say("\0\x80\xff\r\n."));
        Assert.Equal((1, 5), (listener.Totals().Messages, listener.Totals().Bytes));
    }

    /// <summary>A client that has said all it will and waits for the answers.</summary>
    [Fact]
    public void Connection_HalfClosed_HasItsRepliesAndAnOrderlyEnd()
    {
        using var listener = ListeningServer.Start();
        using var client = RawClient.Greeted(listener);
        client.Send("NOOP\r\nMAIL FROM:<a@b.example>\r\n");
        client.Socket.Shutdown(SocketShutdown.Send);
        Assert.StartsWith("250 ", client.Reply());
        Assert.StartsWith("250 ", client.Reply());
        Assert.Null(client.Line());
        Assert.True(SpinWait.SpinUntil(() => listener.Connections == 0, TimeSpan.FromSeconds(20)));
    }

    /// <summary>A peer that has vanished without a word never closes: its place is given up all the same.</summary>
    [Fact]
    public void Connection_HalfOpen_IsGivenUp()
    {
        using var listener = ListeningServer.Start("{ idle-timeout: 300ms }");
        using var silent = new RawClient(listener.EndPoint);
        using var amidText = RawClient.Greeted(listener);
        amidText.Say("MAIL FROM:<a@b.example>");
        amidText.Say("RCPT TO:<c@mx>");
        amidText.Say("DATA");
        Assert.True(SpinWait.SpinUntil(() => listener.Connections == 0, TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void Commands_ManyWrong_EndTheSession()
    {
        using var listener = ListeningServer.Start(with: options => options with { MaxErrors = 3 });
        using var client = RawClient.Greeted(listener);
        for (var i = 0; i < 3; i++)
            Assert.StartsWith("500 ", client.Say("XYZZY"));
        Assert.StartsWith("421 4.7.0 ", client.Say("NOOP"));
        Assert.Null(client.Line());
        Assert.False(client.IsReset());
    }

    [Fact]
    public void Commands_FloodWithoutMail_EndsTheSession()
    {
        using var listener = ListeningServer.Start(with: options => options with { MaxIdleCommands = 50 });
        using var client = new RawClient(listener.EndPoint);
        client.Reply();
        client.Send(string.Concat(Enumerable.Repeat("NOOP\r\n", 5_000)));
        for (var i = 0; i < 49; i++) // the greeting counts too
            Assert.StartsWith("250 ", client.Line());
        Assert.StartsWith("421 4.7.0 ", client.Line());
        Assert.Null(client.Line());
        Assert.False(client.IsReset());
    }

    [Theory]
    [InlineData(0, "500 ")]
    [InlineData(4000, "250 ")]
    public void CommandLine_LongerThanTheLimit_IsRefused(int most, string expected)
    {
        using var listener = ListeningServer.Start(with: options => options with { MaxCommandLine = most });
        using var client = RawClient.Greeted(listener);
        Assert.StartsWith(expected, client.Say("NOOP " + new string('x', 3500)));
    }

    /// <summary>What a peer wrote never comes back: a reply could be taken for something else by whoever reads it, a browser or a log.</summary>
    [Theory]
    [InlineData("EHLO", "{}")]
    [InlineData("LHLO", "{ protocol: lmtp }")]
    public void Replies_ToCommandsWithAMark_DoNotHaveIt(string hello, string server)
    {
        using var listener = ListeningServer.Start(server, with: options => options with { AddressesAsk = true, MaxErrors = 0, Certificate = SelfSignedCertificate.Create("mx") });
        using var client = new RawClient(listener.EndPoint);
        client.Reply();
        string[] commands =
        [
            "mark", "GET /mark HTTP/1.1", $"{hello} mark<script>", $"{hello} mark.example", "HELP mark", "NOOP mark", "VRFY mark", "EXPN mark", "RSET mark", "STARTTLS mark",
            "AUTH mark", "AUTH PLAIN bWFyaw==", "AUTH PLAIN mark!", "RCPT TO:<mark@mx>", "BDAT mark", "MAIL FROM:<mark", "MAIL FROM:<mark@b> MARK=mark", "MAIL FROM:<mark@b> SIZE=mark",
            "MAIL FROM:<mark@b> BODY=mark", "MAIL FROM:<mark@b>", "RCPT TO:<mark@", "RCPT TO:<mark@mx> NOTIFY=mark", "RCPT TO:<reply-550@mark>", "RCPT TO:<reply-451-4.7.1+mark@mx>",
            "RCPT TO:<mark@mx>", "DATA mark", "DATA", "Subject: mark\r\n\r\nmark\r\n.", new string('m', 3000) + "mark", "QUIT mark",
        ];
        client.Send(string.Concat(commands.Select(command => command + "\r\n")));
        client.Socket.Shutdown(SocketShutdown.Send);
        var replies = new List<string>();
        while (client.Line() is { } line)
            replies.Add(line);
        Assert.True(replies.Count >= commands.Length, string.Join('\n', replies));
        Assert.DoesNotContain(replies, line => line.Contains("mark", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(1, listener.Totals().Messages);
    }

    /// <summary>What we send smuggles nothing: no text that is handed to us has an end of data in it, whatever a server takes for one.</summary>
    [Theory]
    [InlineData("\n.\n")]
    [InlineData("\n.\r\n")]
    [InlineData("\r\n.\n")]
    [InlineData("\r.\r")]
    [InlineData("\r\n.\r\n")]
    [InlineData("\r\n.\r\r\n")]
    public async Task Send_TextWithAnEndOfData_IsOneMessageWithCrLfAlone(string end)
    {
        var received = new List<string>();
        var accept = ScriptedServer.AcceptAll();
        await using var server = ScriptedServer.Answering(line =>
        {
            received.Add(line);
            return accept(line);
        });
        var text = Encoding.ASCII.GetBytes($"A: b\r\n\r\nfirst{end}MAIL FROM:<evil@example.org>\r\nRCPT TO:<c@d.example>\r\n");
        var result = await SendSession.RunAsync(
            new SendRequest { Target = await Target.ResolveAsync(server.Target), Domain = "client.example", Messages = [new OutgoingMessage("a@b.example", ["c@d.example"], text)] },
            TestContext.Current.CancellationToken);
        Assert.Equal(Model.MessageFate.Delivered, result.Messages[0].Fate);
        Assert.Single(received, ".");
        Assert.True(received.IndexOf("MAIL FROM:<evil@example.org>") < received.IndexOf("."));
        Assert.DoesNotContain(received, line => line.AsSpan().ContainsAny('\r', '\n'));
    }
}

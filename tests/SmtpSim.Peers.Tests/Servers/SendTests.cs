namespace SmtpSim.Peers.Tests;

/// <summary><c>smtpsim send</c> to real servers: what they got is what was sent.</summary>
public sealed class SendTests
{
    [Fact]
    public void Send_ToSmtpSink_EnvelopeAndTextArrive()
    {
        using var sink = new SinkServer();
        var text = Send(sink.Address, "--to", "m1@mx-1", "--to", "m2@mx-1");
        var mail = Assert.Single(sink.WaitForMail(1));
        Assert.Contains("X-Mail-Args: <a@client.test>", mail, StringComparison.Ordinal);
        Assert.Contains("X-Rcpt-Args: <m1@mx-1>", mail, StringComparison.Ordinal);
        Assert.Contains("X-Rcpt-Args: <m2@mx-1>", mail, StringComparison.Ordinal);
        Assert.Contains("\n.dot\n", mail.Replace("\r", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("C: DATA", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Send_ToSmtpSinkThatRefuses_SaysForGoodOrForNow()
    {
        using (var sink = new SinkServer("-f", "rcpt"))
            Assert.Equal(77, Run(sink.Address, "--to", "m1@mx-1").Code);
        using (var sink = new SinkServer("-r", "rcpt"))
            Assert.Equal(75, Run(sink.Address, "--to", "m1@mx-1").Code);
        using (var sink = new SinkServer("-q", "data"))
            Assert.Equal(75, Run(sink.Address, "--to", "m1@mx-1").Code);
    }

    [Fact]
    public void Send_ToPostfix_IsQueuedAndDelivered()
    {
        using var postfix = new PostfixInstance(relayPort: 0);
        var text = Send($"127.0.0.1:{postfix.Port}", "--to", "m1@mx-1");
        Assert.Contains("queued as", text, StringComparison.Ordinal);
        postfix.WaitForLog("to=<m1@mx-1>, relay=none");
        Assert.Contains("from=<a@client.test>", postfix.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Send_ToExim_IsDeliveredIntoItsMailbox()
    {
        using var exim = new EximInstance();
        Send(exim.Address, "--to", "m1@mx-1");
        Assert.Contains("\n.dot\n", exim.WaitForMail("first line"), StringComparison.Ordinal);
    }

    [Fact]
    public void Send_ToAiosmtpd_IsPrintedByIt()
    {
        using var server = new AiosmtpdServer();
        Send(server.Address, "--to", "m1@mx-1");
        server.WaitFor(@"^\.dot$");
    }

    private static string Send(string address, params string[] options)
    {
        var (code, text) = Run(address, options);
        Assert.True(code == 0, text);
        return text;
    }

    private static (int Code, string Text) Run(string address, params string[] options) =>
        SmtpSimProgram.Run(["send", address, "--from", "a@client.test", "--text", "first line\n.dot\nlast line\n", .. options]);
}

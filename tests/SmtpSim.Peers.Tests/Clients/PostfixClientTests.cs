namespace SmtpSim.Peers.Tests;

/// <summary>A real Postfix queue manager in front of <c>smtpsim listen</c>.</summary>
public sealed class PostfixClientTests
{
    private static readonly string[] Hasty = ["minimal_backoff_time = 2s", "maximal_backoff_time = 4s", "queue_run_delay = 2s"];

    [Fact]
    public void Postfix_Greylisted_RetriesAndDelivers()
    {
        using var server = new ListeningServer("greylist: { delay: 3s, window: 1h, lifetime: 1d, reply: 451 4.7.1 Greylisted }, extensions: [size, pipelining, enhancedstatuscodes]");
        using var postfix = new PostfixInstance(server.Port, Hasty);
        Send(postfix, "m1@mx-1");
        postfix.WaitForLog("status=deferred (host 127.0.0.1[127.0.0.1] said: 451 4.7.1 Greylisted");
        postfix.WaitForLog("status=sent (250 ");
        Assert.Single(server.WaitForMail(1));
        Assert.Contains("S: 451 4.7.1 Greylisted", server.Said);
    }

    [Fact]
    public void Postfix_UnknownMailbox_Bounces()
    {
        using var server = new ListeningServer("rules: [ { recipient: 'nobody@*', reply: 550 5.1.1 No such mailbox } ]");
        using var postfix = new PostfixInstance(server.Port, Hasty);
        Send(postfix, "nobody@mx-1");
        postfix.WaitForLog("status=bounced (host 127.0.0.1[127.0.0.1] said: 550 5.1.1 No such mailbox");
    }

    [Fact]
    public void Postfix_TlsRequired_DeliversOverTls()
    {
        using var server = new ListeningServer("extensions: [size, pipelining, starttls, chunking, dsn, 8bitmime, enhancedstatuscodes]");
        using var postfix = new PostfixInstance(server.Port, [.. Hasty, "smtp_tls_security_level = encrypt", "smtp_tls_loglevel = 1"]);
        Send(postfix, "m1@mx-1");
        postfix.WaitForLog("status=sent (250 ");
        Assert.Contains("TLS connection established to 127.0.0.1", postfix.Log, StringComparison.Ordinal);
        Assert.Single(server.WaitForMail(1));
    }

    [Fact]
    public void Postfix_LostFinalReply_DeliversTwice()
    {
        // RFC 1047: the server has the message, the client never learns of it and sends it again.
        using var server = new ListeningServer("rules: [ { recipient: 'm1@*', at: body, fault: lose-reply, times: 1 } ]");
        using var postfix = new PostfixInstance(server.Port, [.. Hasty, "smtp_data_done_timeout = 3s"]);
        Send(postfix, "m1@mx-1");
        postfix.WaitForLog("status=sent (250 ");
        Assert.Equal(2, server.WaitForMail(2).Count);
    }

    private static void Send(PostfixInstance postfix, string recipient)
    {
        var (code, text) = PeerProcess.Run(Peer.Program("swaks"), ["--server", $"127.0.0.1:{postfix.Port}", "--from", "a@client.test", "--to", recipient]);
        Assert.True(code == 0, text);
    }
}

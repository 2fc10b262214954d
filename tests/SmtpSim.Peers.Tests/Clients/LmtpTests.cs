namespace SmtpSim.Peers.Tests;

/// <summary>LMTP (RFC 2033) with real software: Postfix's lmtp(8) delivers to <c>smtpsim listen</c>, and <c>smtpsim load</c> to aiosmtpd.</summary>
public sealed class LmtpTests
{
    [Fact]
    public void PostfixLmtp_OneOfTwoRecipientsDeferredAtText_DeliversTheOtherAtOnceAndThatOneLater()
    {
        using var server = new ListeningServer("protocol: lmtp, extensions: [size, pipelining, enhancedstatuscodes], rules: [ { recipient: 'm1@*', at: body, reply: 452 4.2.2 Mailbox full, times: 1 } ]");
        using var postfix = new PostfixInstance(relayPort: 0, [
            $"default_transport = lmtp:[127.0.0.1]:{server.Port}", "minimal_backoff_time = 2s", "maximal_backoff_time = 4s", "queue_run_delay = 2s"]);
        var (code, text) = PeerProcess.Run(Peer.Program("swaks"), ["--server", $"127.0.0.1:{postfix.Port}", "--from", "a@client.test", "--to", "m1@mx-1,m2@mx-1"]);
        Assert.True(code == 0, text);

        postfix.WaitForLog("to=<m1@mx-1>, relay=127.0.0.1[127.0.0.1]");
        postfix.WaitForLog("status=deferred (host 127.0.0.1[127.0.0.1] said: 452 4.2.2 Mailbox full (in reply to end of DATA command))");
        Until.True(() => postfix.Log.Split("status=sent (250 ").Length == 3, () => $"Postfix logged:\n{postfix.Log}"); // each recipient once
        Assert.Equal(2, server.WaitForMail(2).Count);
        var said = server.Said;
        Assert.Contains(said, line => line.StartsWith("C: LHLO ", StringComparison.Ordinal));
        Assert.DoesNotContain(said, line => line.StartsWith("C: EHLO ", StringComparison.Ordinal));
        Assert.Equal((2, 1), (said.Count(line => line.StartsWith("C: RCPT TO:<m1@", StringComparison.Ordinal)), said.Count(line => line.StartsWith("C: RCPT TO:<m2@", StringComparison.Ordinal))));
    }

    [Fact]
    public void Load_IntoAiosmtpdLmtp_EveryMessageArrivesOnce()
    {
        using var server = new AiosmtpdServer(lmtp: true);
        using var folder = new Folder();
        var scenario = folder.Write("load.yaml", """
            schema: 1
            name: load
            duration: 1s
            drain: 4h
            servers: { mx: { count: 1, protocol: lmtp } }
            clients: { mta: { count: 2, concurrency: 2, messages-per-session: 5, retry: none } }
            traffic: [ { from: mta, to: mx, arrivals: { burst: 10 } } ]
            """);
        var (code, text) = SmtpSimProgram.Run(["load", scenario, "--target", server.Address, "--out", folder["results"]]);
        Assert.True(code == 0, text);
        Assert.Contains("100 %", text, StringComparison.Ordinal);
        for (var client = 1; client <= 2; client++)
        {
            for (var message = 1; message <= 10; message++)
                server.WaitFor($@"^X-SmtpSim-Message: mta-{client}/{message}$");
        }
    }
}

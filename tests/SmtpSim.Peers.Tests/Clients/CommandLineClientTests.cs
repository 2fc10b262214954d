namespace SmtpSim.Peers.Tests;

/// <summary>Mail clients of the command line against <c>smtpsim listen</c>: each delivers, in clear and over TLS, and is told its failures.</summary>
public sealed class CommandLineClientTests
{
    private const string Message = "From: <a@client.test>\nTo: <m1@mx-1>\nSubject: from a peer\n\nfirst line\n.a line with a dot\n..two\nlast line\n";

    [Fact]
    public void Swaks_OverTls_DeliversWhatItSent()
    {
        using var server = new ListeningServer("extensions: [size, pipelining, starttls, enhancedstatuscodes]");
        var (code, text) = PeerProcess.Run(Peer.Program("swaks"),
            ["--server", server.Address, "--from", "a@client.test", "--to", "m1@mx-1", "--tls", "--data", "Subject: swaks\\n\\n.dot\\nend\\n"]);
        Assert.True(code == 0, text);
        Assert.Contains("=== TLS started", text, StringComparison.Ordinal);
        Assert.Contains("\n.dot\nend\n", Assert.Single(server.WaitForMail(1)), StringComparison.Ordinal);
        server.WaitForSaid("C: STARTTLS");
    }

    [Fact]
    public void Swaks_Pipelining_SeesEachRecipientsFate()
    {
        using var server = new ListeningServer("extensions: [size, pipelining, enhancedstatuscodes], rules: [ { recipient: 'full@*', reply: 452 4.2.2 Mailbox full } ]");
        var (code, text) = PeerProcess.Run(Peer.Program("swaks"),
            ["--server", server.Address, "--from", "a@client.test", "--to", "m1@mx-1,full@mx-1,m2@mx-1", "--pipeline"]);
        Assert.True(code == 0, text);
        Assert.Contains("452 4.2.2 Mailbox full", text, StringComparison.Ordinal);
        Assert.Contains("354", text, StringComparison.Ordinal);
        Assert.Single(server.WaitForMail(1));
    }

    [Fact]
    public void Swaks_AskingForAFailure_IsToldOfIt()
    {
        using var server = new ListeningServer("count: 1", "--address-rules");
        var (code, text) = PeerProcess.Run(Peer.Program("swaks"), ["--server", server.Address, "--from", "a@client.test", "--to", "reply-451-4.7.1@mx-1"]);
        Assert.NotEqual(0, code);
        Assert.Contains("451 4.7.1", text, StringComparison.Ordinal);
        Assert.Empty(server.Mail);
    }

    [Theory]
    [InlineData("smtp")]
    [InlineData("starttls")]
    public void Curl_Message_IsKeptAsSent(string mode)
    {
        using var folder = new Folder();
        var file = folder.Write("message.eml", Message.Replace("\n", "\r\n", StringComparison.Ordinal));
        using var server = new ListeningServer("extensions: [size, starttls, enhancedstatuscodes]");
        string[] tls = mode == "starttls" ? ["--ssl-reqd", "--insecure"] : [];
        var (code, text) = PeerProcess.Run(Peer.Program("curl"),
            ["--silent", "--show-error", $"smtp://{server.Address}/client.test", "--mail-from", "a@client.test", "--mail-rcpt", "m1@mx-1", "--upload-file", file, .. tls]);
        Assert.True(code == 0, text);
        Assert.EndsWith("\n\nfirst line\n.a line with a dot\n..two\nlast line\n", Assert.Single(server.WaitForMail(1)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("off")]
    [InlineData("on")]
    public void Msmtp_Message_IsKeptAsSent(string tls)
    {
        using var server = new ListeningServer("extensions: [size, pipelining, starttls, enhancedstatuscodes]");
        var (code, text) = PeerProcess.Run(Peer.Program("msmtp"),
            ["--host=127.0.0.1", $"--port={server.Port}", "--from=a@client.test", $"--tls={tls}", "--tls-certcheck=off", "--auth=off", "m1@mx-1"], Message);
        Assert.True(code == 0, text);
        Assert.EndsWith("\n\nfirst line\n.a line with a dot\n..two\nlast line\n", Assert.Single(server.WaitForMail(1)), StringComparison.Ordinal);
    }

    [Fact]
    public void Msmtp_UnknownMailbox_SaysWhatTheServerSaid()
    {
        using var server = new ListeningServer("rules: [ { recipient: 'nobody@*', reply: 550 5.1.1 No such mailbox } ]");
        var (code, text) = PeerProcess.Run(Peer.Program("msmtp"),
            ["--host=127.0.0.1", $"--port={server.Port}", "--from=a@client.test", "--tls=off", "--auth=off", "nobody@mx-1"], Message);
        Assert.NotEqual(0, code);
        Assert.Contains("550 5.1.1 No such mailbox", text, StringComparison.Ordinal);
        Assert.Empty(server.Mail);
    }

    [Fact]
    public void SmtpSource_HundredMessagesInTwentySessions_AllArriveOnce()
    {
        using var server = new ListeningServer();
        var (code, text) = PeerProcess.Run(Peer.Program("smtp-source"), ["-s", "20", "-m", "100", "-N", "-l", "3000", "-f", "a@client.test", "-t", "m1@mx-1", server.Address]);
        Assert.True(code == 0, text);
        server.WaitForMail(100);
        Assert.Equal(100, server.Mail.Count);
    }
}

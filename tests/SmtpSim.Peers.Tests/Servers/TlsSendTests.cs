namespace SmtpSim.Peers.Tests;

/// <summary><c>smtpsim send</c> over STARTTLS and with pipelining, where the server has them.</summary>
public sealed class TlsSendTests
{
    [Fact]
    public void Send_ToPostfixOverTlsAndPipelined_PostfixSawBoth()
    {
        using var certificate = new ServerCertificate();
        using var postfix = new PostfixInstance(relayPort: 0, $"smtpd_tls_cert_file = {certificate.Path}", $"smtpd_tls_key_file = {certificate.KeyPath}",
            "smtpd_tls_security_level = may", "smtpd_tls_auth_only = yes", "smtpd_tls_loglevel = 1");
        var text = Send($"127.0.0.1:{postfix.Port}");
        Assert.Contains("250-PIPELINING", text, StringComparison.Ordinal);
        postfix.WaitForLog("TLS connection established from localhost[127.0.0.1]");
        postfix.WaitForLog("to=<m1@mx-1>, relay=none");
        postfix.WaitForLog("to=<m2@mx-1>, relay=none");
    }

    [Fact]
    public void Send_ToEximOverTlsAndPipelined_IsDelivered()
    {
        using var certificate = new ServerCertificate();
        using var exim = new EximInstance(certificate);
        var text = Send(exim.Address);
        Assert.Contains("250-PIPELINING", text, StringComparison.Ordinal);
        Assert.Contains("esmtps", exim.WaitForMail("first line"), StringComparison.Ordinal);
    }

    /// <summary>It has no PIPELINING, and takes no mail outside TLS.</summary>
    [Fact]
    public void Send_ToAiosmtpdOverTls_IsPrintedByIt()
    {
        using var certificate = new ServerCertificate();
        using var server = new AiosmtpdServer(certificate: certificate);
        var (code, text) = SmtpSimProgram.Run("send", server.Address, "--from", "a@client.test", "--to", "m1@mx-1", "--text", "no TLS\n");
        Assert.True(code != 0 && text.Contains("530 Must issue a STARTTLS command first", StringComparison.Ordinal), text);
        Assert.Contains("250-STARTTLS", Send(server.Address), StringComparison.Ordinal);
        server.WaitFor(@"^\.dot$");
    }

    [Fact]
    public void Send_ToSmtpSinkPipelined_ArrivesAsSent()
    {
        using var sink = new SinkServer();
        var (code, text) = SmtpSimProgram.Run("send", sink.Address, "--from", "a@client.test", "--to", "m1@mx-1", "--to", "m2@mx-1", "--text", "first line\n.dot\n", "--pipelining");
        Assert.True(code == 0, text);
        var mail = Assert.Single(sink.WaitForMail(1));
        Assert.Contains("X-Rcpt-Args: <m2@mx-1>", mail, StringComparison.Ordinal);
        Assert.Contains("\n.dot\n", mail.Replace("\r", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static string Send(string address)
    {
        var (code, text) = SmtpSimProgram.Run("send", address, "--from", "a@client.test", "--to", "m1@mx-1", "--to", "m2@mx-1", "--text", "first line\n.dot\n", "--tls", "must", "--pipelining");
        Assert.True(code == 0, text);
        var starttls = text.IndexOf("C: STARTTLS", StringComparison.Ordinal);
        Assert.True(starttls > 0 && text.IndexOf("C: MAIL FROM", StringComparison.Ordinal) > starttls, text);
        return text;
    }
}

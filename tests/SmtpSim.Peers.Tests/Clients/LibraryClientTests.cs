using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace SmtpSim.Peers.Tests;

/// <summary>Mail libraries against <c>smtpsim listen</c>.</summary>
public sealed class LibraryClientTests
{
    private const string Extensions = "extensions: [size, pipelining, 8bitmime, smtputf8, chunking, dsn, starttls, enhancedstatuscodes]";

    [Theory]
    [InlineData(SecureSocketOptions.None)]
    [InlineData(SecureSocketOptions.StartTls)]
    public async Task MailKit_PipelinesAndDelivers(SecureSocketOptions security)
    {
        using var server = new ListeningServer(Extensions);
        using var client = new SmtpClient();
        client.ServerCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == certificate?.Issuer; // made on the fly
        client.CheckCertificateRevocation = false;
        await client.ConnectAsync("127.0.0.1", server.Port, security, TestContext.Current.CancellationToken);
        Assert.True(client.Capabilities.HasFlag(SmtpCapabilities.Pipelining | SmtpCapabilities.Chunking | SmtpCapabilities.Dsn | SmtpCapabilities.UTF8));
        Assert.Equal(security == SecureSocketOptions.StartTls, client.IsSecure);
        for (var i = 1; i <= 3; i++)
            await client.SendAsync(MessageTo($"m{i}@mx-1", $"m{i + 10}@mx-1"), TestContext.Current.CancellationToken);
        await client.DisconnectAsync(quit: true, TestContext.Current.CancellationToken);
        Assert.All(server.WaitForMail(3), mail => Assert.Contains("Grüße", mail, StringComparison.Ordinal));
        server.WaitForSaid(security == SecureSocketOptions.StartTls ? "C: STARTTLS" : "C: EHLO");
    }

    [Fact]
    public async Task MailKit_RefusedRecipient_ThrowsWithTheServersWords()
    {
        using var server = new ListeningServer(Extensions + ", rules: [ { recipient: 'nobody@*', reply: 550 5.1.1 No such mailbox } ]");
        using var client = new SmtpClient();
        await client.ConnectAsync("127.0.0.1", server.Port, SecureSocketOptions.None, TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<SmtpCommandException>(() => client.SendAsync(MessageTo("nobody@mx-1"), TestContext.Current.CancellationToken));
        Assert.Equal(SmtpErrorCode.RecipientNotAccepted, error.ErrorCode);
        Assert.Equal("nobody@mx-1", error.Mailbox?.Address);
        Assert.Contains("No such mailbox", error.Message, StringComparison.Ordinal);
        await client.SendAsync(MessageTo("m1@mx-1"), TestContext.Current.CancellationToken); // the session goes on
        Assert.Single(server.WaitForMail(1));
    }

    [Fact]
    public void Smtplib_OverTlsWithDsn_DeliversAndSeesRefusals()
    {
        const string script = """
            import smtplib, ssl, sys
            context = ssl._create_unverified_context()
            client = smtplib.SMTP("127.0.0.1", int(sys.argv[1]), timeout=30)
            client.starttls(context=context)
            client.ehlo()
            assert client.has_extn("dsn") and client.has_extn("pipelining") and not client.has_extn("starttls"), client.esmtp_features
            refused = client.sendmail("a@client.test", ["m1@mx-1", "nobody@mx-1"], b"Subject: smtplib\r\n\r\n.dot\r\nend\r\n", ["BODY=8BITMIME", "RET=HDRS"], ["NOTIFY=FAILURE"])
            assert refused == {"nobody@mx-1": (550, b"5.1.1 No such mailbox")}, refused
            code, text = client.docmd("MAIL")
            assert code == 501, (code, text)
            client.quit()
            print("fine")
            """;
        using var server = new ListeningServer(Extensions + ", rules: [ { recipient: 'nobody@*', reply: 550 5.1.1 No such mailbox } ]");
        var (code, text) = PeerProcess.Run(Peer.Program("python3"), ["-c", script, server.Port.ToString(CultureInfo.InvariantCulture)]);
        Assert.True(code == 0, text);
        Assert.Contains("\n.dot\nend\n", Assert.Single(server.WaitForMail(1)), StringComparison.Ordinal);
    }

    [Fact]
    public void Nodemailer_PoolOverTls_DeliversAll()
    {
        const string script = """
            const nodemailer = require(process.env.SMTPSIM_NODEMAILER || 'nodemailer');
            const transport = nodemailer.createTransport({ host: '127.0.0.1', port: +process.argv[1], pool: true, maxConnections: 3, requireTLS: true, tls: { rejectUnauthorized: false } });
            Promise.all([...Array(9).keys()].map(i => transport.sendMail({ from: 'a@client.test', to: `m${i}@mx-1`, subject: 'nodemailer', text: '.dot\nend' })))
              .then(all => { console.log(all.every(one => one.response.startsWith('250')) ? 'fine' : JSON.stringify(all)); transport.close(); })
              .catch(error => { console.log(error.stack); process.exit(1); });
            """;
        var node = Peer.Program("node");
        Peer.Need(PeerProcess.Run(node, ["-e", "require(process.env.SMTPSIM_NODEMAILER || 'nodemailer')"]).Code == 0, "nodemailer is not on this machine");
        using var server = new ListeningServer(Extensions);
        var (code, text) = PeerProcess.Run(node, ["-e", script, server.Port.ToString(CultureInfo.InvariantCulture)]);
        Assert.True(code == 0 && text.Contains("fine", StringComparison.Ordinal), text);
        Assert.Equal(9, server.WaitForMail(9).Count);
    }

    private static MimeMessage MessageTo(params string[] recipients)
    {
        var message = new MimeMessage { Subject = "MailKit", Body = new TextPart("plain") { Text = "Grüße\n.dot\n", ContentTransferEncoding = ContentEncoding.EightBit } };
        message.From.Add(new MailboxAddress("", "a@client.test"));
        message.To.AddRange(recipients.Select(recipient => new MailboxAddress("", recipient)));
        return message;
    }
}

using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Wire.Tests;

/// <summary>The service extensions over TCP: that each is spoken right is the protocol core's affair, here it is what reaches the wire and the transcript.</summary>
public sealed class SendExtensionTests
{
    private const string Password = "tr0ub4dor";

    private static readonly OutgoingMessage Letter = new("a@example.org", ["b@example.org"], Encoding.ASCII.GetBytes("Subject: x\r\n\r\none\r\n"));

    [Theory]
    [InlineData(TlsUse.May)]
    [InlineData(TlsUse.Must)]
    public async Task StartTls_Offered_IsUsedAndWhatCameBeforeItIsForgotten(TlsUse use)
    {
        await using var server = TlsServer(injected: "250-injected\r\n250 8BITMIME\r\n");
        var result = await SendAsync(server, new ClientOptions { Tls = use });
        Assert.Equal((SendEnd.Completed, MessageFate.Delivered), (result.End, result.Messages[0].Fate));
        var texts = result.Lines.Select(line => line.Text).ToList();
        var tls = texts.FindIndex(text => text.StartsWith("TLS 1.", StringComparison.Ordinal));
        Assert.Equal("220 2.0.0 Go ahead", texts[tls - 1]);
        Assert.Contains("CN=test", texts[tls]);
        Assert.Equal("EHLO client.example", texts[tls + 1]);
        Assert.DoesNotContain(texts, text => text.Contains("injected", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StartTls_CertificateThatIsNotGood_EndsTheSessionWhereItIsVerified()
    {
        await using var server = TlsServer();
        var result = await SendAsync(server, new ClientOptions { Tls = TlsUse.Must }, verify: true);
        Assert.Equal((SendEnd.TlsFailed, MessageFate.Queued), (result.End, result.Messages[0].Fate));
        Assert.StartsWith("no TLS: certificate of CN=test (", result.Lines[^1].Text);
        Assert.Contains("not trusted here", result.Lines[^1].Text);
    }

    [Fact]
    public async Task StartTls_ServerThatSpeaksNoTls_EndsTheSession()
    {
        await using var server = ScriptedServer.Answering(line => line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-fake\r\n250 STARTTLS\r\n" : "220 Go ahead\r\nno handshake\r\n");
        var result = await SendAsync(server, new ClientOptions { Tls = TlsUse.May }, timeout: TimeSpan.FromSeconds(2));
        Assert.NotEqual(SendEnd.Completed, result.End);
        Assert.Equal(MessageFate.Queued, result.Messages[0].Fate);
    }

    [Fact]
    public async Task StartTls_AskedForAndNotOffered_SendsNothing()
    {
        await using var server = ScriptedServer.Answering(ScriptedServer.AcceptAll());
        var result = await SendAsync(server, new ClientOptions { Tls = TlsUse.Must });
        Assert.Equal((MessageFate.Queued, "the server offers no TLS, which is asked for"), (result.Messages[0].Fate, result.Messages[0].Recipients[0].Reply));
        Assert.DoesNotContain(result.Lines, line => line.Text.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(AuthMechanisms.Plain, "AUTH PLAIN (not shown)")]
    [InlineData(AuthMechanisms.Login, "(not shown)")]
    public async Task Auth_Password_IsNotInTheTranscript(AuthMechanisms mechanism, string shown)
    {
        var (accept, seen, questions) = (ScriptedServer.AcceptAll(), new List<string>(), new Queue<string>());
        await using var server = ScriptedServer.Answering(line =>
        {
            seen.Add(line);
            if (line.StartsWith("EHLO", StringComparison.Ordinal))
                return "250-fake\r\n250 AUTH PLAIN LOGIN\r\n";
            if (line.StartsWith("AUTH PLAIN", StringComparison.Ordinal))
                return "235 2.7.0 Welcome\r\n";
            if (line.StartsWith("AUTH LOGIN", StringComparison.Ordinal))
                questions = new Queue<string>(["334 VXNlcm5hbWU6\r\n", "334 UGFzc3dvcmQ6\r\n", "235 2.7.0 Welcome\r\n"]);
            return questions.TryDequeue(out var question) ? question : accept(line);
        });
        var options = new ClientOptions { Credentials = new Credentials("user", Password, "nonce"), Mechanisms = mechanism, AllowsCleartextPassword = true };
        var result = await SendAsync(server, options);
        Assert.Equal(MessageFate.Delivered, result.Messages[0].Fate);
        Assert.Contains(shown, result.Lines.Select(line => line.Text));
        var secrets = seen.Where(line => line.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(Password)), StringComparison.Ordinal)
            || line.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes("\0user\0" + Password)), StringComparison.Ordinal)).ToList();
        Assert.Single(secrets);
        Assert.DoesNotContain(result.Lines, line => line.Text == secrets[0]);
    }

    [Fact]
    public async Task Pipelining_Offered_SendsTheGroupAtOnce()
    {
        var (accept, groups) = (ScriptedServer.AcceptAll(), 0);
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("220 fake\r\n");
            var waiting = new StringBuilder();
            while (await peer.ReadLineAsync() is { } line)
            {
                // Nothing is answered before DATA has come: a client that waits for each reply would never get there.
                waiting.Append(line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-fake\r\n250 PIPELINING\r\n" : accept(line));
                if (line.StartsWith("MAIL", StringComparison.Ordinal) || line.StartsWith("RCPT", StringComparison.Ordinal))
                    continue;
                groups += line == "DATA" ? 1 : 0;
                await peer.SendAsync(waiting.ToString());
                waiting.Clear();
            }
        });
        var result = await SendAsync(server, new ClientOptions { Pipelining = true });
        Assert.Equal((MessageFate.Delivered, 1), (result.Messages[0].Fate, groups));
        Assert.Equal(
            ["MAIL FROM:<a@example.org>", "RCPT TO:<b@example.org>", "DATA", "250 2.1.0 Ok", "250 2.1.0 Ok", "354 Go ahead", "(19 bytes of message text)", "."],
            result.Lines.Select(line => line.Text).SkipWhile(text => !text.StartsWith("MAIL", StringComparison.Ordinal)).Take(8));
    }

    [Fact]
    public async Task Chunking_Offered_ShowsEachChunk()
    {
        var chunk = 0;
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("220 fake\r\n");
            while (await peer.ReadLineAsync() is { } line)
            {
                if (line.StartsWith("BDAT", StringComparison.Ordinal))
                {
                    for (chunk = int.Parse(line.Split(' ')[1]); chunk > 0;)
                        chunk -= (await peer.ReadLineAsync())!.Length + 2;
                }

                await peer.SendAsync(line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-fake\r\n250 CHUNKING\r\n" : line == "QUIT" ? "221 Bye\r\n" : "250 2.0.0 Ok\r\n");
            }
        });
        var result = await SendAsync(server, new ClientOptions { Chunking = true, ChunkSize = 14 });
        Assert.Equal(MessageFate.Delivered, result.Messages[0].Fate);
        Assert.Equal(
            ["BDAT 14", "(14 bytes of message text)", "250 2.0.0 Ok", "BDAT 5 LAST", "(5 bytes of message text)", "250 2.0.0 Ok"],
            result.Lines.Select(line => line.Text).SkipWhile(text => !text.StartsWith("BDAT", StringComparison.Ordinal)).Take(6));
    }

    [Fact]
    public async Task Lmtp_EachRecipient_HasItsOwnReply()
    {
        var accept = ScriptedServer.AcceptAll();
        await using var server = ScriptedServer.Answering(line =>
            line.StartsWith("LHLO", StringComparison.Ordinal) ? "250 fake\r\n" : accept(line) is var reply && line == "." ? "250 2.0.0 One\r\n452 4.2.2 Full\r\n" : reply);
        var result = await SendAsync(server, new ClientOptions { Lmtp = true }, message: Letter with { Recipients = ["b@example.org", "c@example.org"] });
        Assert.Equal([(MessageFate.Delivered, "250 2.0.0 One"), (MessageFate.Queued, "452 4.2.2 Full")], result.Messages[0].Recipients.Select(recipient => (recipient.Fate, recipient.Reply!)));
    }

    private static async Task<SendResult> SendAsync(ScriptedServer server, ClientOptions options, bool verify = false, TimeSpan? timeout = null, OutgoingMessage? message = null)
        => await SendSession.RunAsync(
            new SendRequest
            {
                Target = await Target.ResolveAsync(server.Target),
                Domain = "client.example",
                Messages = [message ?? Letter],
                Options = options,
                VerifiesCertificate = verify,
                Timeout = timeout ?? TimeSpan.FromSeconds(30),
            },
            TestContext.Current.CancellationToken);

    /// <summary>A server with STARTTLS that sends something in clear text behind its 220.</summary>
    private static ScriptedServer TlsServer(string injected = "") => ScriptedServer.Start(async peer =>
    {
        await peer.SendAsync("220 fake\r\n");
        while (await peer.ReadLineAsync() is { } line && line != "STARTTLS")
            await peer.SendAsync("250-fake\r\n250 STARTTLS\r\n");
        await peer.SendAsync("220 2.0.0 Go ahead\r\n" + injected);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await using var tls = new SslStream(peer.Stream, leaveInnerStreamOpen: true);
        try
        {
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, peer.Stopping);
        }
        catch (System.Security.Authentication.AuthenticationException)
        {
            return;
        }

        using var reader = new StreamReader(tls, Encoding.Latin1);
        var accept = ScriptedServer.AcceptAll();
        while (await reader.ReadLineAsync(peer.Stopping) is { } line)
            await tls.WriteAsync(Encoding.Latin1.GetBytes(accept(line)!), peer.Stopping);
    });
}

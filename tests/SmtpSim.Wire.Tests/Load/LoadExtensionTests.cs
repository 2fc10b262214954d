using System.Collections.Concurrent;
using System.Net.Security;
using System.Text;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Wire.Tests;

/// <summary>A fleet against our own listener, which offers everything: STARTTLS, AUTH, CHUNKING and PIPELINING.</summary>
public sealed class LoadExtensionTests : LoadTests
{
    private static readonly Credentials Joe = new("joe", "secret", "");

    private readonly ConcurrentQueue<ListenEvent> _events = new();

    [Theory]
    [InlineData("plain", 1)]
    [InlineData("login", 3)]
    [InlineData("scram-sha-256", 3)]
    public async Task Load_WithAllExtensions_SaysWhatTheScenarioHas(string mechanism, int lines)
    {
        using var listener = Listen();
        var outcome = await RunAsync(await OptionsAsync(
            listener.EndPoint.ToString(), "clients.mta.tls=must", $"clients.mta.auth={mechanism}", "clients.mta.chunking=true") with { Credentials = Joe });
        Assert.Equal((LoadEnd.Completed, 6, 6, 0), (outcome.End, outcome.Counts.Secured, outcome.Result.Clients[0][ClientCounter.MessagesDelivered], outcome.Counts.Insecure));
        Assert.Equal((6, 12_000), (listener.Totals().Messages, listener.Totals().Bytes));
        var dialogues = Dialogues();
        Assert.Equal(6, dialogues.Count);
        Assert.All(dialogues, commands => Assert.Equal(["EHLO", "STARTTLS", "EHLO", "AUTH"], commands.Take(4)));
        Assert.All(dialogues, commands => Assert.Equal(["MAIL", "RCPT", "RCPT", "BDAT", "QUIT"], commands.Skip(3 + lines)));
    }

    [Fact]
    public async Task Load_MessagesPerSession_ShareATlsSession()
    {
        using var listener = Listen();
        var outcome = await RunAsync(await OptionsAsync(listener.EndPoint.ToString(), "clients.mta.concurrency=1", "clients.mta.messages-per-session=10", "servers.mx.count=1"));
        Assert.Equal((2, 6), (outcome.Counts.Secured, listener.Totals().Messages));
    }

    [Theory]
    [InlineData("true", "2 MB")]
    [InlineData("false", "2 MB")]
    [InlineData("true", "30 B")]
    public async Task Load_TextInsideTls_ArrivesWhole(string chunking, string size)
    {
        using var listener = Listen();
        var outcome = await RunAsync(await OptionsAsync(listener.EndPoint.ToString(), "clients.mta.tls=must", $"clients.mta.chunking={chunking}", $"traffic[0].size={size}"));
        Assert.Equal((LoadEnd.Completed, 6), (outcome.End, outcome.Result.Clients[0][ClientCounter.MessagesDelivered]));
        Assert.Equal(size == "30 B" ? 6 * "X-SmtpSim-Message: mta-1/1\r\n\r\n".Length : 12_000_000, listener.Totals().Bytes);
    }

    [Fact]
    public async Task Load_TlsMustAndNotOffered_SendsNothing()
    {
        using var listener = Listen(options => options with { Certificate = null });
        var outcome = await RunAsync(await OptionsAsync(listener.EndPoint.ToString(), "clients.mta.tls=must", "clients.mta.retry=none"));
        Assert.Equal((LoadEnd.Completed, 6, 0), (outcome.End, outcome.Result.Clients[0][ClientCounter.MessagesExpired], outcome.Counts.Secured));
        Assert.All(Dialogues(), commands => Assert.Equal(["EHLO", "QUIT"], commands));
    }

    [Fact]
    public async Task Load_WrongPassword_SendsNothingAndShowsTheReplies()
    {
        using var listener = Listen();
        var outcome = await RunAsync(await OptionsAsync(
            listener.EndPoint.ToString(), "clients.mta.auth=plain", "clients.mta.retry=none") with { Credentials = Joe with { Password = "wrong" } });
        var metrics = outcome.Result.Clients[0];
        Assert.Equal((6, 6, 0), (metrics[ClientCounter.MessagesExpired], metrics.Replies[535 - ReplyCounts.First], listener.Totals().Messages));
    }

    [Fact]
    public async Task Load_CertificateThatFails_EndsTheRunAndSaysWhy()
    {
        using var listener = Listen();
        var outcome = await RunAsync(await OptionsAsync(listener.EndPoint.ToString()) with { VerifiesCertificate = true, Speed = 60 });
        Assert.Equal(LoadEnd.Insecure, outcome.End);
        Assert.Contains("not trusted here", outcome.Trouble, StringComparison.Ordinal);
        Assert.Equal((0, 0), (outcome.Counts.Secured, listener.Totals().Messages));
    }

    [Fact]
    public async Task Load_HandshakeAnsweredWithGarbage_LosesThatSession()
    {
        await using var server = ScriptedServer.Answering(
            line => line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-fake\r\n250 STARTTLS\r\n" : line == "STARTTLS" ? "220 go\r\n" : "554 no TLS here\r\n");
        var outcome = await RunAsync(await OptionsAsync(server.Target, "clients.mta.retry=none"));
        Assert.Equal((LoadEnd.Insecure, 6, 0), (outcome.End, outcome.Counts.Insecure, outcome.Counts.Secured));
        Assert.Equal(6, outcome.Result.Clients[0].EndsOf(SessionEnd.ConnectionLost, Phase.ConnectionEstablishment));
    }

    [Theory]
    [InlineData("clients.mta.tls=must", "250 SIZE\r\n", Protocol.ServiceExtensions.StartTls)]
    [InlineData("clients.mta.auth=plain", "250 AUTH LOGIN\r\n", Protocol.ServiceExtensions.Auth)]
    public async Task Load_ServerThatLacksWhatTheClientsNeed_IsTold(string client, string offered, Protocol.ServiceExtensions expected)
    {
        await using var server = ScriptedServer.Answering(line => line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-fake\r\n" + offered : "221 bye\r\n");
        var outcome = await RunAsync(await OptionsAsync(server.Target, "clients.mta.retry=none", client) with { Credentials = new("joe", "secret", "") });
        Assert.Equal((expected, 6), (Assert.Single(outcome.Lacking).Key, outcome.Lacking[expected]));
        Assert.Equal(6, outcome.Result.Clients[0][ClientCounter.MessagesExpired]);
    }

    [Fact]
    public async Task Load_SilenceInTheHandshake_TimesOut()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("220 fake\r\n");
            await peer.ReadLineAsync();
            await peer.SendAsync("250-fake\r\n250 STARTTLS\r\n");
            await peer.ReadLineAsync();
            await peer.SendAsync("220 go\r\n");
            await peer.SilenceAsync();
        });
        var outcome = await RunAsync(await OptionsAsync(server.Target, "clients.mta.retry=none", "clients.mta.timeouts.hello=10m"));
        Assert.Equal(6, outcome.Result.Clients[0].EndsOf(SessionEnd.TimedOut, Phase.ConnectionEstablishment));
    }

    [Fact]
    public async Task Load_RepliesBehindTheGrantOfTls_AreThrownAway()
    {
        using var certificate = SelfSignedCertificate.Create("fake");
        var lines = new ConcurrentQueue<string>();
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("220 fake\r\n");
            await peer.ReadLineAsync();
            await peer.SendAsync("250-fake\r\n250-CHUNKING\r\n250 STARTTLS\r\n");
            await peer.ReadLineAsync();
            // Whoever sits in the middle answers the EHLO, and the MAIL, that are to come inside.
            await peer.SendAsync("220 go\r\n250-fake\r\n250 PIPELINING\r\n250 ok\r\n");
            await using var tls = new SslStream(peer.Stream);
            await tls.AuthenticateAsServerAsync(certificate);
            using var reader = new StreamReader(tls, Encoding.Latin1);
            while (await reader.ReadLineAsync(peer.Stopping) is { } line)
            {
                lines.Enqueue(line);
                await tls.WriteAsync("550 no\r\n"u8.ToArray(), peer.Stopping);
                if (line == "QUIT")
                    return;
            }
        });
        await RunAsync(await OptionsAsync(server.Target, "clients.mta.retry=none", "clients.mta.count=1", "traffic[0].arrivals={ burst: 1 }", "servers.mx.count=1"));
        Assert.Equal(["EHLO mta", "HELO mta", "QUIT"], lines);
    }

    private Listener Listen(Func<ListenOptions, ListenOptions>? with = null) => ListeningServer.Start(with: options =>
    {
        options = options with
        {
            Certificate = SelfSignedCertificate.Create("mx"),
            Users = new Dictionary<string, string> { ["joe"] = "secret" },
            OnEvent = _events.Enqueue,
        };
        return with is null ? options : with(options);
    });

    /// <summary>The verbs of each session; a line of an AUTH exchange is no verb.</summary>
    private List<List<string>> Dialogues() =>
    [
        .. _events.Where(one => one.Event == ListenEventKind.Command).GroupBy(one => one.Session)
            .Select(session => session.OrderBy(one => one.Time).Select(one => one.Text.Split(' ')[0]).ToList()),
    ];
}

using System.Net;
using System.Net.Sockets;
using SmtpSim.Protocol;

namespace SmtpSim.Wire.Tests;

public sealed class ConformCheckTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task OwnProtocol_EveryMust_IsMet()
    {
        using var server = new ConversationServer();
        var report = await CheckAsync(server.Target, options => options with { To = "postmaster@mx.example.org", Credentials = ("user", "password") });
        AssertConforms(report);
        Assert.Empty(report.Results.Where(result => result.Outcome == ConformOutcome.Skipped && result.Case is { Level: ConformLevel.Must, Protocols: not ConformProtocols.Lmtp })
            .Where(result => !MaySkip(result.Reason!)).Select(result => $"{result.Case.Id}: {result.Reason}"));
    }

    [Fact]
    public async Task OwnProtocol_AsLmtp_MeetsEveryMust()
    {
        using var server = new ConversationServer(ServerOffer.Everything with { Lmtp = true });
        AssertConforms(await CheckAsync(server.Target, options => options with { Lmtp = true }));
    }

    [Fact]
    public async Task OwnListener_EveryMust_IsMet()
    {
        using var certificate = SelfSignedCertificate.Create("mx");
        using var listener = ListeningServer.Start(with: options => options with { Certificate = certificate, Users = new Dictionary<string, string> { ["user"] = "password" } });
        var report = await CheckAsync(listener.EndPoint.ToString(), options => options with { Credentials = ("user", "password") });
        AssertConforms(report);
        Assert.True(report.Count(ConformLevel.Must, ConformOutcome.Passed) > 120);
    }

    [Fact]
    public async Task OwnListener_InsideTls_MeetsEveryMustThere()
    {
        using var certificate = SelfSignedCertificate.Create("mx");
        using var listener = ListeningServer.Start("{ require: tls }", with: options => options with { Certificate = certificate, Users = new Dictionary<string, string> { ["user"] = "password" } });
        var report = await CheckAsync(listener.EndPoint.ToString(), options => options with { StartTls = true, Credentials = ("user", "password") }, only: "3461");
        AssertConforms(report);
        Assert.True(report.Count(ConformLevel.Must, ConformOutcome.Passed) > 12);
        Assert.All(report.Results, result => Assert.Contains(result.Transcript, line => line.Text == "TLS handshake"));
        // Without it the same server takes no mail.
        var outside = await CheckAsync(listener.EndPoint.ToString(), only: "3461");
        Assert.Equal(0, outside.Count(ConformLevel.Must, ConformOutcome.Passed));
    }

    [Fact]
    public async Task OwnListener_AsLmtp_MeetsEveryMust()
    {
        using var listener = ListeningServer.Start("{ protocol: lmtp }");
        var report = await CheckAsync(listener.EndPoint.ToString(), options => options with { Lmtp = true });
        AssertConforms(report);
        Assert.DoesNotContain(report.Results, result => result.Case.Id.StartsWith("2033-4.3", StringComparison.Ordinal) && result.Outcome != ConformOutcome.Passed);
    }

    [Fact]
    public async Task Listener_ThatGreylists_IsNotBlamedForIt()
    {
        using var listener = ListeningServer.Start("{ greylist: { delay: 1h } }");
        var report = await CheckAsync(listener.EndPoint.ToString(), only: "rcpt");
        AssertConforms(report);
        var postmaster = report.Results.Single(result => result.Case.Id == "5321-4.5.1-postmaster");
        Assert.Equal(ConformOutcome.Skipped, postmaster.Outcome);
        Assert.StartsWith("the server defers mail (45", postmaster.Reason);
    }

    /// <summary>A case that no server can fail checks nothing.</summary>
    [Fact]
    public async Task Case_SomeWrongServer_FailsIt()
    {
        var open = await UnfailedAsync(ConformCatalogue.All, ServerOffer.Everything, lmtp: false);
        open = await UnfailedAsync(open, ServerOffer.Everything with { Lmtp = true }, lmtp: true);
        open = await UnfailedAsync(open, ServerOffer.Everything with { MaxSize = 100_000, Extensions = ServerOffer.Everything.Extensions & ~ServiceExtensions.Limits }, lmtp: false);
        Assert.Empty(open.Select(one => one.Id));
    }

    [Theory]
    [InlineData("takes any line end", "end of data", "lf-dot-lf lf-dot-crlf crlf-dot-lf cr-dot-cr cr-dot-crlf crlf-dot-cr crlf-dot-crcrlf lf-cr-dot-crlf crlf-nul-dot-crlf crlf-dot-nul-crlf bare-lf-command bare-cr-command bare-lf-mail")]
    [InlineData("drops carriage returns that are too many", "end of data", "crlf-dot-crcrlf")]
    [InlineData("ends a message at a line that begins with a dot", "transparency", "stuffed-dot dot-and-text many-dots")]
    [InlineData("ignores blanks", "transparency", "dot-and-space space-and-dot")]
    [InlineData("ends a message at a dot", "transparency", "dot-at-line-end")]
    [InlineData("says everything twice but its greeting and EHLO", "noop, vrfy, expn, help", "noop-in-transaction vrfy-in-transaction")]
    [InlineData("ends lines with LF", "replies", "reply-line-ends")]
    [InlineData("says what is no text", "replies", "reply-text no-reflection")]
    [InlineData("has codes of its own", "replies", "reply-codes")]
    [InlineData("has no separator", "replies", "reply-separator")]
    [InlineData("changes its code within a reply", "replies", "reply-same-code")]
    [InlineData("has long lines", "replies", "reply-length")]
    [InlineData("reflects what it is told", "replies", "reply-text no-reflection")]
    [InlineData("has no name", "greeting", "greeting-domain")]
    [InlineData("has no name", "hello", "ehlo-domain")]
    [InlineData("has broken keywords", "hello", "ehlo-keywords")]
    [InlineData("knows capitals alone", "hello", "ehlo-case")]
    [InlineData("knows capitals alone", "mail", "mail-case")]
    [InlineData("knows no RSET and no second EHLO", "rset", "rset-drops-mail rset-drops-rcpt rset-keeps-session rset-argument")]
    [InlineData("forgets the transaction at every NOOP, VRFY and mistake", "noop, vrfy, expn, help", "noop-in-transaction vrfy-in-transaction vrfy-without-argument")]
    [InlineData("never hangs up", "quit", "quit quit-before-ehlo quit-in-transaction nothing-after-quit")]
    [InlineData("refuses nothing", "rcpt", "rcpt-before-mail rcpt-null rcpt-without-to rcpt-unknown-parameter rcpt-555")]
    [InlineData("refuses nothing", "chunking", "before-rcpt before-mail no-data-after-bdat rset without-size bad-size binarymime-data")]
    [InlineData("offers STARTTLS again", "starttls", "not-offered-again")]
    [InlineData("answers what came before the handshake", "starttls", "injected")]
    [InlineData("says enhanced status codes everywhere", "enhanced status codes", "unknown-command syntax sequence class not-in-hello")]
    public async Task Defect_OfASubject_FailsWhatItIsAbout(string name, string subject, string expected)
    {
        using var server = new ConversationServer(defect: Defects.All.Single(defect => defect.Name == name));
        var report = await CheckAsync(server.Target, options => options with { Timeout = TimeSpan.FromSeconds(1) }, only: subject);
        var failed = report.Results.Where(result => result.Outcome == ConformOutcome.Failed && result.Case.Group == subject).Select(result => result.Case.Id.Split('-', 3)[2]);
        Assert.Equal(expected.Split(' '), failed);
    }

    [Fact]
    public async Task Failure_Transcript_MarksTheOffendingLine()
    {
        using var server = new ConversationServer(defect: Defects.All.Single(defect => defect.Name == "refuses nothing"));
        var report = await CheckAsync(server.Target, only: "5321-3.3-rcpt-before-mail");
        var result = Assert.Single(report.Results);
        Assert.Equal((ConformOutcome.Failed, "503"), (result.Outcome, result.Reason));
        Assert.False(report.Conforms);
        var offending = Assert.Single(result.Transcript, line => line.IsOffending);
        Assert.StartsWith("250 ", offending.Text);
        Assert.Equal((false, "C: RCPT TO:<postmaster>"), (offending.FromClient, "C: " + result.Transcript[^2].Text));
    }

    [Fact]
    public async Task ExtensionNotOffered_Cases_AreSkippedWithTheReason()
    {
        using var server = new ConversationServer(ServerOffer.Everything with { Extensions = ServiceExtensions.Size });
        var report = await CheckAsync(server.Target, only: "CHUNKING");
        Assert.NotEmpty(report.Results);
        Assert.All(report.Results.Where(result => result.Case.Protocols.HasFlag(ConformProtocols.Smtp)), result => Assert.Equal((ConformOutcome.Skipped, true), (result.Outcome, result.Reason!.EndsWith("is not offered", StringComparison.Ordinal))));
        Assert.True(report.Conforms);
    }

    [Fact]
    public async Task Server_NotThere_IsReportedOnce()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // bound and not listening: connections are refused
        var report = await CheckAsync(socket.LocalEndPoint!.ToString()!);
        Assert.Equal(ConformTrouble.Unreachable, report.Trouble);
        Assert.Empty(report.Results);
    }

    [Fact]
    public async Task Server_Silent_IsReportedOnce()
    {
        await using var server = ScriptedServer.Start(peer => peer.SilenceAsync());
        var report = await CheckAsync(server.Target, options => options with { Timeout = TimeSpan.FromMilliseconds(200) });
        Assert.Equal(ConformTrouble.NotSmtp, report.Trouble);
        Assert.Contains("none came", report.TroubleText);
        Assert.Empty(report.Results);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("\0\x01\x02\xff\xfe\r\n")]
    [InlineData("220-\r\n220-\r\nSSH-2.0-x\r\n")]
    public async Task Server_Garbage_IsReportedOnce(string garbage)
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync(garbage));
        var report = await CheckAsync(server.Target);
        Assert.Equal(ConformTrouble.NotSmtp, report.Trouble);
        Assert.NotEmpty(report.TroubleTranscript);
    }

    [Theory]
    [InlineData("220-and so on\r\n")]
    [InlineData("x")]
    public async Task Server_Endless_IsGivenUp(string garbage)
    {
        var endless = string.Concat(Enumerable.Repeat(garbage, 2000));
        await using var server = ScriptedServer.Start(async peer =>
        {
            while (true)
                await peer.SendAsync(endless);
        });
        Assert.Equal(ConformTrouble.NotSmtp, (await CheckAsync(server.Target)).Trouble);
    }

    [Fact]
    public async Task Server_GoneInBetween_TheRestIsNotRun()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var target = listener.LocalEndpoint.ToString()!;
        var serving = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            listener.Stop();
            using var reader = new StreamReader(client.GetStream());
            await client.GetStream().WriteAsync("220 mx\r\n"u8.ToArray());
            while (await reader.ReadLineAsync() is not null)
                await client.GetStream().WriteAsync("250 mx\r\n"u8.ToArray());
        });
        var report = await CheckAsync(target);
        await serving;
        Assert.Equal(ConformTrouble.Gone, report.Trouble);
        Assert.All(report.Results, result => Assert.True(result.Outcome is ConformOutcome.NotRun or ConformOutcome.Skipped));
    }

    private static async Task<IReadOnlyList<ConformCase>> UnfailedAsync(IReadOnlyList<ConformCase> cases, ServerOffer offer, bool lmtp)
    {
        foreach (var defect in Defects.All)
        {
            using var server = new ConversationServer(offer, defect);
            var target = await Target.ResolveAsync(server.Target);
            var options = new ConformOptions
            {
                Target = target,
                To = "postmaster@mx.example.org",
                Credentials = ("user", "password"),
                Lmtp = lmtp,
                Parallel = 16,
                Timeout = TimeSpan.FromMilliseconds(defect.Name == "keeps silent" ? 100 : 400),
            };
            var report = await ConformCheck.RunAsync(cases, options);
            cases = [.. report.Results.Where(result => result.Outcome != ConformOutcome.Failed).Select(result => result.Case)];
        }
        return cases;
    }

    private static bool MaySkip(string reason) => reason.StartsWith("STARTTLS is refused in a transaction", StringComparison.Ordinal)
        || reason is "LIMITS names another number" || reason.Contains("is not named", StringComparison.Ordinal) || reason.Contains("without authentication", StringComparison.Ordinal);

    private static void AssertConforms(ConformReport report)
    {
        Assert.Equal((ConformTrouble.None, null), (report.Trouble, report.TroubleText));
        Assert.Empty(report.Results.Where(result => result is { Outcome: ConformOutcome.Failed, Case.Level: ConformLevel.Must })
            .Select(result => $"{result.Case.Id}: expected {result.Reason}\n{string.Join('\n', result.Transcript.Select(line => line.Text))}"));
        Assert.True(report.Conforms);
    }

    private static async Task<ConformReport> CheckAsync(string target, Func<ConformOptions, ConformOptions>? with = null, string only = "")
    {
        var options = new ConformOptions { Target = await Target.ResolveAsync(target), Timeout = Patience, Parallel = 4 };
        return await ConformCheck.RunAsync(ConformCatalogue.Matching(only), with is null ? options : with(options));
    }
}

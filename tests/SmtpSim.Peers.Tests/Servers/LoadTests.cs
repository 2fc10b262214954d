using System.Text.RegularExpressions;

namespace SmtpSim.Peers.Tests;

/// <summary><c>smtpsim load</c> against real servers: nothing is lost and nothing doubled.</summary>
public sealed class LoadTests
{
    [Fact]
    public void Load_IntoSmtpSink_EveryMessageArrivesOnce()
    {
        using var sink = new SinkServer();
        Load(sink.Address, "count: 5, concurrency: 4, messages-per-session: 10, retry: none", messages: 200);
        var numbers = NumbersIn(sink.WaitForMail(1000));
        Assert.Equal(1000, numbers.Length);
        Assert.Equal(1000, numbers.Distinct().Count());
    }

    [Fact]
    public void Load_IntoPostfixWithPostgrey_IsGreylistedAndRetriesUntilAllIsThrough()
    {
        using var postgrey = new PostgreyServer(delaySeconds: 2);
        using var postfix = new PostfixInstance(relayPort: 0, $"smtpd_recipient_restrictions = check_policy_service inet:127.0.0.1:{postgrey.Port}, permit");
        Load($"127.0.0.1:{postfix.Port}", "count: 2, concurrency: 4, retry: { fixed: 60s, lifetime: 4h }", messages: 10, "--speed", "20");
        Assert.Contains("Greylisted", postfix.Log, StringComparison.Ordinal);
        Until.True(() => Delivered(postfix) >= 20, () => $"{Delivered(postfix)} of 20 were delivered. Postfix logged:\n{postfix.Log}");
        Assert.Equal(20, Delivered(postfix));
    }

    [Fact]
    public void Load_IntoPostfix_AllIsQueuedAndDelivered()
    {
        using var postfix = new PostfixInstance(relayPort: 0);
        Load($"127.0.0.1:{postfix.Port}", "count: 2, concurrency: 5, messages-per-session: 10, retry: none", messages: 50);
        Until.True(() => Delivered(postfix) >= 100, () => $"{Delivered(postfix)} of 100 were delivered. Postfix logged:\n{postfix.Log}");
        Assert.Equal(100, Delivered(postfix));
    }

    [Fact]
    public void Load_IntoPostfixOverTls_AllIsSentInsideIt()
    {
        using var certificate = new ServerCertificate();
        using var postfix = new PostfixInstance(relayPort: 0, $"smtpd_tls_cert_file = {certificate.Path}", $"smtpd_tls_key_file = {certificate.KeyPath}",
            "smtpd_tls_security_level = encrypt", "smtpd_tls_loglevel = 1");
        Load($"127.0.0.1:{postfix.Port}", "count: 2, concurrency: 3, messages-per-session: 10, retry: none, tls: must", messages: 20);
        Until.True(() => Delivered(postfix) >= 40, () => $"{Delivered(postfix)} of 40 were delivered. Postfix logged:\n{postfix.Log}");
        Assert.Equal(40, Delivered(postfix));
        Assert.Contains("TLS connection established from localhost[127.0.0.1]", postfix.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(", chunking: true")]
    public void Load_IntoExim_EveryMessageArrivesOnce(string more)
    {
        using var exim = new EximInstance();
        Load(exim.Address, $"count: 2, concurrency: 1, messages-per-session: 5, retry: none{more}", messages: 10);
        Until.True(() => NumbersIn(exim).Length >= 20, () => $"{NumbersIn(exim).Length} of 20 messages came");
        Assert.Equal(20, NumbersIn(exim).Distinct().Count());
    }

    [Fact]
    public void Load_IntoAiosmtpd_EveryMessageArrivesOnce()
    {
        using var server = new AiosmtpdServer();
        Load(server.Address, "count: 2, concurrency: 2, messages-per-session: 5, retry: none", messages: 10);
        for (var client = 1; client <= 2; client++)
        {
            for (var message = 1; message <= 10; message++)
                server.WaitFor($@"^X-SmtpSim-Message: mta-{client}/{message}$");
        }
    }

    private static string[] NumbersIn(EximInstance exim) =>
        [.. Regex.Matches(exim.WaitForMail("X-SmtpSim-Message: "), @"^X-SmtpSim-Message: (?<name>\S+)", RegexOptions.Multiline, TimeSpan.FromSeconds(1)).Select(match => match.Groups["name"].Value)];

    private static int Delivered(PostfixInstance postfix) => postfix.Log.Split("status=sent").Length - 1;

    private static string[] NumbersIn(IEnumerable<string> mail) =>
        [.. mail.Select(text => Regex.Match(text, @"^X-SmtpSim-Message: (?<name>\S+)", RegexOptions.Multiline, TimeSpan.FromSeconds(1)).Groups["name"].Value)];

    private static void Load(string address, string client, int messages, params string[] options)
    {
        using var folder = new Folder();
        var scenario = folder.Write("load.yaml", $$"""
            schema: 1
            name: load
            duration: 1s
            drain: 4h
            servers: { mx: { count: 1 } }
            clients: { mta: { {{client}} } }
            traffic: [ { from: mta, to: mx, arrivals: { burst: {{messages}} } } ]
            """);
        var (code, text) = SmtpSimProgram.Run(["load", scenario, "--target", address, "--out", folder["results"], .. options]);
        Assert.True(code == 0, text);
        Assert.Contains("100 %", text, StringComparison.Ordinal);
    }
}

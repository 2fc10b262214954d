using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SmtpSim.Wire;

namespace SmtpSim.Cli.Tests;

/// <summary><c>smtpsim load</c> as a process against a listener in this one.</summary>
public sealed class LoadCommandTests : WireCommandTests
{
    private const string Fleet =
        """
        schema: 1
        name: fleet
        seed: 3
        duration: 1m
        drain: 1h
        series: 1m
        servers:
          mx: { mailboxes: 100 }
        clients:
          mta: { count: 3, retry: { fixed: 20s, lifetime: 30m } }
          other: { retry: none }
        traffic:
          - { from: "*", to: mx, arrivals: { burst: 2 }, size: 2 kB }
        """;

    [Fact]
    public void Load_ToTheEnd_LeavesAResultsFolderOfTheClients()
    {
        using var server = Listen("{ greylist: { delay: 100ms } }");
        var run = Load(server.EndPoint.ToString(), "--client", "mta", "--speed", "20");
        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Contains($"→ {server.EndPoint}, 20 times as fast", run.Output);
        Assert.Matches(@"(?m)^ mta +6 +100 %", run.Output);
        Assert.DoesNotContain("other", run.Output);
        Assert.Equal(["manifest.json", "metrics.csv", "scenario.yaml", "summary.json"], Directory.GetFiles(Folder["out"]).Select(Path.GetFileName).Order());

        using var summary = JsonDocument.Parse(File.ReadAllText(Folder["out/summary.json"]));
        var client = Assert.Single(summary.RootElement.GetProperty("clients").EnumerateArray().ToList());
        Assert.Equal(6, client.GetProperty("messages").GetProperty("delivered").GetInt32());
        // Each was greylisted once; a machine that is busy may add a time-out.
        Assert.InRange(client.GetProperty("retries").GetInt32(), 6, 30);
        Assert.Empty(summary.RootElement.GetProperty("servers").EnumerateArray());
        using var manifest = JsonDocument.Parse(File.ReadAllText(Folder["out/manifest.json"]));
        var load = manifest.RootElement.GetProperty("load");
        Assert.Equal((server.EndPoint.ToString(), "mta", 20), (load.GetProperty("target").GetString(), load.GetProperty("client").GetString(), load.GetProperty("speed").GetDouble()));
        Assert.InRange(load.GetProperty("connections").GetInt32(), 12, 60);
        Assert.Equal(6, server.Totals().Messages);
    }

    [Fact]
    public void Load_Duration_IsTheScenarios()
    {
        using var server = Listen();
        var run = Load(server.EndPoint.ToString(), "--duration", "30s", "--json", "--quiet");
        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal((ExitCode.Ok, 30), (run.ExitCode, report.RootElement.GetProperty("summary").GetProperty("duration_s").GetDouble()));
        Assert.Equal(8, report.RootElement.GetProperty("summary").GetProperty("total").GetProperty("clients").GetProperty("messages").GetProperty("delivered").GetInt32());
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void Load_Interrupted_KeepsMarkedPartialResults(string signal)
    {
        // An hour's retry is what the run waits for.
        using var server = Listen("{ greylist: { delay: 1h } }");
        File.WriteAllText(Folder["fleet.yaml"], Fleet);
        using var process = SmtpSimProcess.Start(
            Folder.Path, "env", ["--default-signal=INT,TERM", "dotnet", SmtpSimProcess.Program, "load", "fleet.yaml", "--target", server.EndPoint.ToString(), "--out", "out"]);
        process.StandardError.ReadLine(); // The first line of progress.
        using (var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]))
            kill.WaitForExit();
        var run = SmtpSimProcess.Finish(process);

        Assert.Equal(ExitCode.Interrupted, run.ExitCode);
        Assert.Contains("interrupted; partial results are in out-partial", run.Error);
        using var summary = JsonDocument.Parse(File.ReadAllText(Folder["out-partial/summary.json"]));
        Assert.False(summary.RootElement.GetProperty("complete").GetBoolean());
        Assert.Equal(6, summary.RootElement.GetProperty("total").GetProperty("clients").GetProperty("messages").GetProperty("queued").GetInt32());
    }

    [Fact]
    public void Load_NobodyListens_IsUnavailableAndLeavesNothing()
    {
        var run = Load(Unused());
        Assert.Equal((ExitCode.Unavailable, ""), (run.ExitCode, run.Output));
        Assert.Contains("can't be reached: connection refused", run.Error);
        Assert.Contains("--keep-trying", run.Error);
        Assert.Equal(["fleet.yaml"], Folder.Names);
    }

    [Fact]
    public void Load_NoMailServer_SaysSo()
    {
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        _ = AnswerAsync(other);
        var run = Load(other.LocalEndpoint.ToString()!);
        Assert.Equal((ExitCode.Protocol, ""), (run.ExitCode, run.Output));
        Assert.Contains("does not behave as a mail server", run.Error);

        static async Task AnswerAsync(System.Net.Sockets.TcpListener listener)
        {
            try
            {
                while (true)
                {
                    using var client = await listener.AcceptTcpClientAsync();
                    await client.GetStream().WriteAsync("SSH-2.0-OpenSSH_9.2\r\n"u8.ToArray());
                }
            }
            catch (Exception e) when (e is System.Net.Sockets.SocketException or IOException or ObjectDisposedException)
            {
            }
        }
    }

    [Theory]
    [InlineData(ExitCode.NoInput, "Did you mean 'mta'?", "--client", "mat")]
    [InlineData(ExitCode.Usage, "--speed takes a number", "--speed", "0")]
    [InlineData(ExitCode.Usage, "--max-connections takes a number", "--max-connections", "0")]
    [InlineData(ExitCode.Usage, "--rcpt-domain takes a domain", "--rcpt-domain", "a b")]
    [InlineData(ExitCode.InvalidScenario, "duration", "--duration", "5")]
    [InlineData(ExitCode.Usage, "clients.mta authenticate: --user must say as whom", "--set", "clients.mta.auth=plain")]
    [InlineData(ExitCode.Usage, "no client authenticates", "--user", "joe", "--password", "x")]
    [InlineData(ExitCode.Usage, "--user needs a password", "--set", "clients.mta.auth=plain", "--user", "joe")]
    [InlineData(ExitCode.NoInput, "can't read", "--set", "clients.mta.auth=plain", "--user", "joe", "--password-file", "nowhere")]
    public void Load_WrongCommandLine_IsToldBeforeAnythingIsSent(int exitCode, string message, params string[] arguments)
    {
        var run = Load(["127.0.0.1:1", .. arguments]);
        Assert.Equal((exitCode, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error);
        Assert.Equal(["fleet.yaml"], Folder.Names);
    }

    [Fact]
    public void Load_TlsAndAuth_AreTheScenariosAndTheUserTheCommandLines()
    {
        using var server = Secure();
        File.WriteAllText(Folder["password"], "secret\n");
        var run = Load(server.EndPoint.ToString(), "--client", "mta", "--set", "clients.mta.tls=must", "--set", "clients.mta.auth=scram-sha-256", "--user", "joe", "--password-file", "password");
        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Contains("6 inside TLS", run.Output);
        Assert.Equal(6, server.Totals().Messages);
        using var manifest = JsonDocument.Parse(File.ReadAllText(Folder["out/manifest.json"]));
        Assert.Equal(6, manifest.RootElement.GetProperty("load").GetProperty("sessions_secured").GetInt32());
        Assert.DoesNotContain("secret", File.ReadAllText(Folder["out/manifest.json"]));
    }

    [Fact]
    public void Load_CertificateThatFails_IsToldAndNothingIsSent()
    {
        using var server = Secure();
        var run = Load(server.EndPoint.ToString(), "--tls-verify");
        Assert.Equal((ExitCode.Protocol, "", 0), (run.ExitCode, run.Output, server.Totals().Messages));
        Assert.Contains("there is no TLS with", run.Error);
        Assert.Contains("Without --tls-verify", run.Error);
    }

    [Fact]
    public void Load_OtherMachine_IsRefused()
    {
        var run = Load("192.0.2.1:25");
        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Output));
        Assert.Contains("192.0.2.1 is not this machine", run.Error);
    }

    private static Listener Secure() => Listen("{ extensions: [starttls, auth, pipelining] }", options => options with
    {
        Certificate = SelfSignedCertificate.Create("mx"),
        Users = new Dictionary<string, string> { ["joe"] = "secret" },
    });

    private SmtpSimProcess Load(params string[] arguments)
    {
        File.WriteAllText(Folder["fleet.yaml"], Fleet);
        return RunProgram(["load", "fleet.yaml", "--out", "out", "--target", .. arguments]);
    }
}

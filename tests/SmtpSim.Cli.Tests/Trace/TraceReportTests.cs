using System.Text.Json;
using SmtpSim.Model;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli.Tests;

public sealed class TraceReportTests
{
    private const string Scenario = """
        schema: 1
        name: small
        duration: 1m
        drain: 1h
        network: { latency: 20ms }
        servers:
          mx:
            greylist: { delay: 5m }
        clients:
          mta: { retry: { fixed: 3m } }
        traffic:
          - { from: mta, to: mx, arrivals: { burst: 1 } }
        """;

    [Fact]
    public void Report_OfATrace_HasEveryLineOfIt()
    {
        var loaded = ScenarioLoader.Parse(Scenario, "small.yaml", []);
        var log = TraceRun.Run(loaded.Scenario!, TraceRequest.Default).Log!;

        using var json = Write(log, loaded);
        var root = json.RootElement;
        Assert.Equal("smtpsim-trace/1", root.GetProperty("schema").GetString());
        Assert.Equal(("small", "small.yaml", 1), (root.GetProperty("scenario").GetString(), root.GetProperty("file").GetString(), root.GetProperty("seed").GetInt32()));
        Assert.Equal(("mta/1", "delivered"), (root.GetProperty("message").GetString(), root.GetProperty("fate").GetString()));
        Assert.Equal(log.Recipients.Count, root.GetProperty("recipients").GetArrayLength());
        var lines = root.GetProperty("lines").EnumerateArray().ToList();
        Assert.Equal(log.Lines.Select(line => line.Text), lines.Select(line => line.GetProperty("text").GetString()));
        Assert.Equal(log.Lines.Select(line => (decimal)line.Time.Ticks / 10_000_000), lines.Select(line => line.GetProperty("time_s").GetDecimal()));
        var greylisted = lines.First(line => line.GetProperty("text").GetString()!.StartsWith("451", StringComparison.Ordinal));
        Assert.Equal(451, greylisted.GetProperty("reply_code").GetInt32());
        Assert.Equal("reply", greylisted.GetProperty("kind").GetString());
        Assert.Equal("mail_transfer", greylisted.GetProperty("phase").GetString());
        Assert.True(greylisted.GetProperty("failure").GetBoolean());
        var reason = greylisted.GetProperty("reasons")[0];
        Assert.Equal(("servers.mx.greylist", 8), (reason.GetProperty("rule").GetString(), reason.GetProperty("line").GetInt32()));
    }

    [Fact]
    public void Report_OfADroppedMessage_LeavesOutWhatItNeverHad()
    {
        var scenario = Scenario.Replace("fixed: 3m }", "fixed: 3m }, queue-limit: 1", StringComparison.Ordinal).Replace("burst: 1", "burst: 2", StringComparison.Ordinal);
        var loaded = ScenarioLoader.Parse(scenario, "small.yaml", []);
        Assert.Empty(loaded.Diagnostics);
        var log = TraceRun.Run(loaded.Scenario!, new TraceRequest.First(TraceEvent.Dropped)).Log!;

        using var json = Write(log, loaded);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("server").ValueKind);
        Assert.Equal("dropped", json.RootElement.GetProperty("fate").GetString());
    }

    private static JsonDocument Write(TraceLog log, LoadResult loaded)
        => JsonDocument.Parse(JsonSerializer.Serialize(TraceReport.Of(log, new RulePlaces("small.yaml", loaded.Lines)), CliJson.Default.TraceReport));
}

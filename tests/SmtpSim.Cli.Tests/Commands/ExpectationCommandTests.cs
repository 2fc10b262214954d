using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace SmtpSim.Cli.Tests;

/// <summary>What <c>run</c> says of expectations.</summary>
public sealed class ExpectationCommandTests : CommandTests
{
    private const string Text =
        """
        schema: 1
        name: busy
        duration: 1h
        servers:
          mx: { faults: [ { at: rcpt, reply: 451 4.7.1 Later, chance: 100% } ] }
        clients:
          sender: { count: 2, retry: { fixed: 5min, max-attempts: 2 } }
        traffic:
          - { from: sender, to: mx, arrivals: { burst: 1 } }
        expect:
          - submitted = 2
          - delivered.ratio{client=sender} >= 95%
          - replies{code=451} <= 3
          - delay.p95 <= 1h
        """;

    [Fact]
    public void Run_WithExpectationsThatFail_SaysWhichAndWhy()
    {
        Scenario(Text, "busy.yaml");
        var run = Run("run", "busy.yaml", "--out", "out", "--junit", "junit.xml");
        Assert.Equal(ExitCode.ExpectationFailed, run.ExitCode);
        Assert.Contains(
            """
             expectations  1 passed, 3 failed
              ✗ delivered.ratio{client=sender} >= 95%    observed 0 %    busy.yaml:12
                see why: smtpsim trace busy.yaml --first expired
              ✗ replies{code=451} <= 3    observed 4    busy.yaml:13
                see why: smtpsim trace busy.yaml --first 451
              ✗ delay.p95 <= 1h    nothing to compare    busy.yaml:14
            """, run.Output, StringComparison.Ordinal);

        var expectations = JsonNode.Parse(File.ReadAllText(Folder["out/summary.json"]))!["expectations"]!.AsArray();
        Assert.Equal([true, false, false, false], expectations.Select(one => (bool)one!["passed"]!));
        Assert.Equal(4, (double)expectations[2]!["observed"]!);
        Assert.Null(expectations[3]!["observed"]);

        var suite = XDocument.Parse(File.ReadAllText(Folder["junit.xml"])).Root!.Element("testsuite")!;
        Assert.Equal(("4", "3"), (suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value));
        Assert.Equal("observed 4", suite.Elements("testcase").ElementAt(2).Element("failure")!.Attribute("message")!.Value);
    }

    [Fact]
    public void Run_WithAnExpectationOfOneGroupThatFails_HintsAtAMessageOfThisGroup()
    {
        Scenario(Text.Replace("chance: 100% }", "chance: 100%, when: { clients: late, to: 1min } }, { at: rcpt, reply: 450, chance: 100%, when: { clients: sender } }", StringComparison.Ordinal)
            .Replace("clients:\n", "clients:\n  late: { retry: { fixed: 5min } }\n", StringComparison.Ordinal)
            .Replace("from: sender", "from: \"*\"", StringComparison.Ordinal)
            .Replace("- delay.p95 <= 1h", "- delay.p95{client=late} <= 1min", StringComparison.Ordinal), "busy.yaml");
        var run = Run("run", "busy.yaml", "--out", "out");
        Assert.Contains("see why: smtpsim trace busy.yaml --first expired --client sender\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("see why: smtpsim trace busy.yaml --first deferred --client late\n", run.Output, StringComparison.Ordinal);

        Assert.StartsWith("message late/1 ", Run("trace", "busy.yaml", "--first", "deferred", "--client", "late").Output, StringComparison.Ordinal);
        Assert.StartsWith("message sender-", Run("trace", "busy.yaml", "--first", "deferred", "--client", "sender").Output, StringComparison.Ordinal);
        Assert.StartsWith("message late/1 ", Run("trace", "busy.yaml", "--client", "late").Output, StringComparison.Ordinal);
        Fails(ExitCode.NoInput, "there is no group 'lat' in clients\nDid you mean 'late'?", "trace", "busy.yaml", "--client", "lat");
        Fails(ExitCode.NoInput, "no message in clients.late was answered 450", "trace", "busy.yaml", "--client", "late", "--first", "450");
        Fails(ExitCode.Usage, "--message names its client", "trace", "busy.yaml", "--client", "late", "--message", "late/1");
    }

    [Fact]
    public void Run_WithExpectationsThatHold_Succeeds()
    {
        Scenario(Text.Replace(">= 95%", "= 0", StringComparison.Ordinal).Replace("<= 3", "= 4", StringComparison.Ordinal).Replace("- delay.p95 <= 1h", "- expired = 2", StringComparison.Ordinal), "busy.yaml");
        var run = Run("run", "busy.yaml", "--out", "out");
        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Contains(" expectations  all 4 passed\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, Run("run", "out", "--out", "again").ExitCode);
        Assert.Equal(File.ReadAllText(Folder["out/summary.json"]), File.ReadAllText(Folder["again/summary.json"]));
    }

    [Fact]
    public void Validate_OfAnUnknownMetric_NamesTheNearest()
    {
        Scenario(Text.Replace("delay.p95", "dealy.p95", StringComparison.Ordinal), "busy.yaml");
        var validate = Run("validate", "busy.yaml");
        Assert.Equal(ExitCode.InvalidScenario, validate.ExitCode);
        Assert.Contains("busy.yaml:14:5: 'dealy.p95 <= 1h' in expect[3] names the unknown metric 'dealy.p95'; did you mean 'delay.p95'?", validate.Error, StringComparison.Ordinal);
    }

    private void Fails(int exitCode, string message, params string[] arguments)
    {
        var run = Run(arguments);
        Assert.Equal((exitCode, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }
}

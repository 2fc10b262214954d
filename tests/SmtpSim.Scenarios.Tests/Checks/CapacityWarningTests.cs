namespace SmtpSim.Scenarios.Tests;

public sealed class CapacityWarningTests
{
    private const string Busy =
        """
        schema: 1
        name: busy
        duration: 1h
        servers:
          mx:
            count: 2
            workers: 1
            service: { body: { exponential: 100ms } }
        clients:
          a: { count: 4, retry: postfix }
        traffic:
          - { from: a, to: mx, arrivals: { poisson: 26/s } }
        """;

    [Fact]
    public void Rates_OverCapacityWithoutABound_NamePlaceShareAndRemedy()
    {
        var result = ScenarioLoader.Parse(Busy, "busy.yaml", []);
        Assert.True(result.Ok);
        Assert.Equal(
            "busy.yaml:7:5: from 0s to 1h the messages for servers.mx are 1.3 times the work that its worker can do, and nothing bounds the queue in servers.mx; "
            + "write more 'workers', a higher 'count' or a lower rate, or bound it: 'queue: { places: 100 }' or 'sessions: 100'",
            Assert.Single(result.Warnings).ToString());
    }

    [Theory]
    [InlineData("servers.mx.workers=2")]
    [InlineData("servers.mx.count=3")]
    [InlineData("traffic[0].arrivals={ poisson: 19.9/s }")]
    [InlineData("traffic[0].arrivals={ burst: 100000 }")]
    [InlineData("traffic[0].arrivals={ closed: { think: 1ms, users: 100 } }")]
    [InlineData("servers.mx.queue={ places: 1000 }")]
    [InlineData("servers.mx.queue={ max-wait: 10s }")]
    [InlineData("servers.mx.queue={ codel: {} }")]
    [InlineData("servers.mx.queue={ shed: { to: 100 } }")]
    [InlineData("servers.mx.queue={ drop-stale: true }")]
    [InlineData("servers.mx.sessions=100")]
    public void Rates_WithinCapacityOrBounded_AreNoMatter(string set) => Assert.Empty(ScenarioLoader.Parse(Busy, "busy.yaml", [set]).Warnings);

    [Theory]
    [InlineData("traffic[0].arrivals={ every: 100ms }", "2 times")] // four clients, ten a second each
    [InlineData("traffic[0].arrivals={ bursts: { messages: 10, every: 1s } }", "2 times")]
    [InlineData("traffic[0].recipients=3 & servers.mx.service={ rcpt: 50ms }", "1.95 times")]
    [InlineData("clients.a.messages-per-session=2 & servers.mx.service={ connect: 100ms, body: 50ms }", "1.3 times")]
    [InlineData("servers.mx.queue=lifo", "1.3 times")]
    [InlineData("traffic[0].during={ from: 10m, to: 20m }", "from 10m to 20m")]
    public void Rates_OfEveryKind_AreReckonedPerWorker(string sets, string expected) =>
        Assert.Contains(expected, Assert.Single(ScenarioLoader.Parse(Busy, "busy.yaml", [.. sets.Split(" & ")]).Warnings).Message, StringComparison.Ordinal);

    [Fact]
    public void Rates_ThroughARelayAndMxRecords_CountWhereMailComes()
    {
        const string Text =
            """
            schema: 1
            name: relayed
            duration: 1h
            servers:
              hub: { workers: 1, service: { body: 10ms }, relay: { retry: postfix } }
              mx: { count: 4, workers: 1, service: { body: 100ms } }
              backup: { workers: 1, service: { body: 1s }, relay: { retry: postfix } }
            domains:
              example: { mx: [ { preference: 10, hosts: "mx[2]" }, { preference: 20, hosts: backup } ] }
            clients:
              a: { retry: postfix, route: hub }
            traffic:
              - { from: a, to: example, arrivals: { poisson: 20/s } }
            """;
        var warning = Assert.Single(ScenarioLoader.Parse(Text, "relayed.yaml", []).Warnings);
        // One of the four has it all; the hub is at a fifth, and the backup is no host of the best preference.
        Assert.StartsWith("from 0s to 1h the messages for servers.mx are 2 times the work", warning.Message, StringComparison.Ordinal);
        Assert.Equal(6, warning.Line);
    }
}

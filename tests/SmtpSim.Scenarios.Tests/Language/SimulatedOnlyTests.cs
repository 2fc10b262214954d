using SmtpSim.Model;

namespace SmtpSim.Scenarios.Tests;

/// <summary>A key of a server group is honoured by the listener, or the listener says that it is not.</summary>
public sealed class SimulatedOnlyTests
{
    /// <summary>How the listener honours each key is shown by the tests of SmtpSim.Wire. Whoever adds a key decides.</summary>
    private static readonly string[] Honoured =
    [
        "count", "esmtp", "protocol", "extensions", "require", "workers", "service", "sessions", "backlog", "sessions-per-client", "rate-limits", "tarpit", "reject", "quota",
        "mailbox-conflicts", "mailboxes", "unknown", "greylist", "max-size", "max-recipients", "max-recipient-domains", "max-transactions", "idle-timeout", "rules",
    ];

    /// <summary>These are told, whole or some of their values.</summary>
    private static readonly string[] Told = ["queue", "pace", "faults", "relay", "dedup"];

    [Fact]
    public void ServerKeys_EveryOne_IsHonouredOrTold() =>
        Assert.Equal([.. Honoured.Concat(Told).Order(StringComparer.Ordinal)], ServerLanguage.Group.Members(null!).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("workers: 2, queue: { order: lifo, places: 5, max-wait: 1s, drop-stale: true, shed: { to: 5 } }",
        "servers.mx.queue.order", "servers.mx.queue.places", "servers.mx.queue.shed", "servers.mx.queue.max-wait", "servers.mx.queue.drop-stale")]
    [InlineData("workers: 2, queue: { codel: {} }", "servers.mx.queue.codel")]
    [InlineData("workers: 2, service: 1ms, pace: { per-waiting: 1% }", "servers.mx.pace.per-waiting")]
    [InlineData("workers: 2, service: 1ms, pace: { cold: 2 }")]
    [InlineData("faults: [ { at: rcpt, reply: 450 Busy }, { at: rcpt, reply: 450 Busy, when: { clients: a } } ]", "servers.mx.faults[1].when.clients")]
    [InlineData("greylist: { delay: 1m }, tarpit: {}, sessions: 5, backlog: 5")]
    public void Of_Group_NamesWhatChangesNothing(string server, params string[] expected)
    {
        var loaded = ScenarioLoader.Parse(
            $$"""
            schema: 1
            name: x
            duration: 1h
            servers:
              mx: { {{server}} }
            clients:
              a: { retry: none }
            traffic:
              - { from: a, to: mx, arrivals: { burst: 1 } }
            """, "x.yaml", []);
        Assert.Empty(loaded.Diagnostics);
        Assert.Equal(expected, SimulatedOnly.Of(loaded.Scenario!, loaded.Scenario!.Servers[0]));
    }
}

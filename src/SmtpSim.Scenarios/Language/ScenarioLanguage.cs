using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>The language of scenarios, from its root.</summary>
internal static class ScenarioLanguage
{
    public const int Version = 1;

    public static RecordShape<Scenario> Root { get; } = new(
        "a mapping with the keys schema, name, duration, servers, clients, traffic", Blank,
    [
        new Key<Scenario, int>(
            "schema", SchemaVersion(), _ => Version, (s, _) => s, "Version of the scenario language.") { RequiredAs = "schema: 1" },
        new Key<Scenario, string>(
            "name", Names.Scenario, s => s.Name, (s, v) => s with { Name = v }, "The scenario's name; the results folder bears it too.")
        { RequiredAs = "name: my-scenario" },
        new Key<Scenario, ulong>(
            "seed", Count.Seed, s => s.Seed, (s, v) => s with { Seed = v },
            "The same scenario and seed give the same results to the last byte."),
        new Key<Scenario, int>("replication", Count.From(0, int.MaxValue), s => s.Replication, (s, v) => s with { Replication = v },
            "Number of the replication: another sample of the same experiment."),
        new Key<Scenario, bool>("antithetic", Choices.YesNo, s => s.Antithetic, (s, v) => s with { Antithetic = v },
            "The replication's mirror image: 1 - U for each uniform number U that decides about a time, a size or a chance. A sweep asks for pairs of both."),
        new Key<Scenario, SimDuration>(
            "duration", Durations.Positive, s => s.Duration, (s, v) => s with { Duration = v },
            "Traffic stops here.") { RequiredAs = "duration: 6h" },
        new Key<Scenario, SimDuration>("drain", Durations.Any, s => s.Drain, (s, v) => s with { Drain = v },
            "How long the queues may empty after that; the run ends then at the latest."),
        new Key<Scenario, SimDuration>("series", Durations.Positive, s => s.SeriesInterval, (s, v) => s with { SeriesInterval = v },
            "Width of a bin of metrics.csv; at most about a thousand bins when left out.")
        { WrittenIf = s => s.SeriesInterval.Ticks > 0 },
        new Key<Scenario, NetworkSpec>(
            "network", NetworkLanguage.Network, s => s.Network, (s, v) => s with { Network = v }, "The paths between clients and servers."),
        new Key<Scenario, IReadOnlyList<ServerGroup>>("servers",
            new GroupsShape<ServerGroup>("groups of servers, by name", ServerLanguage.Group, ServerLanguage.Blank, group => group.Name),
            s => s.Servers, (s, v) => s with { Servers = v }, "Groups of servers, by name.")
        { RequiredAs = "servers: { mx: { count: 1 } }" },
        new Key<Scenario, IReadOnlyList<DomainGroup>>("domains", DomainLanguage.Domains, s => s.Domains, (s, v) => s with { Domains = v },
            "Mail domains with MX records, by name. Beside them each server is the only host of a domain of its own, which a stream to its group means."),
        new Key<Scenario, IReadOnlyList<ClientGroup>>("clients",
            new GroupsShape<ClientGroup>("groups of clients, by name", ClientLanguage.Group, ClientLanguage.Blank, group => group.Name),
            s => s.Clients, (s, v) => s with { Clients = v }, "Groups of clients, by name.")
        { RequiredAs = "clients: { sender: { retry: postfix } }" },
        new Key<Scenario, IReadOnlyList<TrafficSpec>>(
            "traffic", TrafficLanguage.Traffic, s => s.Traffic, (s, v) => s with { Traffic = v }, "Streams of messages.")
        { RequiredAs = "traffic: [ { from: \"*\", to: mx, arrivals: { burst: 1 } } ]" },
        new Key<Scenario, IReadOnlyList<OutageSpec>>(
            "outages", FaultLanguage.Outages, s => s.Outages, (s, v) => s with { Outages = v }, "When whole server groups are out."),
        new Key<Scenario, IReadOnlyList<FailureSpec>>(
            "failures", FailureLanguage.Failures, s => s.Failures, (s, v) => s with { Failures = v }, "Outages at random, or as they were recorded."),
        new Key<Scenario, bool>("end-to-end", Choices.YesNo, s => s.EndToEnd, (s, v) => s with { EndToEnd = v },
            "Follow mail from its origin to the mailbox and tell copies apart by their cause. Relays, and what goes with them, imply it."),
        new Key<Scenario, IReadOnlyList<ExpectSpec>>(
            "expect", ExpectLanguage.Expectations, s => s.Expect, (s, v) => s with { Expect = v }, "What the results should show; docs/metrics.md lists the metrics."),
    ]);

    public static Scenario Blank() =>
        new() { Name = "", Duration = default, SeriesInterval = default, Servers = [], Clients = [], Traffic = [] };

    private static ScalarShape<int> SchemaVersion()
    {
        var one = Count.From(Version, Version);
        return new ScalarShape<int>(
            "1",
            (string text, out int version) =>
            {
                version = Version;
                return text == "1" ? null : new Complaint("is no version of the scenario language that this program knows", "write '1'");
            },
            one.Format, () => new System.Text.Json.Nodes.JsonObject { ["enum"] = new System.Text.Json.Nodes.JsonArray(Version) });
    }
}

using CsCheck;

namespace SmtpSim.Model.Tests;

/// <summary>Domains whose mail goes to the servers of two groups, in any order of preference.</summary>
internal static class RandomDomains
{
    private static readonly Gen<MxSpec> Record = Gen.Select(Gen.OneOf("x", "y"), Gen.OneOf(0, 10, 10, 65_535), Gen.Enum<MxHosts>(),
        (servers, preference, hosts) => new MxSpec { Servers = servers, Preference = preference, Hosts = hosts, Number = hosts == MxHosts.One ? 1 : 0 });

    private static readonly Gen<DomainGroup> Group = Gen.Select(Gen.Int[1, 5], Record.Array[1, 4], (count, records) => new DomainGroup { Name = "d", Count = count, Mx = records });

    /// <summary>How clients go through the hosts: as Postfix does, or with other limits.</summary>
    public static Gen<HostChoice> HostChoice { get; } = Gen.Select(Gen.OneOf(5, 0, 1, 3), Gen.OneOf(2, 0, 1), Gen.Enum<NextHostAfter>(),
        (addresses, sessions, after) => new HostChoice { Addresses = addresses, Sessions = sessions, NextAfter = after });

    /// <summary>The scenario, half of the time with domains, and then with some streams to them.</summary>
    public static Gen<Scenario> Within(Gen<Scenario> scenarios) => Gen.Select(scenarios, Gen.Bool, Group, HostChoice, Gen.Int[1, 3], (scenario, any, domains, choice, streams) => !any ? scenario : scenario with
    {
        Domains = [domains],
        Clients = [.. scenario.Clients.Select(client => client with { Mx = choice })],
        Traffic = [.. scenario.Traffic.Select((stream, i) => ((streams >> i) & 1) != 0 ? stream with { To = "d" } : stream)],
    });
}

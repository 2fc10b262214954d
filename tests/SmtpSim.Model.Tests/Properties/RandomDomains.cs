using CsCheck;
using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Domains whose mail goes to the servers of two groups, in any order of preference, found at once or by lookups in which everything goes wrong.</summary>
internal static class RandomDomains
{
    private static readonly Gen<MxSpec> Record = Gen.Select(Gen.OneOf("x", "y"), Gen.OneOf(0, 10, 10, 65_535), Gen.OneOf(MxHosts.All, MxHosts.One, MxHosts.InTurn),
        (servers, preference, hosts) => new MxSpec { Servers = servers, Preference = preference, Hosts = hosts, Number = hosts == MxHosts.One ? 1 : 0 });

    private static readonly Gen<DnsFaultSpec> Fault = Gen.Select(Gen.Enum<DnsFaultKind>(), Gen.Enum<DnsQuery>(), Gen.Double[0, 0.3], Gen.Int[0, 60], Gen.Int[0, 60],
        (kind, query, chance, start, length) => new DnsFaultSpec
        {
            Kind = kind,
            Query = query,
            Chance = chance,
            Start = Scene.Seconds(start),
            Length = length == 0 ? null : Scene.Seconds(length),
        });

    private static readonly Gen<DnsSpec> Dns = Gen.Select(
        Gen.OneOf(0.0, 0.02, 3.0), Gen.OneOf(0.0, 5.0, 3600.0), Gen.OneOf(0.0, 10.0), Gen.OneOf(0.0, 4.0), Gen.OneOf(1.0, 10.0), Gen.Enum<AddressFamilies>(), Fault.Array[0, 3],
        (latency, ttl, negative, failure, timeout, addresses, faults) => new DnsSpec
        {
            Latency = new Distribution.Uniform(0, latency * SimDuration.TicksPerSecond),
            Ttl = Scene.Seconds(ttl),
            NegativeTtl = Scene.Seconds(negative),
            FailureTtl = Scene.Seconds(failure),
            Timeout = Scene.Seconds(timeout),
            Addresses = addresses,
            Faults = faults,
        });

    private static readonly Gen<DomainGroup> Group = Gen.Select(Gen.Int[1, 5], Record.Array[1, 4], Record, Gen.Int[0, 9], Gen.Bool, Dns, (count, records, own, kind, looksUp, dns) => new DomainGroup
    {
        Name = "d",
        Count = count,
        Mx = kind switch { 0 => [new MxSpec { Servers = "", Hosts = MxHosts.Null }], 1 => [], _ => records },
        Address = kind is 1 or > 6 ? own : null,
        Dns = looksUp ? dns : null,
    });

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

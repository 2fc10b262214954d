using CsCheck;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios.Tests;

/// <summary>Random domains over the servers of a scenario, sound in themselves.</summary>
internal static class DomainGen
{
    private static Gen<SimDuration> Duration(long most) => Gen.Long[1, most].Select(ticks => new SimDuration(ticks));

    private static readonly Gen<DnsFaultSpec> Fault =
        from kind in Gen.Enum<DnsFaultKind>()
        from query in Gen.OneOf(DnsQuery.Mx, DnsQuery.A, DnsQuery.Aaaa)
        from chance in Gen.Double[0, 0.3]
        from start in Gen.Long[0, SimDuration.TicksPerHour - 1]
        from length in Gen.OneOf(Gen.Const((SimDuration?)null), Duration(SimDuration.TicksPerDay).Select(duration => (SimDuration?)duration))
        select new DnsFaultSpec { Kind = kind, Query = query, Chance = chance, Start = new SimDuration(start), Length = length };

    private static readonly Gen<DnsSpec> Dns =
        from latency in ScenarioGen.Distributions(1e7)
        from kept in Gen.Select(Duration(SimDuration.TicksPerDay), Duration(SimDuration.TicksPerDay), Duration(5 * SimDuration.TicksPerMinute), Duration(SimDuration.TicksPerMinute))
        from faults in Fault.Array[0, 3]
        select new DnsSpec { Latency = latency, Ttl = kept.Item1, NegativeTtl = kept.Item2, FailureTtl = kept.Item3, Timeout = kept.Item4 + new SimDuration(10_000_000), Addresses = AddressFamilies.Both, Faults = faults };

    public static Gen<DomainGroup> Group(int number, ServerGroup[] servers) =>
        from count in Gen.Int[1, 1000]
        from records in Record(servers).Array[1, 4]
        from own in Record(servers)
        from kind in Gen.Int[0, 3]
        from dns in Gen.OneOf(Gen.Const((DnsSpec?)null), Dns.Select(spec => (DnsSpec?)spec))
        select new DomainGroup
        {
            Name = $"domains-{(char)('a' + number)}",
            Count = count,
            Mx = kind switch { 0 => [new MxSpec { Servers = "", Hosts = MxHosts.Null }], 1 => [], _ => [.. records.DistinctBy(record => record.Servers)] },
            Address = kind == 1 ? own with { Preference = 10 } : null,
            Dns = dns,
        };

    private static Gen<MxSpec> Record(ServerGroup[] servers) =>
        from server in Gen.OneOf(servers)
        from preference in Gen.Int[0, 65_535]
        from hosts in Gen.OneOf(MxHosts.All, MxHosts.One, MxHosts.InTurn)
        from number in Gen.Int[1, server.Count]
        select new MxSpec { Servers = server.Name, Preference = preference, Hosts = hosts, Number = hosts == MxHosts.One ? number : 0 };
}

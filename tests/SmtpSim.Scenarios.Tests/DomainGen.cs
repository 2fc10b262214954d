using CsCheck;
using SmtpSim.Model;

namespace SmtpSim.Scenarios.Tests;

/// <summary>Random domains over the servers of a scenario.</summary>
internal static class DomainGen
{
    public static Gen<DomainGroup> Group(int number, ServerGroup[] servers) =>
        from count in Gen.Int[1, 1000]
        from records in Record(servers).Array[1, 4]
        select new DomainGroup { Name = $"domains-{(char)('a' + number)}", Count = count, Mx = records };

    private static Gen<MxSpec> Record(ServerGroup[] servers) =>
        from server in Gen.OneOf(servers)
        from preference in Gen.Int[0, 65_535]
        from hosts in Gen.Enum<MxHosts>()
        from number in Gen.Int[1, server.Count]
        select new MxSpec { Servers = server.Name, Preference = preference, Hosts = hosts, Number = hosts == MxHosts.One ? number : 0 };
}

using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>What must hold of domains and their mail hosts.</summary>
internal static class DomainChecks
{
    /// <summary>The server groups that a stream to a server group or domain group may come to.</summary>
    public static IEnumerable<string> ServersOf(Scenario scenario, string to)
    {
        var domain = scenario.Domains.FirstOrDefault(group => group.Name == to);
        return domain is null ? [to] : Named(domain).Select(named => named.Record.Servers).Distinct(StringComparer.Ordinal);
    }

    /// <summary>MX records that name nothing, and names that mean two things.</summary>
    public static void CheckReferences(Scenario scenario, ReadContext context)
    {
        var servers = scenario.Servers.Select(group => group.Name).ToList();
        foreach (var domain in scenario.Domains)
        {
            if (servers.Contains(domain.Name) || scenario.Clients.Any(group => group.Name == domain.Name))
                context.Error(
                    $"domains.{domain.Name}", $"'{domain.Name}' names a group of domains and one of {(servers.Contains(domain.Name) ? "servers" : "clients")}",
                    "rename one: a stream to it could mean either");
            foreach (var (record, path) in Named(domain)) ScenarioChecks.Refer(record.Servers, servers, "servers", path, path, context);
        }
    }

    public static void CheckValues(Scenario scenario, ReadContext context)
    {
        foreach (var domain in scenario.Domains)
        {
            foreach (var (record, path) in Named(domain))
            {
                var count = scenario.Servers.First(group => group.Name == record.Servers).Count;
                if (record.Hosts == MxHosts.One && record.Number > count)
                    context.Error(
                        path, $"{record.Servers}[{record.Number}] names a server that servers.{record.Servers} does not have",
                        count == 1 ? $"it has one: write '{record.Servers}'" : $"it has {count}: write '{record.Servers}[{count}]' or less");
            }
            CheckCount(scenario, domain, context);
            DnsChecks.Check(scenario, domain, context);
        }
    }

    /// <summary>The records of a domain that name servers, and their places.</summary>
    private static IEnumerable<(MxSpec Record, string Path)> Named(DomainGroup domain)
    {
        for (var i = 0; i < domain.Mx.Count; i++)
        {
            if (domain.Mx[i].Servers.Length > 0) yield return (domain.Mx[i], $"domains.{domain.Name}.mx[{i}].hosts");
        }
        if (domain.Address is { Servers.Length: > 0 } own) yield return (own, $"domains.{domain.Name}.address");
    }

    private static void CheckCount(Scenario scenario, DomainGroup domain, ReadContext context)
    {
        var each = domain.Dns?.Addresses == AddressFamilies.Both ? 2 : 1;
        var hosts = domain.Mx.Sum(record => record.Hosts == MxHosts.All ? scenario.Servers.First(group => group.Name == record.Servers).Count : 1L);
        if (domain.Address is { Hosts: MxHosts.All } own) hosts = Math.Max(hosts, scenario.Servers.First(group => group.Name == own.Servers).Count);
        if (hosts * each <= MxSet.MostAddresses) return;
        var largest = Named(domain).Select(named => named.Record).Where(record => record.Hosts == MxHosts.All).MaxBy(record => scenario.Servers.First(group => group.Name == record.Servers).Count);
        context.Error(
            $"domains.{domain.Name}.mx", $"each domain of domains.{domain.Name} has {hosts} hosts{(each == 2 ? " of two addresses" : "")}",
            $"a domain has at most {MxSet.MostAddresses} {(each == 2 ? "addresses" : "hosts")}" + (largest is null ? "" : $": write 'hosts: {largest.Servers}[i]' for one server to each domain in turn"));
    }
}

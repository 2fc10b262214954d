using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>What a domain says of itself in DNS and what contradicts it.</summary>
internal static class DnsChecks
{
    private const int MostFaults = 1000;

    private static readonly SimDuration LongestFailure = SimDuration.FromMinutes(5);

    public static void Check(Scenario scenario, DomainGroup domain, ReadContext context)
    {
        var path = $"domains.{domain.Name}";
        CheckRecords(domain, path, context);
        if (domain.Dns is not { } dns) return;
        if (dns.FailureTtl > LongestFailure)
            context.Error(
                path + ".dns.failure-ttl", $"a failure is kept for {Units.Duration.Format(dns.FailureTtl.Ticks)}{PathText.In(path + ".dns")}",
                "RFC 2308 section 7 allows 5m at most");
        // Only what is sure before the run: a distribution that may exceed the time-out is a resolver that is slow at times.
        var least = DistributionBounds.Least(dns.Latency);
        if (least > dns.Timeout.Ticks)
            context.Error(
                path + ".dns.latency", $"no answer comes within the timeout of {Units.Duration.Format(dns.Timeout.Ticks)}{PathText.In(path + ".dns")}: no mail would ever be delivered",
                "write a shorter latency or a longer 'timeout'; 'faults: [{ fault: timeout }]' for a resolver that is down");
        if (dns.Faults.Count > MostFaults)
        {
            context.Error(path + ".dns.faults", $"there are {dns.Faults.Count} faults{PathText.In(path + ".dns")}", $"a domain has at most {MostFaults}");
            return;
        }
        for (var i = 0; i < dns.Faults.Count; i++) CheckFault(scenario, dns, i, $"{path}.dns.faults[{i}]", context);
    }

    private static void CheckRecords(DomainGroup domain, string path, ReadContext context)
    {
        var nulls = domain.Mx.ToList().FindIndex(record => record.Hosts == MxHosts.Null);
        if (nulls >= 0 && domain.Mx.Count > 1)
            context.Error(
                $"{path}.mx[{nulls}]", $"the null MX record stands beside others in {path}.mx", "a domain that takes no mail has it alone (RFC 7505 section 3): write 'mx: [.]'");
        if (domain.Mx.Count == 0 && domain.Address is null)
            context.Error(path, $"{path} has no mail host: neither MX records nor an address", "add 'mx: [ { preference: 10, hosts: mx } ]', or 'mx: [.]' for a domain that takes no mail");
        // More records than a domain may have are refused by their number.
        for (var i = 0; i < domain.Mx.Count && domain.Mx.Count <= MxSet.MostAddresses; i++)
            for (var j = 0; j < i; j++)
                if (SameHost(domain, domain.Mx[j], domain.Mx[i]))
                    context.Error(
                        $"{path}.mx[{i}]", $"a host of '{domain.Mx[i].Servers}' stands in mx[{j}] already{PathText.In(path + ".mx")}", "give each host one record, of one preference");
        var losesMx = domain.Dns?.Faults.Any(fault => fault is { Query: DnsQuery.Mx, Kind: DnsFaultKind.NoData }) == true;
        if (domain.Address is { Hosts: MxHosts.Null })
            context.Error(path + ".address", $"'.' names no host{PathText.In(path)}", "write 'address: none'");
        else if (domain.Address is not null && domain.Mx.Count > 0 && !losesMx)
            context.Error(
                path + ".address", $"the address is never used: {path} has MX records", "remove it, or add a fault such as 'fault: no-data' that hides them (RFC 5321 section 5.1)");
    }

    /// <summary>Whether both records name one host in a domain of the group: domain i has server i in turn, so that it meets a fixed one where there are as many domains.</summary>
    private static bool SameHost(DomainGroup domain, MxSpec a, MxSpec b) =>
        a.Servers.Length > 0 && a.Servers == b.Servers
        && (a.Hosts == MxHosts.All || b.Hosts == MxHosts.All
            || (a.Hosts == b.Hosts ? a.Hosts == MxHosts.InTurn || a.Number == b.Number : Math.Max(a.Number, b.Number) <= domain.Count));

    private static void CheckFault(Scenario scenario, DnsSpec dns, int number, string path, ReadContext context)
    {
        var fault = dns.Faults[number];
        var end = scenario.Duration + scenario.Drain;
        if (fault.Start >= end)
            context.Error(path + ".at", $"the fault begins at {Units.Duration.Format(fault.Start.Ticks)}, after the end of the run at {Units.Duration.Format(end.Ticks)}{PathText.In(path)}",
                "begin it earlier, or lengthen 'duration'");
        if (fault.Query == DnsQuery.Aaaa && dns.Addresses == AddressFamilies.Ipv4)
            context.Error(path + ".of", $"no AAAA record is asked for: the hosts have ipv4 addresses alone{PathText.In(path)}", "write 'addresses: both' above, or 'of: a'");
        if (fault.Query == DnsQuery.A && dns.Addresses == AddressFamilies.Ipv6)
            context.Error(path + ".of", $"no A record is asked for: the hosts have ipv6 addresses alone{PathText.In(path)}", "write 'addresses: both' above, or 'of: aaaa'");
        // Chances can only be too many together at a moment when one of them begins.
        var sum = dns.Faults.Where(other => other.Query == fault.Query && other.Start <= fault.Start && (other.Length is not { } length || fault.Start < other.Start + length))
            .Sum(other => other.Chance);
        var last = dns.Faults.ToList().FindLastIndex(other => other.Query == fault.Query && other.Start == fault.Start);
        if (sum > 1 + 1e-9 && last == number)
            context.Error(
                path + ".chance", $"the chances of faults of {fault.Query.ToString().ToLowerInvariant()} add up to {Quantity.Probability.Format(Math.Round(sum, 6))}{(fault.Start.Ticks > 0 ? $" at {Units.Duration.Format(fault.Start.Ticks)}" : "")}{PathText.In(path)}",
                "at most one fault strikes a query: lower them to 100% together");
    }
}

namespace SmtpSim.Model;

/// <summary>The servers that a client's mail comes to when every first attempt succeeds, relays included.</summary>
internal static class DeliveryWay
{
    /// <param name="Servers">Name of the group.</param>
    /// <param name="Sender">Who hands the mail over: the client group or the sending half of a relay.</param>
    /// <param name="Share">Share of the mail that comes here.</param>
    /// <param name="Hosts">How many servers of the group share it.</param>
    public readonly record struct Visit(string Servers, ClientGroup Sender, double Share, int Hosts);

    public static IEnumerable<Visit> Visits(Scenario scenario, ClientGroup client, string to)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var ahead = new Queue<(ClientGroup Sender, double Share)>([(client, 1.0)]);
        while (ahead.TryDequeue(out var at))
        {
            foreach (var visit in Next(scenario, at.Sender, to, at.Share))
            {
                yield return visit;
                var server = scenario.Servers.First(group => group.Name == visit.Servers);
                // A relay hands on what is not for its own mailboxes; a way that comes back is told elsewhere.
                if (server.Relay is { } relay && server.Name != to && seen.Add(server.Name))
                    ahead.Enqueue((relay.Sending, visit.Share));
            }
        }
    }

    private static IEnumerable<Visit> Next(Scenario scenario, ClientGroup sender, string to, double share)
    {
        var name = sender.Route ?? to;
        if (scenario.Domains.FirstOrDefault(group => group.Name == name) is not { } domain)
            return [new Visit(name, sender, share, scenario.Servers.First(group => group.Name == name).Count)];
        // The hosts of the best preference share a domain's mail (RFC 5321 section 5.1).
        MxSpec[] records = domain.Mx.Count > 0 ? [.. domain.Mx.Where(record => record.Hosts != MxHosts.Null)] : domain.Address is { Hosts: not MxHosts.Null } own ? [own] : [];
        if (records.Length == 0)
            return [];
        var best = records.Min(record => record.Preference);
        var hosts = records.Where(record => record.Preference == best).Select(record => (record.Servers, Each: EachDomain(record), Hosts: Used(record))).ToList();
        return hosts.Select(record => new Visit(record.Servers, sender, share * record.Each / hosts.Sum(other => other.Each), record.Hosts));

        int EachDomain(MxSpec record) => record.Hosts == MxHosts.All ? CountOf(record) : 1;
        int Used(MxSpec record) => record.Hosts switch { MxHosts.All => CountOf(record), MxHosts.One => 1, _ => Math.Min(CountOf(record), domain.Count) };
        int CountOf(MxSpec record) => scenario.Servers.First(group => group.Name == record.Servers).Count;
    }
}

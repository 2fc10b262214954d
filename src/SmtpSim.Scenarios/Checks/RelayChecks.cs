using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>What must hold of relays, routes, return addresses and lists.</summary>
internal static class RelayChecks
{
    /// <summary>Names of server groups that are not there.</summary>
    public static void CheckReferences(Scenario scenario, ReadContext context)
    {
        var servers = scenario.Servers.Select(group => group.Name).ToList();
        foreach (var (client, path) in Senders(scenario))
        {
            Refer(client.Route, path + ".route");
            Refer(client.BouncesTo, path + ".bounces-to");
            Refer(client.Forged?.As, path + ".forged-senders.as");
        }
        foreach (var server in scenario.Servers.Where(server => server.Relay?.Lists is not null))
        {
            for (var i = 0; i < server.Relay!.Lists!.To.Count; i++)
                Refer(server.Relay.Lists.To[i], $"servers.{server.Name}.relay.lists.to[{i}]");
        }

        void Refer(string? name, string path)
        {
            if (name is { Length: > 0 }) ScenarioChecks.Refer(name, servers, "servers", path, path, context);
        }
    }

    public static void CheckValues(Scenario scenario, ReadContext context)
    {
        var before = context.Count;
        foreach (var (client, path) in Senders(scenario))
        {
            if (client.Route is { } route && scenario.Servers.First(server => server.Name == route).Relay is null)
                context.Error(
                    path + ".route", $"the servers of '{route}' take mail for their own mailboxes alone{PathText.In(path)}",
                    $"give servers.{route} 'relay: {{ retry: postfix }}', or write 'route: direct'");
        }
        foreach (var server in scenario.Servers) CheckLists(server, context);
        foreach (var domain in scenario.Domains) CheckDomain(scenario, domain, context);
        if (context.Count == before) RelayLoops.Check(scenario, context);
    }

    /// <summary>Client groups and the sending halves of relays, each with its path.</summary>
    public static IEnumerable<(ClientGroup Client, string Path)> Senders(Scenario scenario) =>
        scenario.Clients.Select(client => (client, $"clients.{client.Name}"))
            .Concat(scenario.Servers.Where(server => server.Relay is not null).Select(server => (server.Relay!.Sending, $"servers.{server.Name}.relay")));

    /// <summary>The most preferred of a domain's relays has nowhere to send its mail, unless it has a route.</summary>
    private static void CheckDomain(Scenario scenario, DomainGroup domain, ReadContext context)
    {
        var records = domain.Mx.Where(record => record.Hosts != MxHosts.Null).ToList();
        var best = records.Select(record => record.Preference).DefaultIfEmpty().Min();
        foreach (var record in records.Where(record => record.Preference == best))
        {
            if (scenario.Servers.First(server => server.Name == record.Servers).Relay is not { Sending.Route: null }) continue;
            context.Error(
                $"domains.{domain.Name}.mx", $"the best host of domains.{domain.Name} is the relay '{record.Servers}', which would send its mail to itself",
                $"give a server that has the mailboxes a lower 'preference', or the relay a 'route'");
            return;
        }
    }

    private static void CheckLists(ServerGroup server, ReadContext context)
    {
        if (server.Relay?.Lists is not { } lists) return;
        var path = $"servers.{server.Name}.relay.lists";
        // The owner, who gets what can't be delivered, is no list.
        if (lists.Count >= server.Mailboxes)
            context.Error(
                path + ".count", $"{lists.Count} of the {server.Mailboxes} mailboxes are lists{PathText.In(path)}: none is left for their owner",
                "write fewer lists, or more 'mailboxes'");
        if (lists.To.Distinct(StringComparer.Ordinal).Count() < lists.To.Count)
            context.Error(path + ".to", $"a group stands twice in {path}.to", "remove one");
    }
}

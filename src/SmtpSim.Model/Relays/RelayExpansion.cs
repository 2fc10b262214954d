namespace SmtpSim.Model;

/// <summary>
/// A relay is a server and a client under one name: for each server group that relays there is a client group, after those of the scenario,
/// whose host i sends what server i took, and is down when server i is (<see cref="RelayDowntime"/>). And several smart hosts are found as the hosts of a domain are: by MX records of one preference.
/// </summary>
internal static class RelayExpansion
{
    /// <summary>The scenario with the sending halves of its relays among its clients; itself where there are none, or where they are there already.</summary>
    public static Scenario Expand(Scenario scenario)
    {
        ClientGroup[] halves = [.. scenario.Servers
            .Where(server => server.Relay is not null && !scenario.Clients.Any(client => client.RelayOf == server.Name))
            .Select(server => server.Relay!.Sending with
            {
                Name = server.Name,
                Count = server.Count,
                RelayOf = server.Name,
            })];
        if (halves.Length > 0)
            scenario = scenario with { Clients = [.. scenario.Clients, .. halves] };
        DomainGroup[] routes = [.. scenario.Servers
            .Where(server => server.Count > 1 && scenario.Clients.Any(client => client.Route == server.Name))
            .Select(server => new DomainGroup { Name = RouteTo(server.Name), Mx = [new MxSpec { Servers = server.Name }] })
            .Where(route => !scenario.Domains.Any(domain => domain.Name == route.Name))];
        return routes.Length == 0 ? scenario : scenario with { Domains = [.. scenario.Domains, .. routes] };
    }

    /// <summary>Name of the domain that stands for several smart hosts, all alike; no group of a scenario can have it.</summary>
    public static string RouteTo(string servers) => servers + "*";
}

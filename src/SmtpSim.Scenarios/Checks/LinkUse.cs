using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>The latency floor of a direction that a pair of groups uses, and the path where it is stated.</summary>
internal readonly record struct LinkUse(SimDuration Floor, string Path)
{
    /// <summary>The links between the groups of which one sends to the other.</summary>
    public static IEnumerable<LinkUse> Of(Scenario scenario)
    {
        foreach (var stream in scenario.Traffic)
        {
            foreach (var client in stream.From)
                foreach (var link in Onward(scenario, self: null, scenario.Clients.First(group => group.Name == client), stream.To)) yield return link;
        }
        // Any mail may come to a relay, and notifications too.
        foreach (var relay in scenario.Servers.Where(server => server.Relay is not null))
        {
            foreach (var to in RelayLoops.Destinations(scenario))
                foreach (var link in Onward(scenario, relay, relay.Relay!.Sending, to)) yield return link;
        }
    }

    /// <summary>The links that a client group, or a relay, uses for mail to a server group or domain group.</summary>
    private static IEnumerable<LinkUse> Onward(Scenario scenario, ServerGroup? self, ClientGroup sender, string to) =>
        RelayLoops.NextHops(scenario, self, sender, to).SelectMany(server => Between(scenario.Network, self?.Name ?? sender.Name, server));

    // The last exception that fits wins.
    private static IEnumerable<LinkUse> Between(NetworkSpec network, string client, string server)
    {
        for (var i = network.Links.Count - 1; i >= 0; i--)
        {
            var link = network.Links[i];
            if ((link.From ?? client) == client && (link.To ?? server) == server)
                return Both(link.Link, link.Back, $"network.links[{i}]");
        }
        return Both(network.Default, network.Back, "network");
    }

    private static IEnumerable<LinkUse> Both(LinkSpec forward, ReturnLinkSpec? back, string path)
    {
        yield return new LinkUse(forward.Floor, path + ".latency");
        if (back is not null) yield return new LinkUse(back.Floor, path + ".back.latency");
    }
}

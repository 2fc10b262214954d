using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>The link that a pair of groups uses, and the path where it is stated.</summary>
internal readonly record struct LinkUse(LinkSpec Link, string Path)
{
    /// <summary>The links between the groups of which one sends to the other.</summary>
    public static IEnumerable<LinkUse> Of(Scenario scenario)
    {
        foreach (var stream in scenario.Traffic)
        {
            foreach (var client in stream.From)
                foreach (var server in DomainChecks.ServersOf(scenario, stream.To)) yield return Between(scenario.Network, client, server);
        }
    }

    // The last exception that fits wins.
    private static LinkUse Between(NetworkSpec network, string client, string server)
    {
        for (var i = network.Links.Count - 1; i >= 0; i--)
        {
            var link = network.Links[i];
            if ((link.From ?? client) == client && (link.To ?? server) == server)
                return new LinkUse(link.Link, $"network.links[{i}].latency");
        }
        return new LinkUse(network.Default, "network.latency");
    }
}

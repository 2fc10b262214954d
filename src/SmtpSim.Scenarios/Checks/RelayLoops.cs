using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>
/// Follows mail over every way that the routes and MX records of relays allow: it must come to a server that has its mailbox, and not to the
/// same relays again. Where a relay of the round states how many hops it bears, the loop is meant.
/// </summary>
internal sealed class RelayLoops
{
    private readonly Scenario _scenario;
    private readonly ReadContext _context;
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);

    private RelayLoops(Scenario scenario, ReadContext context) => (_scenario, _context) = (scenario, context);

    public static void Check(Scenario scenario, ReadContext context)
    {
        if (scenario.Servers.All(server => server.Relay is null)) return;
        var loops = new RelayLoops(scenario, context);
        loops.CheckLists();
        foreach (var domain in Destinations(scenario))
        {
            foreach (var relay in scenario.Servers.Where(server => server.Relay is not null))
                loops.Follow(relay, domain, []);
        }
    }

    /// <summary>The server groups that a client, or a relay's sending half, hands mail for a domain to.</summary>
    public static IEnumerable<string> NextHops(Scenario scenario, ServerGroup? self, ClientGroup sender, string domain)
    {
        if (self?.Name == domain) return [domain];
        if (sender.Route is { } route) return [route];
        if (scenario.Domains.FirstOrDefault(group => group.Name == domain) is not { } group) return [domain];
        // A relay among the hosts drops itself, its equals and what is worse (RFC 5321 section 5.1).
        var own = group.Mx.Where(record => record.Servers == self?.Name).Select(record => record.Preference).DefaultIfEmpty(int.MaxValue).Min();
        return DomainChecks.ServersOf(scenario, domain).Where(name => !group.Mx.Any(record => record.Servers == name)
            || group.Mx.Any(record => record.Servers == name && record.Preference < own));
    }

    /// <summary>The server groups and domain groups that mail may be for.</summary>
    public static IEnumerable<string> Destinations(Scenario scenario) =>
        scenario.Traffic.Select(stream => stream.To)
            .Concat(scenario.Servers.SelectMany(server => server.Relay is { } relay ? [.. relay.Lists?.To ?? [], server.Name] : Array.Empty<string>()))
            .Concat(RelayChecks.Senders(scenario).SelectMany(sender => (string?[])[sender.Client.BouncesTo, sender.Client.Forged?.As]).OfType<string>())
            .Distinct(StringComparer.Ordinal);

    private void Follow(ServerGroup relay, string domain, List<ServerGroup> way)
    {
        if (relay.Name == domain && way.Count > 0) return;
        var at = way.IndexOf(relay);
        if (at >= 0)
        {
            Report(way[at..]);
            return;
        }
        way.Add(relay);
        var hops = NextHops(_scenario, relay, relay.Relay!.Sending, domain).ToList();
        foreach (var next in hops.Select(name => _scenario.Servers.First(server => server.Name == name)).Where(next => next.Relay is not null))
        {
            if (next != relay || relay.Name != domain) Follow(next, domain, way);
        }
        way.RemoveAt(way.Count - 1);
    }

    private void Report(List<ServerGroup> round)
    {
        if (round.Exists(relay => relay.Relay!.MaxHops is not null)) return;
        var first = round.MinBy(relay => relay.Name, StringComparer.Ordinal)!;
        var start = round.IndexOf(first);
        var names = round[start..].Concat(round[..start]).Select(relay => relay.Name).Append(first.Name);
        var loop = string.Join(" to ", names);
        if (!_reported.Add(loop)) return;
        _context.Error(
            $"servers.{first.Name}.relay.route", $"mail goes round from {loop} and comes to no mailbox",
            "change a 'route'; or state 'max-hops' at one of them for a loop that is meant");
    }

    /// <summary>Members of a list that are lists themselves: the loop multiplies what goes round.</summary>
    private void CheckLists()
    {
        foreach (var server in _scenario.Servers)
        {
            if (server.Relay?.Lists is not { } lists) continue;
            for (var i = 0; i < lists.To.Count; i++)
            {
                if (Reaches(lists.To[i], server.Name, []))
                    _context.Error(
                        $"servers.{server.Name}.relay.lists.to[{i}]",
                        lists.To[i] == server.Name ? $"members of the lists of '{server.Name}' are lists there themselves: posts would multiply"
                            : $"members of the lists of '{server.Name}' are lists of '{lists.To[i]}', and theirs are lists of '{server.Name}': posts would multiply",
                        "let lists have members that are none");
            }
        }
    }

    private bool Reaches(string from, string target, HashSet<string> seen)
    {
        if (from == target) return true;
        if (!seen.Add(from)) return false;
        return _scenario.Servers.First(server => server.Name == from).Relay?.Lists?.To.Any(next => Reaches(next, target, seen)) ?? false;
    }
}

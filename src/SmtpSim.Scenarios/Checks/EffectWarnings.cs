using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>Parts of a scenario that can have no effect: hosts that no mail comes to or from, outages of such hosts, and faults that never strike.</summary>
internal static class EffectWarnings
{
    /// <param name="scenario">Sound.</param>
    /// <param name="hasSweep">A chance of 0 may be what a sweep's cells change.</param>
    /// <param name="places">Where everything stands.</param>
    public static IEnumerable<Diagnostic> Of(Scenario scenario, bool hasSweep, IReadOnlyDictionary<string, Place> places)
    {
        var reached = Reached(scenario);
        return Hosts(scenario, reached).Concat(Outages(scenario, reached)).Concat(Faults(scenario, hasSweep))
            .Select(found => PathText.PlaceOf(places, found.Path) is var place ? new Diagnostic(place.File, place.Line, place.Column, found.Message, found.Remedy) : null!);
    }

    private static IEnumerable<(string Path, string Message, string Remedy)> Hosts(Scenario scenario, HashSet<string> reached)
    {
        foreach (var group in scenario.Servers.Where(group => !reached.Contains(group.Name)))
            yield return ($"servers.{group.Name}", $"no mail comes to servers.{group.Name}", "name it in 'traffic', in a 'route' or among the hosts of a domain that mail is for, or remove it");
        foreach (var group in scenario.Domains.Where(group => !scenario.Traffic.Any(stream => stream.To == group.Name)))
            yield return ($"domains.{group.Name}", $"no stream sends to domains.{group.Name}", "name it in 'traffic', or remove it");
        foreach (var group in scenario.Clients.Where(group => !scenario.Traffic.Any(stream => stream.From.Contains(group.Name))))
            yield return ($"clients.{group.Name}", $"clients.{group.Name} sends nothing", "name it in 'traffic', or remove it");
    }

    private static IEnumerable<(string Path, string Message, string Remedy)> Outages(Scenario scenario, HashSet<string> reached)
    {
        for (var i = 0; i < scenario.Outages.Count; i++)
            if (!reached.Contains(scenario.Outages[i].Servers))
                yield return ($"outages[{i}].servers", $"the outage has no effect: no mail comes to servers.{scenario.Outages[i].Servers}", "name a group that mail comes to, or remove it");
        for (var i = 0; i < scenario.Failures.Count; i++)
            if (!scenario.Failures[i].Servers.Any(reached.Contains))
                yield return ($"failures[{i}].servers", $"the failures have no effect: no mail comes to {string.Join(" and ", scenario.Failures[i].Servers.Select(name => "servers." + name))}", "name a group that mail comes to, or remove them");
    }

    private static IEnumerable<(string Path, string Message, string Remedy)> Faults(Scenario scenario, bool hasSweep)
    {
        var end = scenario.Duration + scenario.Drain;
        foreach (var group in scenario.Servers)
        {
            for (var i = 0; i < group.Faults.Count; i++)
            {
                var (fault, path) = (group.Faults[i], $"servers.{group.Name}.faults[{i}]");
                if (fault.Chance == 0 && !hasSweep)
                    yield return (path + ".chance", $"the fault never strikes: its chance is 0%{PathText.In(path)}", "write a 'chance', or remove it");
                if (fault.When.From >= end)
                    yield return (path + ".when.from", $"the fault never strikes: the run ends at {Units.Duration.Format(end.Ticks)}{PathText.In(path)}", "let it begin earlier, or lengthen 'duration'");
                if (fault.When.Clients is { } name && !Hops(scenario, name).Contains(group.Name))
                    yield return (path + ".when.clients", $"the fault never strikes: clients.{name} sends nothing to servers.{group.Name}{PathText.In(path)}", "name a group that does, or remove 'clients'");
            }
        }
        foreach (var group in scenario.Domains.Where(group => group.Dns is not null && !hasSweep))
            for (var i = 0; i < group.Dns!.Faults.Count; i++)
                if (group.Dns.Faults[i].Chance == 0)
                    yield return ($"domains.{group.Name}.dns.faults[{i}].chance", $"the fault never strikes: its chance is 0%{PathText.In($"domains.{group.Name}.dns.faults[{i}]")}", "write a 'chance', or remove it");
    }

    /// <summary>The server groups that a client group hands mail to.</summary>
    private static IEnumerable<string> Hops(Scenario scenario, string client) =>
        scenario.Traffic.Where(stream => stream.From.Contains(client))
            .SelectMany(stream => RelayLoops.NextHops(scenario, self: null, scenario.Clients.First(group => group.Name == client), stream.To));

    /// <summary>The server groups that any mail may come to, notifications and posts of lists included.</summary>
    private static HashSet<string> Reached(Scenario scenario)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var ahead = new Queue<string>(scenario.Clients.SelectMany(client => Hops(scenario, client.Name)));
        var homes = RelayChecks.Senders(scenario).SelectMany(sender => (string?[])[sender.Client.BouncesTo, sender.Client.Forged?.As]).OfType<string>().ToList();
        List<string> destinations = [.. scenario.Traffic.Select(stream => stream.To), .. scenario.Servers.SelectMany(server => server.Relay?.Lists?.To ?? []), .. homes];
        homes.ForEach(ahead.Enqueue);
        while (ahead.TryDequeue(out var name))
        {
            if (!reached.Add(name) || scenario.Servers.First(group => group.Name == name) is not { Relay: { } relay } group) continue;
            foreach (var next in destinations.SelectMany(to => RelayLoops.NextHops(scenario, group, relay.Sending, to)))
                ahead.Enqueue(next);
        }
        return reached;
    }
}

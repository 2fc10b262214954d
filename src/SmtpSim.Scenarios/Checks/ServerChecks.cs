using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>Policies of servers that contradict one another or mean nothing.</summary>
internal static class ServerChecks
{
    private const int MostOutages = 10_000_000;

    /// <summary>Client groups that the policies of servers name.</summary>
    public static void CheckReferences(Scenario scenario, ReadContext context)
    {
        var clients = scenario.Clients.Select(group => group.Name).ToList();
        var servers = scenario.Servers.Select(group => group.Name).ToList();
        List<string> senders = [.. clients, .. scenario.Servers.Where(server => server.Relay is not null).Select(server => server.Name)]; // a relay is a client too
        for (var i = 0; i < scenario.Failures.Count; i++)
            Names(scenario.Failures[i].Servers, $"failures[{i}].servers", servers, "servers", context);
        foreach (var group in scenario.Servers)
        {
            for (var i = 0; i < group.Faults.Count; i++)
                if (group.Faults[i].When.Clients is { } name)
                    ScenarioChecks.Refer(name, clients, "clients", $"servers.{group.Name}.faults[{i}].when.clients", $"servers.{group.Name}.faults[{i}].when.clients", context);
            Names(group.Greylist?.Whitelist ?? [], $"servers.{group.Name}.greylist.whitelist", senders, "clients", context);
            Names(group.Queue?.Priority ?? [], $"servers.{group.Name}.queue.priority", clients, "clients", context);
        }
    }

    public static void Check(ServerGroup group, ReadContext context)
    {
        if (group is { Backlog: > 0, SessionLimit: 0 })
            context.Error($"servers.{group.Name}.backlog", $"no connection waits where the sessions are unlimited, in servers.{group.Name}", "add 'sessions: 100', or remove 'backlog'");
        CheckWork(group, context);
        for (var i = 0; i < group.Faults.Count; i++)
            if (group.Faults[i].When.WaitingOver > 0 && (group.Workers == 0 || (group.Queue is null && group.Pace is null)))
                context.Error($"servers.{group.Name}.faults[{i}].when.waiting-over", $"it is not known what waits for a worker, in servers.{group.Name}", "add 'workers' and 'queue: { order: fifo }'");
    }

    /// <summary>So many outages that nobody means them.</summary>
    public static void CheckFailures(Scenario scenario, ReadContext context)
    {
        for (var i = 0; i < scenario.Failures.Count; i++)
        {
            var failure = scenario.Failures[i];
            var hosts = scenario.Servers.Where(group => failure.Servers.Contains(group.Name)).Sum(group => failure.Scope == FailureScope.Host ? group.Count : 1.0);
            var outages = hosts * (scenario.Duration + scenario.Drain).Ticks / (failure.MeanUp.Ticks + (double)failure.MeanDown.Ticks);
            if (outages > MostOutages)
                context.Error($"failures[{i}].mtbf", $"there are about {outages:0.#E+0} outages of failures[{i}]", $"a scenario has at most {MostOutages}");
        }
    }

    /// <summary>Commands wait only where the workers are limited.</summary>
    private static void CheckWork(ServerGroup group, ReadContext context)
    {
        if (group.Workers > 0) return;
        if (group.Queue is not null)
            context.Error($"servers.{group.Name}.queue", $"no command waits where the workers are unlimited, in servers.{group.Name}", "add 'workers: 4', or remove 'queue'");
        if (group.Pace is { PerWaiting: > 0 })
            context.Error($"servers.{group.Name}.pace.per-waiting", $"no command waits where the workers are unlimited, in servers.{group.Name}", "add 'workers: 4', or remove 'per-waiting'");
    }

    private static void Names(IReadOnlyList<string> names, string path, List<string> known, string noun, ReadContext context)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            if (!seen.Add(names[i])) context.Error(PathText.Item(path, i), $"'{names[i]}' stands twice in {path}", "remove one");
            else ScenarioChecks.Refer(names[i], known, noun, PathText.Item(path, i), path, context);
        }
    }
}

namespace SmtpSim.Model;

/// <summary>
/// What of a server group a simulated server does and a <see cref="LiveServer"/> does not: where work waits and who is who is not known there as it is in
/// a simulation. Whoever offers such a server to real clients says so.
/// </summary>
public static class SimulatedOnly
{
    /// <summary>Paths of the keys that the scenario gives this group and that change nothing for real clients.</summary>
    public static IReadOnlyList<string> Of(Scenario scenario, ServerGroup group)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(group);
        var path = $"servers.{group.Name}.";
        return
        [
            .. KeysOf(group).Select(key => path + key),
            .. group.Faults.SelectMany((fault, i) => KeysOf(fault.When).Select(key => $"{path}faults[{i}].when.{key}")),
            .. scenario.Outages.Select((outage, i) => (outage, i)).Where(one => one.outage.Servers == group.Name && one.outage.Loses.Ticks > 0).Select(one => $"outages[{one.i}].loses"),
        ];
    }

    private static IEnumerable<string> KeysOf(ServerGroup group)
    {
        if (group.Workers > 0 && group.Queue is { } queue)
        {
            foreach (var key in KeysOf(queue))
                yield return "queue." + key;
        }
        if (group.Pace is { PerWaiting: > 0 })
            yield return "pace.per-waiting";
        if (group.Greylist is { Whitelist.Count: > 0 })
            yield return "greylist.whitelist";
        if (group.Relay is not null)
            yield return "relay";
        if (group.Dedup is not null)
            yield return "dedup";
    }

    private static IEnumerable<string> KeysOf(WorkQueueSpec queue)
    {
        if (queue.Order != WorkOrder.Fifo)
            yield return "order";
        if (queue.Places != WorkQueueSpec.Unlimited)
            yield return "places";
        if (queue.Priority.Count > 0)
            yield return "priority";
        if (queue.Shed is not null)
            yield return "shed";
        if (queue.CoDel is not null)
            yield return "codel";
        if (queue.MaxWait.Ticks > 0)
            yield return "max-wait";
        if (queue.DropStale)
            yield return "drop-stale";
    }

    /// <summary>A fault with one of these strikes no real client.</summary>
    private static IEnumerable<string> KeysOf(FaultWhen when)
    {
        if (when.WaitingOver > 0)
            yield return "waiting-over";
        if (when.Clients is not null)
            yield return "clients";
    }
}

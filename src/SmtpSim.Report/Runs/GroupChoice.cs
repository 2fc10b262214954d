using SmtpSim.Model;

namespace SmtpSim.Report;

/// <summary>A line of a chart: a client group, or all of them.</summary>
internal sealed record ChosenGroup(string Name, ClientMetrics Metrics, int Look);

/// <summary>The client groups that a chart has room for: all, or the largest and their sum.</summary>
internal static class GroupChoice
{
    private const int Most = 6;

    /// <param name="run">The run.</param>
    /// <param name="size">What makes a group large.</param>
    public static IReadOnlyList<ChosenGroup> Of(ReportedRun run, Func<ClientMetrics, long> size)
    {
        var groups = run.World.Clients.Zip(run.Result.Clients, (group, metrics) => (group.Name, Metrics: metrics)).Where(group => size(group.Metrics) > 0).ToList();
        if (groups.Count <= Most)
            return [.. groups.Select((group, i) => new ChosenGroup(group.Name, group.Metrics, i))];
        var largest = groups.OrderByDescending(group => size(group.Metrics)).Take(Most - 1).ToHashSet();
        return
        [
            new ChosenGroup($"all {groups.Count} groups", run.Metrics.AllClients, 6),
            .. groups.Where(largest.Contains).Select((group, i) => new ChosenGroup(group.Name, group.Metrics, i)),
        ];
    }
}

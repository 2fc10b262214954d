using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>Evaluates metrics over one run. Groups are merged once, however many metrics look at all of them.</summary>
public sealed class RunMetrics(RunResult result)
{
    private readonly Lazy<ClientMetrics> _allClients = new(() => Merged(result.Clients, new ClientMetrics(result.Scenario.SeriesInterval.Ticks), metrics => metrics.Arrays));
    private readonly Lazy<ServerMetrics> _allServers = new(() => Merged(result.Servers, new ServerMetrics(result.Scenario.SeriesInterval.Ticks), metrics => metrics.Arrays));

    private readonly Lazy<EndToEndMetrics> _allEndToEnd = new(() => Merged(result.EndToEnd, new EndToEndMetrics(), metrics => metrics.Arrays));

    private readonly Lazy<ReceptionMetrics> _allReceptions = new(() => Merged(result.Receptions, new ReceptionMetrics(), metrics => metrics.Arrays));

    /// <summary>The value; null where there is none, as of a group that the scenario does not have.</summary>
    public double? Of(MetricSelector selector) =>
        HasGroups(selector) && selector.Metric.Of(new MetricScope(this, result, selector)) is { } value && double.IsFinite(value) ? value : null;

    /// <summary>All client groups as one.</summary>
    public ClientMetrics AllClients => _allClients.Value;

    /// <summary>All server groups as one.</summary>
    public ServerMetrics AllServers => _allServers.Value;

    private bool HasGroups(MetricSelector selector) =>
        (selector[MetricLabel.ClientName] is not { } client || result.Scenario.Clients.Any(group => group.Name == client))
        && (selector[MetricLabel.ServerName] is not { } server || result.Scenario.Servers.Any(group => group.Name == server));

    internal ClientMetrics Clients(string? group) => group is null ? _allClients.Value : result.Clients[IndexOf(result.Scenario.Clients.Select(one => one.Name), group)];

    internal ServerMetrics Servers(string? group) => group is null ? _allServers.Value : result.Servers[IndexOf(result.Scenario.Servers.Select(one => one.Name), group)];

    /// <summary>Null in a scenario that does not follow mail over its hops.</summary>
    internal EndToEndMetrics? EndToEnd(string? group) =>
        result.EndToEnd.Count == 0 ? null : group is null ? _allEndToEnd.Value : result.EndToEnd[IndexOf(result.Scenario.Clients.Select(one => one.Name), group)];

    /// <summary>Null likewise.</summary>
    internal ReceptionMetrics? Receptions(string? group) =>
        result.Receptions.Count == 0 ? null : group is null ? _allReceptions.Value : result.Receptions[IndexOf(result.Scenario.Servers.Select(one => one.Name), group)];

    private static int IndexOf(IEnumerable<string> names, string name) => names.ToList().IndexOf(name);

    private static T Merged<T>(IReadOnlyList<T> groups, T sum, Func<T, IEnumerable<MetricArray>> arrays)
    {
        if (groups.Count == 1)
            return groups[0];
        foreach (var group in groups)
        {
            foreach (var (into, from) in arrays(sum).Zip(arrays(group)))
                into.MergeFrom(from.Values);
        }

        return sum;
    }
}

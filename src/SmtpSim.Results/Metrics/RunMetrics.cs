using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>Evaluates metrics over one run. Groups are merged once, however many metrics look at all of them.</summary>
public sealed class RunMetrics(RunResult result)
{
    private readonly Lazy<ClientMetrics> _allClients = new(() => Merged(result.Clients, new ClientMetrics(result.Scenario.SeriesInterval.Ticks), metrics => metrics.Arrays));
    private readonly Lazy<ServerMetrics> _allServers = new(() => Merged(result.Servers, new ServerMetrics(result.Scenario.SeriesInterval.Ticks), metrics => metrics.Arrays));

    /// <summary>The value; null where there is none.</summary>
    /// <exception cref="ArgumentException">A label names a group that the scenario does not have.</exception>
    public double? Of(MetricSelector selector) =>
        selector.Metric.Of(new MetricScope(this, result, selector)) is { } value && double.IsFinite(value) ? value : null;

    internal ClientMetrics Clients(string? group) => group is null ? _allClients.Value : result.Clients[IndexOf(result.Scenario.Clients.Select(one => one.Name), group)];

    internal ServerMetrics Servers(string? group) => group is null ? _allServers.Value : result.Servers[IndexOf(result.Scenario.Servers.Select(one => one.Name), group)];

    private static int IndexOf(IEnumerable<string> names, string name)
    {
        var index = names.ToList().IndexOf(name);
        return index >= 0 ? index : throw new ArgumentException($"There is no group '{name}'.", nameof(name));
    }

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

using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>
/// All metrics, by name: the language that expectations, sweeps, tables and charts share. <c>docs/metrics.md</c> is made from it.
/// </summary>
public static partial class MetricCatalogue
{
    private static readonly string[] ByClient = [MetricLabel.ClientName];
    private static readonly string[] ByServer = [MetricLabel.ServerName];

    public static IReadOnlyList<MetricChapter> Chapters { get; } =
    [
        new("Fates of messages", "What became of the mail, by the clients' queues.", [.. Fates()]),
        new("Delay and attempts", "How long and how many tries it took.", [.. Attempts()]),
        new("Sessions and replies", "What passed between clients and servers.", [.. Dialogue()]),
        new("Load", "What the fleet moved and what stood in its queues. Means are over the scenario's duration.", [.. Load()]),
        new("Servers", "What the servers took in, refused and were busy with.", [.. Serving()]),
        new("Policies of servers", "What the servers' policies turned away or held back.", [.. Policies()]),
        new("Names", "Lookups before a domain's hosts are known.", [.. Lookups()]),
        new("End to end", "Mail over all its hops, by the clients it comes from; of scenarios with relays alone.", [.. EndToEnd()]),
        new("Copies at servers", "What mailboxes and relays got, by cause; of the same scenarios.", [.. Receptions()]),
        new("Recovery",
            "What happened after the disturbances of the scenario were over: outages, partitions, periods of loss, faults that begin and end, times in which servers do less than usual. The fleet counts as recovered in a bin of the series when the clients' queues hold, on "
            + "average, at most twice and one message more than in the second half of the time before the first of them. Series set the resolution: `series`.",
            [.. Recovering()]),
        new("At the end", "The last tenth of the duration alone: what a run has come to when all that disturbed it is long over.", [.. Ending()]),
    ];

    /// <summary>In the order of the chapters.</summary>
    public static IReadOnlyList<Metric> All { get; } = [.. Chapters.SelectMany(chapter => chapter.Metrics)];

    private static readonly Dictionary<string, Metric> ByName = All.ToDictionary(metric => metric.Name, StringComparer.Ordinal);

    public static Metric? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Mean, quantiles and maximum of a statistic over observations.</summary>
    /// <param name="name">What the names begin with.</param>
    /// <param name="what">Begins the descriptions.</param>
    /// <param name="unit">Of the values.</param>
    /// <param name="scale">How many of the tally's units make one.</param>
    /// <param name="labels">Of all of them.</param>
    /// <param name="of">The tally.</param>
    private static IEnumerable<Metric> Family(string name, string what, MetricUnit unit, double scale, string[] labels, Func<MetricScope, Tally> of)
    {
        double? In(Tally tally, Func<double> value) => tally.Count == 0 ? null : value() / scale;

        yield return new Metric($"{name}.mean", unit, labels, $"{what}: mean", scope => In(of(scope), () => of(scope).Mean));
        foreach (var (suffix, q) in new[] { ("p50", .5), ("p90", .9), ("p95", .95), ("p99", .99), ("p99.9", .999) })
        {
            var share = suffix == "p50" ? "median" : $"{suffix[1..]} % take no more";
            yield return new Metric($"{name}.{suffix}", unit, labels, $"{what}: {share}", scope => In(of(scope), () => of(scope).Quantile(q)));
        }

        yield return new Metric($"{name}.max", unit, labels, $"{what}: the largest", scope => In(of(scope), () => of(scope).Max));
    }
}

/// <summary>Metrics that belong together.</summary>
public sealed record MetricChapter(string Title, string Description, IReadOnlyList<Metric> Metrics);

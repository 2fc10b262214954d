using SmtpSim.Results;

namespace SmtpSim.Report;

/// <summary>Which values of a metric are the better ones.</summary>
internal enum MetricDirection
{
    None,
    More,
    Less,
}

internal static class MetricDirections
{
    private static readonly string[] More = ["delivered", "goodput", "recovered", "recipients.delivered", "end-to-end.delivered"];

    private static readonly string[] Less =
    [
        "delay", "attempts.mean", "attempts.p", "attempts.max", "attempts.per", "retries", "deferrals", "amplification", "bounced", "expired", "dropped", "lost", "loss", "queue.", "wait.", "waiting",
        "sojourn", "recovery", "goodput.recovery", "metastable", "last-failure", "duplicates", "copies", "crash-lost", "session.duration",
    ];

    /// <summary>By the beginning of the name; the longer beginning counts.</summary>
    public static MetricDirection Of(Metric metric)
    {
        int Longest(string[] beginnings) => beginnings.Where(one => metric.Name.StartsWith(one, StringComparison.Ordinal)).Select(one => one.Length).DefaultIfEmpty(0).Max();
        var (more, less) = (Longest(More), Longest(Less));
        return more == less ? MetricDirection.None : more > less ? MetricDirection.More : MetricDirection.Less;
    }
}

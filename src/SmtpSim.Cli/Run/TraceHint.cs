using SmtpSim.Results;

namespace SmtpSim.Cli;

/// <summary>The message of a run that shows best why a metric is what it is, as options of <c>trace</c>.</summary>
internal sealed class TraceHint(RunSummary summary)
{
    /// <summary>The worst that happened to a message of these clients; null when all went well at once.</summary>
    public static string? Worst(ClientSummary clients) =>
        clients.Messages.Expired > 0 ? "expired" : clients.Messages.Bounced > 0 ? "bounced" : clients.Deferrals > 0 ? "deferred" : null;

    /// <summary>A message of the clients that the metric is of, which what it counts happened to; the worst that happened to them where it counts no event. Null when there is none.</summary>
    public string? Of(MetricSelector selector)
    {
        var group = selector[MetricLabel.ClientName] is { } name ? summary.Clients.FirstOrDefault(clients => clients.Name == name) : null;
        var clients = group ?? summary.Total.Clients;
        var happened = selector.Metric.Name.Split('.')[0] switch
        {
            "duplicates" or "copies" => "duplicated",
            "replies" when selector[MetricLabel.CodeName] is { } code && !code.EndsWith('z') => code,
            "bounced" when clients.Messages.Bounced > 0 => "bounced",
            "dropped" when clients.Messages.Dropped > 0 => "dropped",
            // What took long or many attempts was deferred; what came to nothing else has no delay.
            "delay" or "attempts" or "amplification" or "retries" or "deferrals" when clients.Messages.Delivered > 0 && clients.Deferrals > 0 => "deferred",
            _ => Worst(clients),
        };
        return happened is null ? null : $"--first {happened}{(group is null || summary.Clients.Count == 1 ? "" : $" --client {group.Name}")}";
    }
}

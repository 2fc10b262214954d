using System.Globalization;
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
        // Mail that is followed over relays may have failed at any of them.
        var isEndToEnd = selector.Metric.Name.StartsWith("end-to-end.", StringComparison.Ordinal);
        var group = !isEndToEnd && selector[MetricLabel.ClientName] is { } name ? summary.Clients.FirstOrDefault(clients => clients.Name == name) : null;
        var clients = group ?? summary.Total.Clients;
        var happened = selector.Metric.Name.Split('.')[0] switch
        {
            // Duplicates are counted at the servers, where nobody knows whose they are.
            "duplicates" or "copies" when group is null && summary.Total.Servers.Recipients.Duplicates > 0 => "duplicated",
            "replies" when selector[MetricLabel.CodeName] is { } code && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && clients.Replies.ContainsKey(number) => code,
            "bounced" when clients.Messages.Bounced > 0 => "bounced",
            "dropped" when clients.Messages.Dropped > 0 => "dropped",
            // What took long or many attempts was deferred; what came to nothing else has no delay.
            "delay" or "attempts" or "amplification" or "retries" or "deferrals" when clients.Messages.Delivered > 0 && clients.Deferrals > 0 => "deferred",
            _ => Worst(clients),
        };
        return happened is null ? null : $"--first {happened}{(group is null || summary.Clients.Count == 1 ? "" : $" --client {group.Name}")}";
    }
}

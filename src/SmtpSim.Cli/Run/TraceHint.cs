using System.Globalization;
using SmtpSim.Results;

namespace SmtpSim.Cli;

/// <summary>The message of a run that shows best why a metric is what it is, as arguments of <c>trace</c>.</summary>
/// <param name="sets">What was set for the run.</param>
/// <param name="groups">The client groups of the run.</param>
/// <param name="happened">Whether something of what <c>trace --first</c> takes happened to a message of a group, or of any.</param>
internal sealed class TraceHint(IReadOnlyList<string> sets, IReadOnlyList<string> groups, Func<string, string?, bool> happened)
{
    private const string Expired = "expired";
    private const string Bounced = "bounced";
    private const string Dropped = "dropped";
    private const string Delivered = "delivered";
    private const string Deferred = "deferred";
    private const string Duplicated = "duplicated";

    /// <summary>Of a run that is summed up.</summary>
    public static TraceHint Of(RunSummary summary, IReadOnlyList<string> sets) => new(sets, [.. summary.Clients.Select(clients => clients.Name)], (what, group) =>
    {
        var clients = group is null ? summary.Total.Clients : summary.Clients.First(one => one.Name == group);
        return what switch
        {
            Expired => clients.Messages.Expired > 0,
            Bounced => clients.Messages.Bounced > 0,
            Dropped => clients.Messages.Dropped > 0,
            Delivered => clients.Messages.Delivered > 0,
            Deferred => clients.Deferrals > 0,
            // Duplicates are counted at the servers, where nobody knows whose they are.
            Duplicated => group is null && summary.Total.Servers.Recipients.Duplicates > 0,
            _ => clients.Replies.ContainsKey(int.Parse(what, CultureInfo.InvariantCulture)),
        };
    });

    /// <summary>Of a run of a sweep, of which nothing is kept but what was measured: of a group no more than what was asked for.</summary>
    /// <param name="sets">What has to be set to repeat it.</param>
    /// <param name="groups">The client groups.</param>
    /// <param name="measured">The value of a metric in the run; null where there is none.</param>
    public static TraceHint Of(IReadOnlyList<string> sets, IReadOnlyList<string> groups, Func<MetricSelector, double?> measured) => new(sets, groups, (what, group) =>
    {
        var (name, label, value) = what switch
        {
            Deferred => ("deferrals", MetricLabel.ClientName, group),
            Duplicated => ("duplicates", MetricLabel.ClientName, group),
            [>= '0' and <= '9', ..] => ("replies", MetricLabel.CodeName, what),
            _ => (what, MetricLabel.ClientName, group),
        };
        return measured(new MetricSelector(MetricCatalogue.Find(name)!, value is null ? [] : [KeyValuePair.Create(label, value)])) > 0;
    });

    /// <summary>The whole command.</summary>
    public static string Command(string file, string arguments) => $"{App.Name} trace {file} {arguments}";

    /// <summary>The worst that happened to any message; null when all went well at once.</summary>
    public string? Worst() => Worst(null) is { } what ? Arguments(what, null) : null;

    public string? Of(ExpectationResult result) => Of(result.Expectation.Left.Selector);

    /// <summary>A message of the clients that the metric is of, which what it counts happened to; the worst that happened to them where it counts no event. Null when there is none.</summary>
    public string? Of(MetricSelector selector)
    {
        // Mail that is followed over relays may have failed at any of them.
        var isEndToEnd = selector.Metric.Name.StartsWith("end-to-end.", StringComparison.Ordinal);
        var group = !isEndToEnd && selector[MetricLabel.ClientName] is { } name && groups.Contains(name) ? name : null;
        var what = selector.Metric.Name.Split('.')[0] switch
        {
            "duplicates" or "copies" when happened(Duplicated, group) => Duplicated,
            "replies" when selector[MetricLabel.CodeName] is { } code && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out _) && happened(code, group) => code,
            "bounced" when happened(Bounced, group) => Bounced,
            "dropped" when happened(Dropped, group) => Dropped,
            // What took long or many attempts was deferred; what came to nothing else has no delay.
            "delay" or "attempts" or "amplification" or "retries" or "deferrals" when happened(Delivered, group) && happened(Deferred, group) => Deferred,
            _ => Worst(group),
        };
        return what is null ? null : Arguments(what, group);
    }

    /// <summary>Any message of the clients that the metric is of; null where it is of no group.</summary>
    public string? AnyOf(MetricSelector selector) => selector[MetricLabel.ClientName] is { } group && groups.Contains(group) ? Arguments(null, group) : null;

    private string Arguments(string? what, string? group) => string.Join(' ',
    [
        .. sets.Select(Set),
        .. what is null ? Array.Empty<string>() : [$"--first {what}"],
        .. group is null || groups.Count == 1 ? Array.Empty<string>() : [$"--client {group}"],
    ]);

    private static string Set(string set) =>
        set.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '=' or '-' or '_' or '/') ? $"--set {set}" : $"--set '{set.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private string? Worst(string? group) =>
        happened(Expired, group) ? Expired : happened(Bounced, group) ? Bounced : happened(Deferred, group) ? Deferred : null;
}

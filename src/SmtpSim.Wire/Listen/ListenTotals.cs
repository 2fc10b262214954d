using SmtpSim.Model;

namespace SmtpSim.Wire;

/// <summary>What a listener has done so far.</summary>
public sealed record ListenTotals
{
    /// <summary>Connections that were made.</summary>
    public long Connections { get; init; }

    /// <summary>Sessions that were greeted and counted.</summary>
    public long Sessions { get; init; }

    /// <summary>The most sessions at a time.</summary>
    public long PeakSessions { get; init; }

    public long Messages { get; init; }

    /// <summary>Copies that recipients got.</summary>
    public long Recipients { get; init; }

    public long Bytes { get; init; }

    /// <summary>Replies 4yz.</summary>
    public long TransientReplies { get; init; }

    /// <summary>Replies 5yz.</summary>
    public long PermanentReplies { get; init; }

    public long Greylisted { get; init; }

    public long UnknownMailboxes { get; init; }

    /// <summary>Faults and rules for addresses that struck.</summary>
    public long Faults { get; init; }

    public long IdleTimeouts { get; init; }

    /// <summary>Replies by code, those that were sent.</summary>
    public IReadOnlyDictionary<int, long> Replies { get; init; } = new Dictionary<int, long>();

    internal static ListenTotals Of(ServerMetrics metrics, long connections) => new()
    {
        Connections = connections,
        Sessions = metrics[ServerCounter.SessionsOpened],
        PeakSessions = metrics.PeakSessionsPerHost,
        Messages = metrics[ServerCounter.MessagesAccepted],
        Recipients = metrics[ServerCounter.RecipientCopies],
        Bytes = metrics[ServerCounter.BytesAccepted],
        TransientReplies = Sum(metrics, 400),
        PermanentReplies = Sum(metrics, 500),
        Greylisted = metrics[ServerCounter.RecipientsGreylisted],
        UnknownMailboxes = metrics[ServerCounter.RecipientsUnknown],
        Faults = metrics[ServerCounter.Faults],
        IdleTimeouts = metrics[ServerCounter.IdleTimeouts],
        Replies = metrics.Replies.Select((count, i) => (Code: i + ReplyCounts.First, count)).Where(row => row.count > 0)
            .ToDictionary(row => row.Code, row => row.count),
    };

    private static long Sum(ServerMetrics metrics, int from)
    {
        long sum = 0;
        foreach (var count in metrics.Replies.AsSpan(from - ReplyCounts.First, 100))
            sum += count;
        return sum;
    }
}

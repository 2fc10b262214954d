using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>What is counted for a group of servers.</summary>
public enum ServerCounter
{
    /// <summary>Connections that reached the server program.</summary>
    SessionsOpened,

    /// <summary>Sessions greeted with 421 because of the session limit.</summary>
    SessionsOverLimit,

    /// <summary>Connections refused or not answered, by a fault or an outage.</summary>
    ConnectionsFailed,

    /// <summary>Transactions that ended in 250 after the final dot, copies included.</summary>
    MessagesAccepted,

    /// <summary>Of these, transactions in which a recipient got a message it already had.</summary>
    MessagesDuplicated,

    /// <summary>Copies that recipients got.</summary>
    RecipientCopies,

    /// <summary>Copies beyond a recipient's first.</summary>
    RecipientDuplicates,

    BytesAccepted,
    RecipientsGreylisted,
    RecipientsUnknown,
    RecipientsOverLimit,
    MessagesTooLarge,

    /// <summary>Faults of the scenario that struck.</summary>
    Faults,

    /// <summary>Sessions cut off after the server's idle time-out.</summary>
    IdleTimeouts,

    /// <summary>Ticks that workers were busy (sum over workers) until the run ended.</summary>
    BusyTicks,

    /// <summary>Commands that came when as many waited for a worker as may.</summary>
    CommandsOverPlaces,

    /// <summary>Commands turned away to shed load.</summary>
    CommandsShed,

    /// <summary>Commands that had waited too long when their turn came.</summary>
    CommandsTooLate,

    CommandsDroppedByCodel,

    /// <summary>Commands whose client was gone: their work was dropped.</summary>
    CommandsStale,

    /// <summary>Connections not answered because as many waited for the program as may.</summary>
    ConnectionsOverBacklog,

    /// <summary>Connections that had to wait for the program.</summary>
    SessionsInBacklog,

    /// <summary>Connections refused by the limit of sessions per client.</summary>
    SessionsOverClientLimit,

    ConnectionsOverRate,
    MessagesOverRate,
    RecipientsOverRate,

    /// <summary>RCPT commands to mailboxes that were full.</summary>
    RecipientsOverQuota,

    /// <summary>Messages refused for their content.</summary>
    MessagesRejected,

    /// <summary>Messages deferred because a mailbox had changed meanwhile.</summary>
    MailboxConflicts,

    /// <summary>Replies that a tarpit held back.</summary>
    RepliesTarpitted,

    /// <summary>Messages accepted, acknowledged, and lost when the server crashed.</summary>
    MessagesLostInCrash,

    /// <summary>Their recipients.</summary>
    RecipientsLostInCrash,
}

/// <summary>Quantities of a server group's series; those named Area are levels times ticks.</summary>
public enum ServerSeries
{
    SessionsOpened,
    MessagesAccepted,
    MessagesDuplicated,
    PositiveReplies,
    TransientReplies,
    PermanentReplies,
    SessionArea,
    BusyArea,
    WaitingArea,
}

/// <summary>All metrics of one server group in one partition, or merged over all of them.</summary>
public sealed class ServerMetrics
{
    private readonly MetricArray _counters = new("counters", MergeKind.Sum, Enum.GetValues<ServerCounter>().Length);
    private readonly MetricArray _replies = new("replies", MergeKind.Sum, ReplyCounts.Length);
    private readonly MetricArray _peak = new("peak_sessions_per_host", MergeKind.Max, 1);

    public ServerMetrics(long seriesWidth) => Series = new Series("series", Enum.GetValues<ServerSeries>().Length, seriesWidth);

    public long this[ServerCounter counter] => _counters.Values[(int)counter];

    public long[] Counters => _counters.Values;

    /// <summary>Replies sent, also those that were lost; indexed by code - 200.</summary>
    public long[] Replies => _replies.Values;

    /// <summary>The most sessions that one host held at a time.</summary>
    public ref long PeakSessionsPerHost => ref _peak.Values[0];

    /// <summary>How long commands waited for a worker, of servers with a limited number of workers; ticks.</summary>
    public Tally Wait { get; } = new("wait");

    /// <summary>Waiting and service of commands together, of servers with a limited number of workers; ticks.</summary>
    public Tally Sojourn { get; } = new("sojourn");

    public Series Series { get; }

    public IEnumerable<MetricArray> Arrays => [_counters, _replies, _peak, .. Wait.Arrays, .. Sojourn.Arrays, Series.Array];
}

using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>What is counted for a group of clients, each once per message, recipient, attempt or session.</summary>
public enum ClientCounter
{
    MessagesSubmitted,

    /// <summary>Every recipient was delivered.</summary>
    MessagesDelivered,

    /// <summary>A recipient was refused for good (5yz), and none expired.</summary>
    MessagesBounced,

    /// <summary>The client gave up on a recipient that was deferred until then.</summary>
    MessagesExpired,

    /// <summary>The client's queue was full.</summary>
    MessagesDropped,

    /// <summary>Still queued when the run ended.</summary>
    MessagesQueued,

    RecipientsSubmitted,
    RecipientsDelivered,
    RecipientsBounced,
    RecipientsExpired,
    RecipientsDropped,
    RecipientsQueued,

    /// <summary>Tries to deliver a message, those that never got a connection included.</summary>
    Attempts,

    /// <summary>Attempts after a message's first.</summary>
    Retries,

    /// <summary>Attempts that left a recipient for a later one.</summary>
    Deferrals,

    SessionsOpened,

    /// <summary>Bytes of the messages that were delivered, each once.</summary>
    BytesDelivered,

    /// <summary>Queries to a resolver.</summary>
    DnsQueries,

    /// <summary>Queries that the client's cache answered.</summary>
    DnsCached,

    /// <summary>Queries that SERVFAIL came for.</summary>
    DnsServFail,

    /// <summary>Queries that no answer came for in time.</summary>
    DnsTimeouts,

    /// <summary>Queries for names that do not exist.</summary>
    DnsNxDomain,

    /// <summary>Queries for records that a name does not have.</summary>
    DnsNoData,

    /// <summary>Attempts that ended because a lookup failed for now.</summary>
    AttemptsUnresolved,

    /// <summary>Messages bounced without a session: the domain does not exist, has no usable host, or takes no mail.</summary>
    MessagesUnroutable,

    /// <summary>Tries not made since the message was too old, or would be: the deadline. In the order of <see cref="Withheld"/>.</summary>
    WithheldDeadline,

    /// <summary>Tries not made to a destination held for dead (concurrency feedback).</summary>
    WithheldDestinationDead,

    /// <summary>Tries not made while the circuit breaker was open.</summary>
    WithheldCircuitOpen,

    /// <summary>Tries not made by client-side throttling.</summary>
    WithheldThrottled,

    /// <summary>Retries not made for want of a token.</summary>
    WithheldRetryBudget,

    /// <summary>Messages given up at a try that was withheld, and not at a failed attempt.</summary>
    GivenUpWithheld,

    /// <summary>Those of them that were never tried.</summary>
    GivenUpUntried,

    /// <summary>Messages dropped since their client crashed and lost its queue.</summary>
    LostInCrash,
}

/// <summary>How a session ended, as the client saw it.</summary>
public enum SessionEnd : byte
{
    /// <summary>QUIT was answered.</summary>
    Completed,

    /// <summary>The server sent 421.</summary>
    ServiceClosing,

    /// <summary>The connection was refused.</summary>
    Refused,

    /// <summary>The connection was reset or closed in mid-session.</summary>
    ConnectionLost,

    /// <summary>A time-out of the client ran out.</summary>
    TimedOut,
}

/// <summary>Quantities of a client group's series; those named Area are levels times ticks.</summary>
public enum ClientSeries
{
    Submitted,
    Delivered,
    Bounced,
    Expired,
    Attempts,
    Deferrals,
    SessionsOpened,
    SessionsFailed,
    QueueArea,
    SessionArea,
}

/// <summary>All metrics of one client group in one partition, or merged over all of them.</summary>
public sealed class ClientMetrics
{
    public const int Ends = 5;
    public const int Phases = 3;

    private readonly MetricArray _counters = new("counters", MergeKind.Sum, Enum.GetValues<ClientCounter>().Length);
    private readonly MetricArray _ends = new("session_ends", MergeKind.Sum, Ends * Phases);
    private readonly MetricArray _replies = new("replies_by_phase", MergeKind.Sum, Phases * ReplyCounts.Length);
    private readonly MetricArray _peak = new("peak_sessions_per_host", MergeKind.Max, 1);

    public ClientMetrics(long seriesWidth) => Series = new Series("series", Enum.GetValues<ClientSeries>().Length, seriesWidth);

    public long this[ClientCounter counter] => _counters.Values[(int)counter];

    public long[] Counters => _counters.Values;

    /// <summary>Indexed by end · <see cref="Phases"/> + phase.</summary>
    public long[] SessionEnds => _ends.Values;

    /// <summary>Replies received, by the phase that the session was in: indexed by phase · <see cref="ReplyCounts.Length"/> + code - 200.</summary>
    public long[] RepliesByPhase => _replies.Values;

    /// <summary>The same over all phases, reckoned anew each time: indexed by code - 200.</summary>
    public long[] Replies
    {
        get
        {
            var sums = new long[ReplyCounts.Length];
            for (var i = 0; i < _replies.Values.Length; i++)
                sums[i % ReplyCounts.Length] += _replies.Values[i];
            return sums;
        }
    }

    /// <summary>The most sessions that one host held at a time.</summary>
    public ref long PeakSessionsPerHost => ref _peak.Values[0];

    /// <summary>Submission to the acceptance of the last recipient, of messages that were delivered; ticks.</summary>
    public Tally Delay { get; } = new("delay");

    /// <summary>Asking for the connection to the end of the session; ticks.</summary>
    public Tally SessionDuration { get; } = new("session_duration");

    /// <summary>Attempts of each message that met its fate.</summary>
    public Tally AttemptsPerMessage { get; } = new("attempts");

    public Series Series { get; }

    public IEnumerable<MetricArray> Arrays
        => [_counters, _ends, _replies, _peak, .. Delay.Arrays, .. SessionDuration.Arrays, .. AttemptsPerMessage.Arrays, Series.Array];

    /// <summary>What the digest is made of: the same, with the replies over all phases.</summary>
    internal IEnumerable<MetricArray> Digested
    {
        get
        {
            var replies = new MetricArray("replies", MergeKind.Sum, ReplyCounts.Length);
            replies.MergeFrom(Replies);
            return Arrays.Select(array => array == _replies ? replies : array);
        }
    }

    public long EndsOf(SessionEnd end, Phase phase) => _ends.Values[(int)end * Phases + (int)phase];
}

/// <summary>Replies by code: 200 to 599.</summary>
public static class ReplyCounts
{
    public const int First = 200;
    public const int Length = 400;
}

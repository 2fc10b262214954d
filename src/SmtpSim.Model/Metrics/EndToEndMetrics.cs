using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// What became of the mail that a client group submitted, over all relays. Copies: recipients, each counted once for every copy under way. A
/// copy comes into being when it is submitted, and when a server accepts a message and its client does not learn of it; each ends in one way.
/// </summary>
public enum EndToEndCounter
{
    /// <summary>Messages of the group: mail of its clients; of a relay, notifications and what its lists send.</summary>
    Messages,

    /// <summary>Recipients of these.</summary>
    Submitted,

    /// <summary>Copies that a server accepted, relays included.</summary>
    Accepted,

    /// <summary>Copies that a client knows to be accepted.</summary>
    HandedOn,

    /// <summary>Recipients that have the message in their mailbox: each counts once.</summary>
    Delivered,

    /// <summary>Copies beyond the first in a mailbox.</summary>
    Duplicates,

    /// <summary>Copies that a server knew by their Message-ID and threw away.</summary>
    Deduplicated,

    /// <summary>Refused for good, by the server of the recipient or on the way.</summary>
    Bounced,

    /// <summary>Given up by a client or relay after its last try.</summary>
    Expired,

    /// <summary>Thrown away by a client or relay, as when its queue was full.</summary>
    Dropped,

    /// <summary>Accepted by a server, and lost.</summary>
    Lost,

    /// <summary>In a queue when the run ended.</summary>
    Queued,

    /// <summary>Notifications of failure that relays sent about messages of the group.</summary>
    NotificationsSent,

    /// <summary>Notifications of failure that relays had nowhere to send to: the sender never learns of it.</summary>
    NotificationsWithoutAddress,

    /// <summary>Messages with an empty reverse-path that failed: nobody learns of it.</summary>
    DoubleBounces,

    /// <summary>Recipients whose failure is known where the message came from, or was mailed there.</summary>
    FailuresReported,
}

/// <summary>The end-to-end figures of one client group in one partition, or merged over all of them.</summary>
public sealed class EndToEndMetrics
{
    private readonly MetricArray _counters = new("end_to_end", MergeKind.Sum, Enum.GetValues<EndToEndCounter>().Length);

    public long this[EndToEndCounter counter] => _counters.Values[(int)counter];

    public long[] Counters => _counters.Values;

    /// <summary>Submission by the origin to acceptance by the server of the mailbox, each first copy; ticks.</summary>
    public Tally Delay { get; } = new("end_to_end_delay");

    /// <summary>Relays that each first copy passed.</summary>
    public Tally Relays { get; } = new("relays_passed");

    public IEnumerable<MetricArray> Arrays => [_counters, .. Delay.Arrays, .. Relays.Arrays];

    internal void Count(EndToEndCounter counter, long number) => _counters.Values[(int)counter] += number;
}

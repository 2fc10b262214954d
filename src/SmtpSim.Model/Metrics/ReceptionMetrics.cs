using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>Why a server got a message that its recipient had already.</summary>
public enum DuplicateCause : byte
{
    None,

    /// <summary>The message was accepted and the reply that said so was lost (RFC 1047).</summary>
    LostReply,

    /// <summary>The server went down after it had accepted the message and before the client read so.</summary>
    Crash,

    /// <summary>The client did not wait for the reply: its time-out ran out, or it broke the connection.</summary>
    Timeout,

    /// <summary>Copies came over different relays, or by different ways through the same.</summary>
    MultiplePaths,
}

/// <summary>What is counted for a server group in a scenario with relays.</summary>
public enum ReceptionCounter
{
    /// <summary>Copies taken to be sent on.</summary>
    Relayed,

    /// <summary>Copies for mailboxes of the server that the recipient did not have.</summary>
    Unique,

    DuplicatesByLostReply,
    DuplicatesByCrash,
    DuplicatesByTimeout,
    DuplicatesByMultiplePaths,

    /// <summary>Copies that were thrown away: the Message-ID was known.</summary>
    Deduplicated,

    /// <summary>Messages refused with 554 5.4.6: too many hops.</summary>
    Looped,

    /// <summary>Messages to mailing lists.</summary>
    ListPosts,

    /// <summary>Notifications of failure for mailboxes of the server, about mail that was sent from there.</summary>
    Notifications,

    /// <summary>Notifications of failure for mailboxes that had sent nothing.</summary>
    Backscatter,
}

/// <summary>The figures of one server group in one partition, or merged over all of them.</summary>
public sealed class ReceptionMetrics
{
    private readonly MetricArray _counters = new("reception", MergeKind.Sum, Enum.GetValues<ReceptionCounter>().Length);

    public long this[ReceptionCounter counter] => _counters.Values[(int)counter];

    public long[] Counters => _counters.Values;

    public IEnumerable<MetricArray> Arrays => [_counters];

    /// <summary>Copies beyond a recipient's first, whatever the cause.</summary>
    public long Duplicates
    {
        get
        {
            var sum = 0L;
            for (var cause = DuplicateCause.LostReply; cause <= DuplicateCause.MultiplePaths; cause++)
                sum += this[CounterOf(cause)];
            return sum;
        }
    }

    public static ReceptionCounter CounterOf(DuplicateCause cause) => ReceptionCounter.DuplicatesByLostReply + ((int)cause - (int)DuplicateCause.LostReply);

    internal void Count(ReceptionCounter counter, long number = 1) => _counters.Values[(int)counter] += number;
}

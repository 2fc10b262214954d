using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>A client group as the hot loop reads it.</summary>
public sealed class ClientProfile
{
    internal ClientProfile(ClientGroup group, int index, IReadOnlyList<TrafficStream> streams)
    {
        Index = index;
        Group = group;
        Retry = RetrySchedule.Compile(group.Retry);
        Concurrency = group.Concurrency;
        MessagesPerSession = group.MessagesPerSession;
        Senders = (uint)group.Senders;
        HeloOnly = group.HeloOnly;
        QueueLimit = group.QueueLimit == 0 ? int.MaxValue : group.QueueLimit;
        var timeouts = group.Timeouts;
        TimeoutOf =
        [
            timeouts.Connect.Ticks,
            timeouts.Greeting.Ticks,
            timeouts.Hello.Ticks,
            timeouts.Hello.Ticks,
            timeouts.Mail.Ticks,
            timeouts.Rcpt.Ticks,
            timeouts.Data.Ticks,
            timeouts.Body.Ticks,
            timeouts.Rset.Ticks,
            timeouts.Quit.Ticks,
            SimDuration.MaxValue.Ticks,
        ];
        for (var i = 0; i < TimeoutOf.Length; i++)
            TimeoutOf[i] = Math.Min(TimeoutOf[i], Sampler.MaxSample); // may be added to any time of a run
        Streams = [.. streams.Where(stream => stream.Traffic.From.Contains(group.Name, StringComparer.Ordinal))];
    }

    public int Index { get; }

    public ClientGroup Group { get; }

    public int Concurrency { get; }

    public int MessagesPerSession { get; }

    public uint Senders { get; }

    public bool HeloOnly { get; }

    public int QueueLimit { get; }

    internal RetrySchedule Retry { get; }

    /// <summary>Ticks a client waits in each <see cref="Protocol.ClientState"/>.</summary>
    internal long[] TimeoutOf { get; }

    /// <summary>The traffic that this group takes part in.</summary>
    internal TrafficStream[] Streams { get; }
}

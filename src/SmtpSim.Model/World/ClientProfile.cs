using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>A client group as the hot loop reads it.</summary>
public sealed class ClientProfile
{
    private readonly Patience? _patience;

    internal ClientProfile(ClientGroup group, int index, IReadOnlyList<TrafficStream> streams, IReadOnlyList<ServerProfile> servers, bool hasBandwidth, RelayDowntime? downtime)
    {
        Index = index;
        Group = group;
        Retry = RetrySchedule.Compile(group.Retry);
        Concurrency = group.Concurrency;
        MessagesPerSession = group.MessagesPerSession;
        HostChoice = HostLimits(group.Mx);
        Senders = (uint)group.Senders;
        HeloOnly = group.HeloOnly;
        Tls = group.Tls;
        Auth = group.Auth;
        AuthRounds = RoundsOf(group.Auth);
        Wants = ServiceExtensions.Limits | (group.Pipelining ? ServiceExtensions.Pipelining : 0) | (group.Chunking ? ServiceExtensions.Chunking : 0)
            | (group.Tls != TlsUse.Never ? ServiceExtensions.StartTls : 0) | (group.Auth != AuthMechanisms.None ? ServiceExtensions.Auth : 0);
        Verp = group.Verp;
        Negotiates = group.Verp || group.Tls == TlsUse.Must || group.Auth != AuthMechanisms.None
            || servers.Any(server => server.Esmtp && (server.Offer.Within(insideTls: false) & Wants) != 0);
        Minds = Negotiates || hasBandwidth || servers.Any(server => server.Twists);
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
            timeouts.Hello.Ticks,
            timeouts.Hello.Ticks,
            timeouts.Hello.Ticks,
            timeouts.Body.Ticks,
        ];
        for (var i = 0; i < TimeoutOf.Length; i++)
            TimeoutOf[i] = Math.Min(TimeoutOf[i], Sampler.MaxSample); // may be added to any time of a run
        BlockTimeout = Math.Min(timeouts.Block.Ticks, Sampler.MaxSample);
        _patience = Patience.Compile(group.Patience, TimeoutOf);
        Deadline = group.Deadline.Ticks;
        Restrains = Deadline != 0 || group.RetryBudget is not null || group.Throttling is not null || group.CircuitBreaker is not null || group.Feedback is not null;
        Ordered = group.Order != QueueOrder.Fifo || streams.Any(stream => stream.Traffic.Priority != 0 && stream.Traffic.From.Contains(group.Name, StringComparer.Ordinal));
        ActiveLimit = group.ActiveLimit;
        CacheFor = Math.Min(group.ConnectionCache.Ticks, Sampler.MaxSample);
        Managed = Restrains || Ordered || ActiveLimit != 0 || CacheFor != 0 || group.Crashes.Count > 0 || downtime is not null;
        Downtime = downtime;
        Streams = [.. streams.Where(stream => stream.Traffic.From.Contains(group.Name, StringComparer.Ordinal))];
    }

    public int Index { get; }

    public ClientGroup Group { get; }

    public int Concurrency { get; }

    public int MessagesPerSession { get; }

    /// <summary>How an attempt goes through the hosts of a domain; limits that do not limit are large.</summary>
    public HostChoice HostChoice { get; }

    public uint Senders { get; }

    public bool HeloOnly { get; }

    public TlsUse Tls { get; }

    public AuthMechanisms Auth { get; }

    /// <summary>The extensions that the group uses where they are offered.</summary>
    public ServiceExtensions Wants { get; }

    /// <summary>Whether a service extension may change what is said in a session of the group.</summary>
    public bool Negotiates { get; }

    /// <summary>Whether a reply may have to be looked at before it is read: for what it means where the session stands, or since a text leaves, or because it may be another command's.</summary>
    internal bool Minds { get; }

    public int QueueLimit { get; }

    /// <summary>Whether each recipient has a transaction and a sender of its own.</summary>
    internal bool Verp { get; }

    /// <summary>Ticks after its submission at which a message is tried no more; 0 without a deadline.</summary>
    internal long Deadline { get; }

    /// <summary>Whether attempts that are due may be withheld: see <see cref="Throttles"/>.</summary>
    internal bool Restrains { get; }

    /// <summary>Whether sessions are not given first come, first served.</summary>
    internal bool Ordered { get; }

    /// <summary>Active messages of a client at most; 0 without limit.</summary>
    internal int ActiveLimit { get; }

    /// <summary>Ticks that a session without a message is kept; 0 where none is.</summary>
    internal long CacheFor { get; }

    /// <summary>Whether there is more to a client's queue than first come, first served. The plain path asks for nothing else.</summary>
    internal bool Managed { get; }

    /// <summary>Lines that the client sends in an AUTH exchange, each answered.</summary>
    internal int AuthRounds { get; }

    internal RetrySchedule Retry { get; }

    /// <summary>Ticks a client waits in each <see cref="Protocol.ClientState"/>; <see cref="Patience.Drawn"/> where that is drawn.</summary>
    internal long[] TimeoutOf { get; }

    /// <summary>Ticks a client waits while nothing of its text is taken.</summary>
    internal long BlockTimeout { get; }

    /// <summary>The traffic that this group takes part in.</summary>
    internal TrafficStream[] Streams { get; }

    /// <summary>Ticks a client waits this time, in a state whose time-out is <see cref="Patience.Drawn"/>.</summary>
    internal long PatienceOf(ClientState state, RandomKey session, uint step, ulong mirror) => _patience!.Of(state, session, step, mirror);

    /// <summary>When hosts of the group are down because the relays are whose sending half they are; null for never.</summary>
    internal RelayDowntime? Downtime { get; }

    /// <summary>The tick at which a client that is down is up again; 0 when it is up.</summary>
    internal long UpAgain(int host, long now)
    {
        if (Downtime is not null && Downtime.UpAgain(host, now) is var end and > 0)
            return end;
        foreach (var crash in Group.Crashes)
            if (now >= crash.Start.Ticks && now - crash.Start.Ticks < crash.Length.Ticks)
                return crash.Start.Ticks + crash.Length.Ticks;
        return 0;
    }

    private static HostChoice HostLimits(HostChoice choice) => choice with
    {
        Addresses = choice.Addresses == 0 ? int.MaxValue : choice.Addresses,
        Sessions = choice.Sessions == 0 ? int.MaxValue : choice.Sessions,
    };

    /// <summary>PLAIN says all with AUTH itself (RFC 4616), LOGIN name and password one by one; in SCRAM the proof follows, and an empty
    /// line once the server has proved itself too (RFC 5802 section 5, RFC 4954 section 4).</summary>
    private static int RoundsOf(AuthMechanisms mechanism) => mechanism switch
    {
        AuthMechanisms.None => 0,
        AuthMechanisms.Plain => 1,
        _ => 3,
    };
}

using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>
/// One server of a scenario as real clients meet it: the capacity, policies, faults and outages of the simulation, decided by the same
/// parts, with the time handed in as ticks since the server was started. Not thread-safe: a host program takes a lock around it.
/// </summary>
public sealed partial class LiveServer
{
    /// <summary>Triplets that the greylist remembers before it starts anew: some 100 MB.</summary>
    private const int MostTriplets = 1 << 21;

    private readonly World _world;
    private readonly int _host;
    private readonly WorkerPool _workers;
    private readonly RandomKey _sessions;
    private RecipientPolicy _recipients;
    private ulong _connections;
    private long _lookedAt = -1;

    /// <param name="world">The scenario.</param>
    /// <param name="host">The server's host number.</param>
    /// <param name="addressesAsk">Whether an address may ask for a failure by its local part, such as <c>reply-451-4.7.1@…</c>.</param>
    public LiveServer(World world, int host, bool addressesAsk = false)
    {
        ArgumentNullException.ThrowIfNull(world);
        _world = world;
        _host = host;
        AddressesAsk = addressesAsk;
        Profile = world.Servers[world.ServerGroupOf(host)];
        _workers = new WorkerPool(new long[Profile.Workers]);
        _recipients = new RecipientPolicy(world);
        _sessions = world.SessionKey.Derive((ulong)host);
        AddressKey = world.MailboxKey.Derive(ulong.MaxValue);
        Metrics = new ServerMetrics(world.SeriesWidth);
    }

    public ServerProfile Profile { get; }

    /// <summary>Ticks since the last outage that broke sessions; -1 when there was none.</summary>
    internal long SinceBreak(long now) => Profile.SinceBreak(_host, now);

    public string Name => _world.NameOf(_host);

    /// <summary>Sessions that count towards the limit.</summary>
    public int Sessions { get; internal set; }

    /// <summary>Counters and replies; no series and no waiting times.</summary>
    public ServerMetrics Metrics { get; }

    /// <summary>Whether outages break its sessions at times.</summary>
    public bool HasOutages => Profile.DropsSessions;

    /// <summary>Counts the outages that broke all sessions.</summary>
    internal int Epoch { get; private set; }

    internal RandomKey AddressKey { get; }

    internal bool AddressesAsk { get; }

    internal bool HasRules => AddressesAsk || Profile.Rules.Length > 0;

    internal RuleMemory RuleMemory { get; } = new();

    internal PolicyMemory Policies { get; } = new();

    internal FaultMemory Struck { get; } = new();

    /// <summary>Whether a message is refused for its content, by a draw for this one.</summary>
    internal bool RejectsContent(RandomKey session, uint step) => Profile.Policies is { } policies && Chance.Hits(session.Draw(SessionKeys.ServerShed(step)), policies.RejectBelow);

    /// <summary>The texts of its replies, in its own name.</summary>
    /// <param name="offer">What EHLO announces.</param>
    public ReplyTexts TextsWith(ServerOffer offer) => _world.Texts.For(Name, offer);

    /// <summary>A client connected.</summary>
    /// <param name="client">Its address, without the port: what the greylist knows it by.</param>
    public LiveSession Connect(ReadOnlySpan<byte> client) =>
        new(this, LiveKeys.Mix(AddressKey, client).Value, _sessions.Derive(_connections++));

    /// <summary>Looks whether an outage has begun: then sessions are broken and work is dropped.</summary>
    public void Advance(long now)
    {
        if (!Profile.DropsSessions)
            return;
        if (Profile.NextBreak(_host, _lookedAt, now) is not null)
        {
            Epoch++;
            Sessions = 0;
            _called = 0;
            _workers.Clear(0, Profile.Workers);
        }
        _lookedAt = now;
    }

    /// <summary>A reply that was not decided on here but follows from the protocol alone.</summary>
    public void Count(Reply reply) => Metrics.Replies[reply.Code - ReplyCounts.First]++;

    /// <summary>A client that was silent for too long is cut off.</summary>
    public LiveReason CountIdleTimeout()
    {
        Metrics.Counters[(int)ServerCounter.IdleTimeouts]++;
        return new LiveReason(LiveReasonKind.Policy, (int)ServerRule.IdleTimeout, 0);
    }

    /// <summary>The words for a reason, and the path of the scenario's rule.</summary>
    public TraceReason? Explain(LiveReason reason) => reason.Kind switch
    {
        LiveReasonKind.Policy when reason is { Index: (int)ServerRule.UnknownMailbox, Count: > 0 } =>
            new TraceReason($"the mailboxes are m1 to m{Profile.Mailboxes}", $"servers.{Profile.Group.Name}.mailboxes"),
        LiveReasonKind.Policy => ServerReasons.Of((ServerRule)reason.Index, (int)Math.Min(reason.Count, int.MaxValue), reason.Count, Profile.Group),
        LiveReasonKind.Fault => ServerReasons.Of(FaultOf(reason.Index), Profile.Group),
        LiveReasonKind.Outage => ServerReasons.Of(Profile.Outages.Of(_host).First(outage => outage.Index == reason.Index)),
        LiveReasonKind.AddressRule => new TraceReason("a rule for this address", $"servers.{Profile.Group.Name}.rules[{reason.Index}]"),
        LiveReasonKind.Address => new TraceReason("the address asks for it", Rule: null),
        LiveReasonKind.Work => ServerReasons.OfWork(Profile.Group, reason.Count, reason.Index * SimDuration.TicksPerMillisecond),
        _ => null,
    };

    internal Outage? OutageAt(long now) => Profile.Outages.At(_host, now);

    internal long BeginWork(long now, long service) => Profile.Workers > 0 ? _workers.Assign(0, Profile.Workers, now, service, out _) : now;

    internal Reply CheckRecipient(int recipients, uint mailbox, ulong client, ulong entry, long now, out ServerRule rule)
    {
        if (_recipients.Greylist.Count >= MostTriplets)
            _recipients = new RecipientPolicy(_world);
        var reply = _recipients.Check(recipients, _host, mailbox, (int)client, GreylistEntry.Of(entry), Profile, now, out rule);
        if (RecipientPolicy.CounterOf(rule) is { } counter)
            Metrics.Counters[(int)counter]++;
        return reply;
    }

    private FaultRule FaultOf(int index) => Profile.AllFaults.First(rule => rule.Index == index);
}

using System.Runtime.CompilerServices;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>
/// The clients of a scenario without its servers: the same hosts, queues, retry schedules and time-outs as in a simulation, whose
/// commands somebody carries out on real connections. Time is handed in, and what comes from outside is: connections, replies, losses.
/// The network of the scenario adds nothing: the real one has its own delays.
/// </summary>
public sealed partial class ClientFleet
{
    private readonly World _world;
    private readonly int _group;
    private readonly EventRouter _router;
    private readonly ClientSide _clients;
    private FleetCommand[] _commands = new FleetCommand[64];
    private int _commandCount;
    private int[] _stamps = new int[64];
    private ServiceExtensions[] _offers = new ServiceExtensions[64];
    private ServerLimits[] _limits = new ServerLimits[64];
    private long _events;
    private long _lastEffective;
    private long _eventsAtLastLook = -1;
    private bool _hasNoAttemptAhead;

    /// <param name="scenario">Valid.</param>
    /// <param name="group">The client group that sends; null for all of them.</param>
    /// <param name="fromDomain">Stands in place of the clients' names in senders; null for those.</param>
    /// <param name="toDomain">Stands in place of the servers' names in recipients; null for those.</param>
    /// <exception cref="ArgumentException">There is no such group.</exception>
    public ClientFleet(Scenario scenario, string? group = null, string? fromDomain = null, string? toDomain = null)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        Scenario = scenario;
        _world = new World(scenario with
        {
            Network = new NetworkSpec { Default = new LinkSpec { Floor = SimDuration.Zero } },
            // Domains lead to hosts as the scenario says, and the owner knows where those are: there is nobody to ask.
            Domains = [.. scenario.Domains.Select(domain => domain with { Dns = null })],
            // Crashes are for the owner to make; those of a relay come of its outages.
            Outages = [],
            Failures = [],
            Clients = [.. scenario.Clients.Select(client => client with { Crashes = [] })],
            // A real server may offer anything: what it does is told with its replies.
            Servers = [.. scenario.Servers.Select(server => server with { Esmtp = true, Extensions = ServerOffer.Everything.Extensions })],
        });
        _group = group is null ? -1 : scenario.Clients.Select(client => client.Name).ToList().IndexOf(group);
        if (group is not null && _group < 0)
            throw new ArgumentException($"there is no client group '{group}'", nameof(group));
        var map = new PartitionMap(1);
        _router = new EventRouter(0, map, _world.ClientHosts, SimDuration.TicksPerMillisecond);
        _clients = new ClientSide(_world, map, 0, _router, trace: null) { RealOffers = _offers, RealLimits = _limits };
        Addresses = new FleetAddresses(_world, fromDomain, toDomain);
        _clients.Begin(_group);
    }

    public Scenario Scenario { get; }

    public FleetAddresses Addresses { get; }

    /// <summary>Virtual time reached, in ticks: never goes back.</summary>
    public long Now { get; private set; }

    /// <summary>Tick at which the run ends, whatever is under way.</summary>
    public long End => _world.End;

    /// <summary>A tick by which <see cref="Advance"/> is due, or <see cref="long.MaxValue"/>; nothing happens by itself before it.</summary>
    public long NextTime => Math.Min(_router.Queue.NextTime, _world.End);

    /// <summary>Whether nothing is left to do: the end is reached, or no more mail will be submitted and what is left has no attempt before the end.</summary>
    public bool IsDone => Now >= _world.End || (_clients.ArrivalsAhead == 0 && _clients.Sessions.InUse == 0 && HasNoAttemptAhead());

    /// <summary>Sessions, those included whose connection is asked for.</summary>
    public int Sessions => _clients.Sessions.InUse;

    /// <summary>Messages that have not met their fate.</summary>
    public long QueuedMessages => _clients.QueuedMessages;

    /// <summary>A counter over all clients.</summary>
    public long CountOf(ClientCounter counter) => _clients.Metrics.Sum(metrics => metrics[counter]);

    /// <summary>Whether <see cref="TakeCommands"/> has something to give.</summary>
    public bool HasCommands => _commandCount > 0;

    /// <summary>What is to be done now, in this order. Valid until the fleet is told something; the next call does not repeat it.</summary>
    public ReadOnlySpan<FleetCommand> TakeCommands()
    {
        var commands = _commands.AsSpan(0, _commandCount);
        _commandCount = 0;
        return commands;
    }

    /// <summary>Time has come to <paramref name="now"/>: what is due happens.</summary>
    public void Advance(long now)
    {
        var end = Math.Min(now < long.MaxValue ? now + 1 : now, _world.End);
        while (true)
        {
            ref readonly var e = ref _router.Queue.Take(end);
            if (Unsafe.IsNullRef(in e))
                break;
            Happen(e);
        }

        Now = Math.Max(Now, Math.Min(now, _world.End));
    }

    /// <summary>The session's connection stands.</summary>
    public void Connected(FleetSession session, long now)
    {
        Advance(now);
        // There is no server's slot; the session's own place in its stead comes back with every command.
        if (IsOpen(session))
            Tell(session, EventKind.Accepted, (uint)session.Place);
    }

    /// <summary>The session's connection did not come to be.</summary>
    public void Refused(FleetSession session, long now)
    {
        Advance(now);
        if (IsOpen(session))
            Tell(session, EventKind.Refused, argument: 0);
    }

    /// <summary>The server closed or reset the connection, or does not speak SMTP.</summary>
    public void Lost(FleetSession session, long now)
    {
        Advance(now);
        if (IsOpen(session))
            Tell(session, EventKind.Reset, argument: 0);
    }

    /// <summary>The server takes nothing of what was sent to it any more: the session ends as at a time-out.</summary>
    public void Stalled(FleetSession session, long now)
    {
        Advance(now);
        if (!IsOpen(session))
            return;
        _clients.GiveUp(session.Place, Now);
        Count(changed: true);
        Add(new FleetCommand { Action = FleetAction.Close, Session = session });
    }

    /// <summary>A reply to what the session sent first of that which has none yet.</summary>
    /// <param name="session">Whose.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="offered">What the server announced in its last answer to EHLO, as far as this client may use it.</param>
    /// <param name="now">Tick.</param>
    /// <param name="limits">What LIMITS announced with it.</param>
    public void Replied(FleetSession session, Reply reply, ServiceExtensions offered, long now, ServerLimits limits = default)
    {
        Advance(now);
        if (!IsOpen(session))
            return;
        _offers[session.Place] = offered;
        _limits[session.Place] = limits;
        Tell(session, EventKind.Reply, reply.Bits);
    }

    /// <summary>The TLS handshake is done.</summary>
    public void Secured(FleetSession session, long now)
    {
        Advance(now);
        if (IsOpen(session))
            Tell(session, EventKind.ServerHandshake, argument: 0);
    }

    /// <summary>The group of a client.</summary>
    public ClientGroup GroupOf(int client) => Scenario.Clients[_world.ClientGroupOf(client)];

    /// <summary>Whether the session is not over.</summary>
    public bool IsOpen(FleetSession session)
        => session.Place < _clients.Sessions.HighWater && _stamps[session.Place] == session.Stamp && _clients.Sessions[session.Place].InUse;

    /// <summary>What rests goes on resting until something happens: the queue is looked through once and not again before that.</summary>
    private bool HasNoAttemptAhead()
    {
        if (_eventsAtLastLook != _events)
            (_eventsAtLastLook, _hasNoAttemptAhead) = (_events, _clients.RestsUntil(_world.End));
        return _hasNoAttemptAhead;
    }

    /// <summary>Ends the run and gives its figures, those of the clients alone.</summary>
    /// <param name="complete">False: it was interrupted.</param>
    public RunResult Close(bool complete)
    {
        _clients.Close(Math.Min(Now, _world.End));
        var part = new PartitionResult
        {
            Clients = [.. _clients.Metrics.Select(metrics => metrics.Arrays.Select(array => array.Values).ToArray())],
            Servers = [.. _world.Servers.Select(_ => new ServerMetrics(_world.SeriesWidth).Arrays.Select(array => array.Values).ToArray())],
            Events = _events,
            LastEvent = _lastEffective,
            Fingerprint = 0,
        };
        var whole = ResultMerger.Merge(_world, [part], complete);
        int[] groups = _group < 0 ? [.. Enumerable.Range(0, whole.Clients.Count)] : [_group];
        return new RunResult
        {
            Scenario = Scenario with { Clients = [.. groups.Select(i => Scenario.Clients[i])], Servers = [] },
            Clients = [.. groups.Select(i => whole.Clients[i])],
            Servers = [],
            Events = whole.Events,
            LastEvent = whole.LastEvent,
            Complete = complete,
            Digest = whole.Digest,
        };
    }
}

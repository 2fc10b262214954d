using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>
/// The clients of a partition: what each event means to a client's session. What a reply means and what is sent next is decided by
/// <see cref="ClientDialogue"/> and <see cref="ClientTable"/> alone; here the consequences for the message are drawn.
/// Handlers return whether the event changed anything: late segments of dead sessions and timers that were put off do not.
/// </summary>
internal sealed partial class ClientSide
{
    private readonly World _world;
    private readonly ulong _mirror;
    private readonly ClientProfile[] _profiles;
    private readonly Link[] _links;
    private readonly EventRouter _router;
    private readonly PartitionMap _map;
    private readonly int _partition;
    private readonly ClientHost[] _hosts;
    private readonly SlotLines _hostLines = new(Unsafe.SizeOf<ClientHost>());
    private readonly MailQueue _mail;
    private readonly SessionPool<ClientSession> _sessions = new(new ClientSession { TimerAt = long.MaxValue });
    private readonly TimeWeighted[] _inFlight;
    private readonly long[][] _replyCounts;
    private readonly TraceRecorder? _trace;
    private long _arrivalsAhead;

    public ClientSide(World world, PartitionMap map, int partition, EventRouter router, TraceRecorder? trace, EndToEndBooks? books = null)
    {
        _world = world;
        _sending = books is null ? null : new SendingHalf(world, world.Relays!, books);
        if (trace is not null)
            (trace.Sending, trace.Sessions) = (_sending, _sessions);
        _cache = Array.Exists(world.Clients, client => client.CacheFor != 0) ? new ConnectionCache() : null;
        _plainCommands = books is null ? PlainCommands : PlainCommands & ~(1 << (int)ClientState.MailSent); // MAIL has company
        if (_cache is not null)
            _plainCommands &= ~(1 << (int)ClientState.QuitSent); // QUIT may have to wait
        _anyLmtp = Array.Exists(world.Servers, server => server.Lmtp);
        _textLeaves = world.HasBandwidth ? [] : null;
        _arrived = Array.Exists(world.Servers, server => server.Twists) ? [] : null;
        _watched = trace is { SeesCommands: true } || _arrived is not null;
        _mirror = world.Mirror;
        _profiles = world.Clients;
        _links = world.Links;
        _router = router;
        _map = map;
        _partition = partition;
        _trace = trace;
        _hosts = GC.AllocateArray<ClientHost>(map.CountBelow(partition, world.ClientHosts), pinned: true);
        _hostLines.Address = Marshal.UnsafeAddrOfPinnedArrayElement(_hosts, 0);
        Metrics = [.. world.Clients.Select(_ => new ClientMetrics(world.SeriesWidth))];
        _replyCounts = [.. Metrics.Select(metrics => metrics.RepliesByPhase)];
        _inFlight = new TimeWeighted[Metrics.Length];
        _mail = new MailQueue(world, _hosts, map, partition, router, Metrics, trace) { Sending = _sending };
        _mail.Closed = _closed = ClosedTraffic.For(world, router);
        _routes = world.Domains is { } domains ? new DeliveryRoutes(world, domains) : null;
        for (var host = 0; host < _hosts.Length; host++)
        {
            _hosts[host].Group = (ushort)world.ClientGroupOf(HostNumber(host));
            DestinationTable.Reset(ref _hosts[host].First, domain: -1);
        }
    }

    public ClientMetrics[] Metrics { get; }

    public SessionPool<ClientSession> Sessions => _sessions;

    /// <summary>Where the servers' halves of sessions lie, as far as they are in this partition.</summary>
    public SlotLines ServerLines { get; set; } = SlotLines.None;

    public long QueuedMessages => _mail.Count;

    /// <summary>Arrivals that are to come: one for each client and stream that has not ended, and one for each user who thinks.</summary>
    public long ArrivalsAhead => _arrivalsAhead + (_closed?.Ahead ?? 0);

    /// <summary>Posts the first arrival of every client in every stream.</summary>
    /// <param name="onlyGroup">The one client group that submits messages; -1 for all of them.</param>
    public void Begin(int onlyGroup = -1)
    {
        PostCrashes();
        for (var host = 0; host < _hosts.Length; host++)
        {
            if (onlyGroup >= 0 && _hosts[host].Group != onlyGroup)
                continue;
            foreach (var stream in _world.Clients[_hosts[host].Group].Streams)
            {
                if (stream.IsClosed)
                    _closed!.Begin(HostNumber(host), stream);
                else
                    PostArrival(HostNumber(host), stream, n: 0, previous: 0);
            }
        }
    }

    /// <summary>Asks for the memory of a client that will be needed soon.</summary>
    public void PrefetchHost(int host) => _hostLines.Prefetch(_map.LocalOf(host));

    public bool OnArrival(in SimEvent e)
    {
        var stream = _world.Streams[e.Slot];
        if (stream.IsClosed)
            return OnClosedArrival(e, stream);
        _arrivalsAhead--;
        var host = _map.LocalOf(e.Receiver);
        for (var i = 0; i < stream.Batch; i++)
        {
            var number = _mail.Submit(host, stream, e.Argument, e.Time);
            if (number >= 0)
                Start(number, e.Time);
        }
        PostArrival(e.Receiver, stream, e.Argument + 1, e.Time);
        return true;
    }

    public bool OnRetry(in SimEvent e)
    {
        Start(e.Slot, e.Time);
        return true;
    }

    public bool OnWakeDeferred(in SimEvent e)
    {
        _mail.Wake(e.Argument, e.Time);
        return false;
    }

    /// <summary>SYN-ACK: the connection stands.</summary>
    public bool OnAccepted(in SimEvent e)
    {
        ref var session = ref _sessions[e.Slot];
        if (!IsFor(session, e))
        {
            // The attempt was given up meanwhile: TCP answers with RST.
            Abort(e.Receiver, e.Sender, (int)e.Argument, e.Sequence, e.Tag, LinkTo(_hosts[_map.LocalOf(e.Receiver)].Group, e.Sender), e.Time);
            return true;
        }
        session.ServerSlot = (int)e.Argument;
        session.State = ClientTable.Next(session.State, ClientTrigger.Connected);
        Send(ref session, e.Slot, EventKind.Established, 0, 0, e.Time);
        return true;
    }

    public bool OnRefused(in SimEvent e) => OnLost(e, SessionEnd.Refused);

    public bool OnReset(in SimEvent e) => OnLost(e, SessionEnd.ConnectionLost);

    public bool OnReply(in SimEvent e)
    {
        ref var session = ref _sessions[e.Slot];
        if (!IsFor(session, e))
            return false;
        if (_router.Queue.IsSparse)
            ServerLines.Prefetch(session.ServerSlot); // the command sent now is the next event, most likely
        var reply = new Reply(e.Argument);
        var profile = _profiles[session.Group];
        if (profile.Minds && !Reads(ref session, profile, e, reply, out var changed))
            return changed;
        var phase = ClientTable.PhaseOf(session.State);
        CountReply(session, e, reply, phase);

        var moreRecipients = false;
        var anyAccepted = false;
        if (IsPlainStep(session, reply))
            PassStep(ref session, out moreRecipients, out anyAccepted);
        else if (reply.Code != 421 && session.State is (>= ClientState.MailSent and <= ClientState.BodySent) or ClientState.ChunkSent)
            ConcludeStep(ref session, reply, e.Time, out moreRecipients, out anyAccepted);
        else if (session.State == ClientState.EhloSent)
            (session.Unextended, reply) = (true, WithoutFallback(session, reply));
        var situation = new ClientSituation(moreRecipients, anyAccepted, (session.Message >= 0) & !moreRecipients & !anyAccepted, profile.HeloOnly);
        if (profile.Negotiates)
            situation = WithExtensions(ref session, profile, reply, situation);
        var next = ClientTable.After(session.State, reply, situation);
        session.State = next;
        if (next != ClientState.Closed)
        {
            if (session.Ahead == 0)
                SendNext(ref session, e.Slot, e.Time);
            else
                AwaitNextOfGroup(ref session, e.Slot, e.Time);
            return true;
        }
        var closes = reply.Code == 421;
        // A server that refuses QUIT goes on waiting until it sees the connection closed.
        if (!closes && !reply.IsPositiveCompletion)
            Abort(ref session, e.Time);
        End(ref session, e.Slot, closes ? SessionEnd.ServiceClosing : SessionEnd.Completed, phase, e.Time);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CountReply(in ClientSession session, in SimEvent e, Reply reply, Phase phase)
    {
        _replyCounts[session.Group][(int)phase * ReplyCounts.Length + reply.Code - ReplyCounts.First]++;
        _trace?.Reply(e.Time, e.Receiver, session, reply);
    }

    public bool OnTimer(in SimEvent e)
    {
        ref var session = ref _sessions[e.Slot];
        if (session.TimerAt != e.Time)
            return false;
        if (session.InUse && session.Deadline == e.Time && e.Sequence != TimerSequence(session))
            return false; // posted for an earlier session in the slot; this session's own timer stands at the same tick
        session.TimerAt = long.MaxValue;
        if (!session.InUse)
            return false;
        if (session.Deadline > e.Time)
        {
            PostTimer(ref session, e.Slot);
            return false;
        }
        if (_cache is not null && LeavesKept(ref session, e.Slot, e.Time))
            return false; // what it sends is the event
        GiveUp(e.Slot, e.Time);
        return true;
    }

    /// <summary>Ends a session that waited in vain.</summary>
    public void GiveUp(int slot, long now)
    {
        ref var session = ref _sessions[slot];
        _trace?.TimedOut(now, HostNumber(session.Host), session);
        var phase = ClientTable.PhaseOf(session.State);
        if (session.ServerSlot >= 0)
            Abort(ref session, now);
        MarkUnacknowledged(ref session);
        session.State = ClientTable.Next(session.State, ClientTrigger.TimedOut);
        End(ref session, slot, SessionEnd.TimedOut, phase, now);
    }

    /// <summary>Counts what is still under way and books all areas up to <paramref name="end"/>.</summary>
    public void Close(long end)
    {
        for (var slot = 0; slot < _sessions.HighWater; slot++)
        {
            ref var session = ref _sessions[slot];
            if (!session.InUse)
                continue;
            _trace?.Unfinished(end, HostNumber(session.Host), session);
            if (session.Message >= 0)
                _mail.Conclude(session);
        }
        _mail.Close(end);
        for (var group = 0; group < _inFlight.Length; group++)
            _inFlight[group].Settle(Metrics[group].Series, (int)ClientSeries.SessionArea, end);
    }

    /// <summary>Gives the session the next message that waits for its destination, if it may have one more.</summary>
    private void GoOn(ref ClientSession session, long now)
    {
        var profile = _profiles[session.Group];
        if (session.Transactions >= profile.MessagesPerSession || HadEnough(session))
            return;
        if (profile.Managed)
        {
            GoOnManaged(profile, ref session, now);
            return;
        }
        ref var destination = ref _mail.Destinations.Get(session.Host, session.Domain);
        if (destination.FirstReady < 0)
            return;
        var number = _mail.TakeReady(ref destination);
        Take(ref session, number, now);
        if (session.Domain != session.Server)
            _routes!.Join(session, HostNumber(session.Host), _mail.Messages[number], now, Metrics[session.Group]);
        _trace?.GoesOn(HostNumber(session.Host), session, _mail.Messages[number]);
    }

    /// <summary>Begins an attempt: at once, or when a session to the destination may be opened.</summary>
    private void Start(int number, long now)
    {
        ref var message = ref _mail.Messages[number];
        var profile = _profiles[_hosts[message.Host].Group];
        if (profile.Managed)
        {
            StartManaged(profile, number, now);
            return;
        }
        ref var destination = ref _mail.Destinations.Get(message.Host, message.Domain);
        if (destination.Sessions < profile.Concurrency)
            Open(ref destination, number, now);
        else
        {
            _mail.Wait(ref destination, number);
            _trace?.Waits(now, HostNumber(message.Host), message);
        }
    }

    private void PostArrival(int host, TrafficStream stream, uint n, long previous)
    {
        var time = stream.ArrivalTime(_world, host, n, previous);
        if (time == long.MaxValue)
            return;
        _arrivalsAhead++;
        ref var item = ref _router.SendToSelf(time, host);
        item.Sequence = SelfSequence.Of(EventKind.Arrival, (uint)stream.Index);
        item.Kind = (byte)EventKind.Arrival;
        item.Slot = stream.Index;
        item.Argument = n;
    }
}

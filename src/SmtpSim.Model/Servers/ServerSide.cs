using System.Numerics;
using System.Runtime.CompilerServices;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>
/// The servers of a partition: what each event means to a server's session. Whether a command is in order is decided by
/// <see cref="ServerDialogue"/>, the next state by <see cref="ServerTable"/>; here stand capacity, policy, faults and outages.
/// Handlers return whether the event changed anything.
/// </summary>
internal sealed class ServerSide
{
    private readonly World _world;
    private readonly EventRouter _router;
    private readonly PartitionMap _map;
    private readonly int _partition;
    private readonly int _firstLocal;
    private readonly ServerHost[] _hosts;
    private readonly WorkerPool _workers;
    private readonly SessionPool<ServerSession> _sessions = new(new ServerSession { TimerAt = long.MaxValue });
    private readonly RecipientPolicy _recipients;
    private readonly CopyLedger _ledger = new();
    private readonly TimeWeighted[] _inFlight;
    private readonly TraceRecorder? _trace;

    public ServerSide(World world, PartitionMap map, int partition, EventRouter router, TraceRecorder? trace)
    {
        _world = world;
        _router = router;
        _map = map;
        _partition = partition;
        _trace = trace;
        _firstLocal = map.CountBelow(partition, world.ClientHosts);
        _hosts = new ServerHost[map.CountBelow(partition, world.HostCount) - _firstLocal];
        Metrics = [.. world.Servers.Select(_ => new ServerMetrics(world.SeriesWidth))];
        _inFlight = new TimeWeighted[Metrics.Length];
        _recipients = new RecipientPolicy(world, trace);
        var workers = 0;
        for (var host = 0; host < _hosts.Length; host++)
        {
            ref var server = ref _hosts[host];
            server.Group = (ushort)world.ServerGroupOf(HostNumber(host));
            server.FirstWorker = workers;
            workers = checked(workers + world.Servers[server.Group].Workers);
        }
        _workers = new WorkerPool(new long[workers]);
    }

    public ServerMetrics[] Metrics { get; }

    public SessionPool<ServerSession> Sessions => _sessions;

    /// <summary>Posts the beginnings of the outages that break sessions.</summary>
    public void Begin()
    {
        for (var host = 0; host < _hosts.Length; host++)
        {
            var outages = _world.Servers[_hosts[host].Group].Outages;
            for (var i = 0; i < outages.Length; i++)
                if (outages[i].Kind != OutageKind.ServiceUnavailable)
                    PostToSelf(EventKind.OutageStart, outages[i].Start, HostNumber(host), (uint)i, i);
        }
    }

    public bool OnOutageStart(in SimEvent e)
    {
        ref var host = ref _hosts[LocalOf(e.Receiver)];
        host.Epoch++;
        _inFlight[host.Group].Add(Metrics[host.Group].Series, (int)ServerSeries.SessionArea, e.Time, -host.Sessions);
        host.Sessions = 0;
        _workers.Clear(host.FirstWorker, _world.Servers[host.Group].Workers);
        return true;
    }

    /// <summary>SYN: the operating system answers, unless the host is out.</summary>
    public bool OnOpen(in SimEvent e)
    {
        var local = LocalOf(e.Receiver);
        ref var host = ref _hosts[local];
        var profile = _world.Servers[host.Group];
        var metrics = Metrics[host.Group];
        var group = _world.ClientGroupOf(e.Sender);
        var session = new ServerSession
        {
            Deadline = long.MaxValue,
            Key = SessionKeys.Of(_world, e.Sender, e.Argument, e.Tag),
            Host = local,
            Client = e.Sender,
            ClientSlot = e.Slot,
            Generation = (ushort)(e.Sequence >> 16),
            Group = host.Group,
            Link = _world.LinkOf[group * _world.Servers.Length + host.Group],
            Epoch = host.Epoch,
            State = ServerState.Connected,
            Flags = ServerSessionFlags.InUse,
        };
        if (FailsToConnect(session, profile, metrics, e.Time, out var refused))
        {
            metrics.Counters[(int)ServerCounter.ConnectionsFailed]++;
            if (refused)
                Send(ref session, EventKind.Refused, 0, e.Time);
            return true;
        }
        var slot = _sessions.Take();
        session.TimerAt = _sessions[slot].TimerAt;
        _sessions[slot] = session;
        Send(ref _sessions[slot], EventKind.Accepted, (uint)slot, e.Time);
        return true;
    }

    /// <summary>Whether an outage or, when there is none, a fault keeps the connection from being made.</summary>
    private bool FailsToConnect(in ServerSession session, ServerProfile profile, ServerMetrics metrics, long now, out bool refused)
    {
        if (OutageAt(profile, now) is { } outage and not OutageKind.ServiceUnavailable)
        {
            _trace?.Outage(session, profile, now, breaks: true);
            refused = outage == OutageKind.Refuse;
            return true;
        }
        var fault = FaultAt(profile, SessionStep.Connect, session, metrics);
        refused = fault is { Kind: FaultKind.Refuse or FaultKind.Reset };
        return fault is not null;
    }

    /// <summary>ACK: the program takes the connection and greets.</summary>
    public bool OnEstablished(in SimEvent e)
    {
        ref var session = ref _sessions[e.Slot];
        if (!IsFrom(session, e))
            return false;
        ref var host = ref _hosts[session.Host];
        var profile = _world.Servers[host.Group];
        var metrics = Metrics[host.Group];
        if (IsBroken(ref session, e.Slot, host, profile, e.Time))
            return true;
        if (OutageAt(profile, e.Time) == OutageKind.ServiceUnavailable)
        {
            _trace?.Outage(session, profile, e.Time, breaks: false);
            Greet(ref session, e.Slot, profile, WellKnownReplies.ServiceClosing, e.Time);
            return true;
        }
        if (host.Sessions >= profile.SessionLimit)
        {
            metrics.Counters[(int)ServerCounter.SessionsOverLimit]++;
            _trace?.Ruled(session, profile, ServerRule.SessionLimit);
            Greet(ref session, e.Slot, profile, profile.OverSessionLimit, e.Time);
            return true;
        }
        session.Flags |= ServerSessionFlags.Taken;
        host.Sessions++;
        if (host.Sessions > metrics.PeakSessionsPerHost)
            metrics.PeakSessionsPerHost = host.Sessions;
        metrics.Counters[(int)ServerCounter.SessionsOpened]++;
        metrics.Series.Add(e.Time, (int)ServerSeries.SessionsOpened, 1);
        _inFlight[host.Group].Add(metrics.Series, (int)ServerSeries.SessionArea, e.Time, 1);
        Greet(ref session, e.Slot, profile, WellKnownReplies.Greeting, e.Time);
        return true;
    }

    public bool OnMail(in SimEvent e)
    {
        ref var session = ref _sessions[e.Slot];
        if (!Hears(ref session, e, out var profile, out var changed))
            return changed;
        if (!ServerDialogue.Admits(session.State, Verb.Mail, out var reply))
        {
            Answer(ref session, e.Slot, profile, SessionStep.Mail, Verb.Mail, reply, e.Time);
            return true;
        }
        if (!StrikesFault(ref session, e.Slot, profile, SessionStep.Mail, Verb.Mail, e.Time, out var loses))
        {
            session.Bytes = e.Argument;
            session.Accepted = 0;
            reply = session.Has(ServerSessionFlags.Extended) && e.Argument > profile.MaxMessageBytes ? TooLarge(session, profile) : WellKnownReplies.SenderOk;
            Answer(ref session, e.Slot, profile, SessionStep.Mail, Verb.Mail, reply, e.Time, loses);
        }
        return true;
    }

    public bool OnRcpt(in SimEvent e)
    {
        ref var session = ref _sessions[e.Slot];
        if (!Hears(ref session, e, out var profile, out var changed))
            return changed;
        if (!ServerDialogue.Admits(session.State, Verb.Rcpt, out var reply))
        {
            Answer(ref session, e.Slot, profile, SessionStep.Rcpt, Verb.Rcpt, reply, e.Time);
            return true;
        }
        if (!StrikesFault(ref session, e.Slot, profile, SessionStep.Rcpt, Verb.Rcpt, e.Time, out var loses))
        {
            reply = _recipients.Check(session, e.Receiver, e.Argument, profile, Metrics[profile.Index], e.Time);
            if (reply.IsPositiveCompletion)
                session.Accepted |= 1UL << e.Detail;
            Answer(ref session, e.Slot, profile, SessionStep.Rcpt, Verb.Rcpt, reply, e.Time, loses);
        }
        return true;
    }

    public bool OnBody(in SimEvent e)
    {
        ref var session = ref _sessions[e.Slot];
        if (!Hears(ref session, e, out var profile, out var changed))
            return changed;
        if (StrikesFault(ref session, e.Slot, profile, SessionStep.Body, null, e.Time, out var loses))
            return true;
        var reply = session.Bytes > profile.MaxMessageBytes ? TooLarge(session, profile) : WellKnownReplies.Queued;
        if (!TryDepart(ref session, e.Slot, profile, SessionStep.Body, e.Time, out var departure))
            return true;
        if (reply.IsPositiveCompletion)
            Accept(ref session, e, Metrics[profile.Index], departure);
        session.State = ServerTable.Next(session.State, ServerDialogue.OutcomeOfBody(reply));
        Reply(ref session, e.Slot, profile, reply, departure, e.Time, loses);
        return true;
    }

    public bool OnCommand(in SimEvent e)
    {
        ref var session = ref _sessions[e.Slot];
        if (!Hears(ref session, e, out var profile, out var changed))
            return changed;
        var verb = (Verb)e.Detail;
        var step = verb switch
        {
            Verb.Ehlo or Verb.Helo => SessionStep.Hello,
            Verb.Data => SessionStep.Data,
            Verb.Rset => SessionStep.Rset,
            _ => SessionStep.Quit,
        };
        if (!ServerDialogue.Admits(session.State, verb, out var reply))
        {
            Answer(ref session, e.Slot, profile, step, verb, reply, e.Time);
            return true;
        }
        if (!StrikesFault(ref session, e.Slot, profile, step, verb, e.Time, out var loses))
        {
            reply = verb switch
            {
                Verb.Ehlo => profile.Esmtp ? WellKnownReplies.EhloOk : NotExtended(session, profile),
                Verb.Helo => WellKnownReplies.HeloOk,
                Verb.Data => WellKnownReplies.StartMailInput,
                Verb.Quit => WellKnownReplies.Bye,
                _ => WellKnownReplies.Ok,
            };
            if (verb == Verb.Ehlo && profile.Esmtp)
                session.Flags |= ServerSessionFlags.Extended;
            Answer(ref session, e.Slot, profile, step, verb, reply, e.Time, loses);
        }
        return true;
    }

    /// <summary>The client closed or aborted: RST.</summary>
    public bool OnClose(in SimEvent e)
    {
        ref var session = ref _sessions[e.Slot];
        if (!IsFrom(session, e))
            return false;
        session.State = ServerTable.Next(session.State, ServerTrigger.ConnectionLost);
        Release(ref session, e.Slot, e.Time);
        return true;
    }

    public bool OnTimer(in SimEvent e)
    {
        ref var session = ref _sessions[e.Slot];
        if (session.TimerAt != e.Time)
            return false;
        var inUse = session.Has(ServerSessionFlags.InUse);
        if (inUse && session.Deadline == e.Time && e.Sequence != TimerSequence(session))
            return false; // posted for an earlier session in the slot; this session's own timer stands at the same tick
        session.TimerAt = long.MaxValue;
        if (!inUse || session.Deadline == long.MaxValue)
            return false;
        if (session.Deadline > e.Time)
        {
            PostTimer(ref session, e.Slot);
            return false;
        }
        var profile = ProfileOf(session);
        if (IsBroken(ref session, e.Slot, _hosts[session.Host], profile, e.Time))
            return true;
        Metrics[profile.Index].Counters[(int)ServerCounter.IdleTimeouts]++;
        _trace?.Ruled(session, profile, ServerRule.IdleTimeout);
        session.State = ServerTable.Next(session.State, ServerTrigger.TimedOut);
        Reply(ref session, e.Slot, profile, WellKnownReplies.IdleTimeout, e.Time, e.Time, session.Has(ServerSessionFlags.Deaf));
        return true;
    }

    public bool OnRelease(in SimEvent e)
    {
        ref var session = ref _sessions[e.Slot];
        if (!session.Has(ServerSessionFlags.InUse) || session.State != ServerState.Closed || e.Sequence != ReleaseSequence(session))
            return false;
        Release(ref session, e.Slot, e.Time);
        return true;
    }

    /// <summary>Books all areas up to <paramref name="end"/>.</summary>
    public void Close(long end)
    {
        for (var group = 0; group < _inFlight.Length; group++)
            _inFlight[group].Settle(Metrics[group].Series, (int)ServerSeries.SessionArea, end);
    }

    private void Greet(ref ServerSession session, int slot, ServerProfile profile, Reply greeting, long now)
    {
        var loses = false;
        if (greeting.IsPositiveCompletion && StrikesFault(ref session, slot, profile, SessionStep.Greeting, null, now, out loses))
            return;
        if (!TryDepart(ref session, slot, profile, SessionStep.Greeting, now, out var departure))
            return;
        session.State = ServerTable.Next(session.State, ServerDialogue.OutcomeOfGreeting(greeting));
        Reply(ref session, slot, profile, greeting, departure, now, loses);
    }

    /// <summary>Whether the server still listens to the session; if so, the command shows that its last reply was read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Hears(ref ServerSession session, in SimEvent e, out ServerProfile profile, out bool changed)
    {
        profile = null!;
        changed = false;
        if (!IsFrom(session, e))
            return false;
        session.Flags &= ~ServerSessionFlags.Unconfirmed;
        profile = _world.Servers[session.Group];
        if (session.Has(ServerSessionFlags.Deaf) || session.State == ServerState.Closed)
            return false;
        if (profile.Outages.Length == 0 || HearsInSpiteOfOutages(ref session, e, profile))
            return true;
        changed = true;
        return false;
    }

    private bool HearsInSpiteOfOutages(ref ServerSession session, in SimEvent e, ServerProfile profile)
    {
        if (IsBroken(ref session, e.Slot, _hosts[session.Host], profile, e.Time))
            return false;
        if (OutageAt(profile, e.Time) != OutageKind.ServiceUnavailable)
            return true;
        _trace?.Outage(session, profile, e.Time, breaks: false);
        session.State = ServerTable.Next(session.State, ServerTrigger.ServiceClosing);
        Reply(ref session, e.Slot, profile, WellKnownReplies.ServiceClosing, e.Time, e.Time);
        return false;
    }

    /// <summary>An outage broke the session: a host that is up again or whose program is down answers with RST, one that cannot be reached not at all.</summary>
    private bool IsBroken(ref ServerSession session, int slot, in ServerHost host, ServerProfile profile, long now)
    {
        if (!profile.DropsSessions)
            return false;
        var outage = OutageAt(profile, now);
        if (outage == OutageKind.Timeout)
        {
            _trace?.Outage(session, profile, now, breaks: true);
            session.Flags |= ServerSessionFlags.Deaf;
            session.Deadline = long.MaxValue;
            return true;
        }
        if (session.Epoch == host.Epoch && outage != OutageKind.Refuse)
            return false;
        _trace?.Outage(session, profile, now, breaks: true);
        Send(ref session, EventKind.Reset, 0, now);
        Release(ref session, slot, now);
        return true;
    }

    /// <summary>Answers a command: the reply leaves when the work is done.</summary>
    private void Answer(ref ServerSession session, int slot, ServerProfile profile, SessionStep step, Verb verb, Reply reply, long now, bool loses = false)
    {
        if (!TryDepart(ref session, slot, profile, step, now, out var departure))
            return;
        session.State = ServerTable.Next(session.State, ServerDialogue.OutcomeOf(verb, reply));
        Reply(ref session, slot, profile, reply, departure, now, loses);
    }

    /// <summary>Has a worker do the step's work.</summary>
    /// <returns>False when an outage comes before the work is done: then there is no reply, and the work has no effect.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryDepart(ref ServerSession session, int slot, ServerProfile profile, SessionStep step, long now, out long departure)
    {
        departure = now;
        return !profile.HasService[(int)step] || TryDepartLater(ref session, slot, profile, step, now, out departure);
    }

    private bool TryDepartLater(ref ServerSession session, int slot, ServerProfile profile, SessionStep step, long now, out long departure)
    {
        var service = profile.Service[(int)step].Sample(session.Key.Draw(SessionKeys.ServerService(session.Step)));
        var start = now;
        if (profile.Workers > 0)
            start = _workers.Assign(_hosts[session.Host].FirstWorker, profile.Workers, now, service);
        departure = start + service;
        _trace?.Works(session, profile, now, start, departure);
        var outage = profile.DropsSessions ? NextOutage(profile, now, departure) : null;
        if (profile.Workers > 0)
            BookWork(profile, now, start, departure, outage);
        if (outage is not { } end)
            return true;
        _trace?.Outage(session, profile, end.Start, breaks: true);
        session.Flags |= ServerSessionFlags.Deaf;
        session.Deadline = long.MaxValue;
        if (end.Kind == OutageKind.Refuse)
        {
            Send(ref session, EventKind.Reset, 0, end.Start);
            session.State = ServerTable.Next(session.State, ServerTrigger.ConnectionLost);
            PostToSelf(EventKind.Release, end.Start, HostNumber(session.Host), ReleaseNumber(session), slot);
        }
        return false;
    }

    /// <summary>The first outage that breaks sessions and begins after <paramref name="now"/> and not after <paramref name="until"/>.</summary>
    private static Outage? NextOutage(ServerProfile profile, long now, long until)
    {
        foreach (var outage in profile.Outages)
            if (outage.Kind != OutageKind.ServiceUnavailable && outage.Start > now && outage.Start <= until)
                return outage;
        return null;
    }

    /// <summary>Books waiting and work up to the end of the run or the outage that cuts it off; what is cut off is no observation.</summary>
    private void BookWork(ServerProfile profile, long arrival, long start, long departure, Outage? outage)
    {
        var metrics = Metrics[profile.Index];
        if (outage is null)
        {
            metrics.Wait.Add(start - arrival);
            metrics.Sojourn.Add(departure - arrival);
        }
        var end = Math.Min(outage?.Start ?? long.MaxValue, _world.End);
        metrics.Counters[(int)ServerCounter.BusyTicks] += Math.Max(0, Math.Min(departure, end) - start);
        metrics.Series.AddArea(start, Math.Min(departure, end), (int)ServerSeries.BusyArea, 1);
        metrics.Series.AddArea(arrival, Math.Min(start, end), (int)ServerSeries.WaitingArea, 1);
    }

    /// <summary>Sends a reply that leaves at <paramref name="departure"/>; where the state is closed by then, the session ends with it.</summary>
    /// <param name="lost">The client will not hear of it, nor of anything after it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reply(ref ServerSession session, int slot, ServerProfile profile, Reply reply, long departure, long now, bool lost = false)
    {
        CountReply(Metrics[profile.Index], reply, departure, now);
        var arrival = departure;
        if (lost)
        {
            session.Flags |= ServerSessionFlags.Deaf;
            _trace?.Loses(session, reply, departure);
        }
        else
        {
            _trace?.Answers(session, reply, departure);
            arrival = Send(ref session, EventKind.Reply, reply.Bits, departure);
        }
        if (session.State == ServerState.Closed)
        {
            session.Deadline = long.MaxValue;
            if (departure == now)
                Release(ref session, slot, now);
            else
                PostToSelf(EventKind.Release, departure, HostNumber(session.Host), ReleaseNumber(session), slot);
            return;
        }
        // While text arrives the client is not silent: the time it takes to send it is not counted. And TCP keeps the order: the 421
        // of a client that is silent because this reply is still on its way must not overtake it.
        var transfer = session.State == ServerState.ReceivingData ? _world.Links[session.Link].Transfer(session.Bytes) : 0;
        session.Deadline = Math.Max(arrival, departure + transfer + profile.IdleTimeout);
        if (session.TimerAt >= session.Deadline)
            PostTimer(ref session, slot);
    }

    /// <summary>Counts a reply when it leaves, provided that the run does not end before.</summary>
    private void CountReply(ServerMetrics metrics, Reply reply, long departure, long now)
    {
        if (departure >= _world.End)
            return;
        metrics.Replies[reply.Code - ReplyCounts.First]++;
        var series = reply.IsTransientNegative ? ServerSeries.TransientReplies : reply.IsPermanentNegative ? ServerSeries.PermanentReplies : ServerSeries.PositiveReplies;
        AddToSeries(metrics, series, departure, now);
    }

    private static void AddToSeries(ServerMetrics metrics, ServerSeries field, long departure, long now)
    {
        if (departure == now)
            metrics.Series.Add(now, (int)field, 1);
        else
            metrics.Series.AddAhead(departure, (int)field, 1);
    }

    /// <summary>A transaction ended well: copies are counted, and those that a recipient had already as duplicates.</summary>
    private void Accept(ref ServerSession session, in SimEvent e, ServerMetrics metrics, long departure)
    {
        session.Ordinal = e.Argument;
        session.Flags |= ServerSessionFlags.Unconfirmed;
        if (departure >= _world.End)
            return;
        var copies = BitOperations.PopCount(session.Accepted);
        metrics.Counters[(int)ServerCounter.MessagesAccepted]++;
        metrics.Counters[(int)ServerCounter.RecipientCopies] += copies;
        metrics.Counters[(int)ServerCounter.BytesAccepted] += session.Bytes;
        AddToSeries(metrics, ServerSeries.MessagesAccepted, departure, e.Time);
        if (e.Detail == 0)
            return;
        var duplicates = _ledger.CountDuplicates(session.Host, session.Client, session.Ordinal, session.Accepted);
        if (duplicates == 0)
            return;
        _trace?.Ruled(session, ProfileOf(session), ServerRule.SecondCopy);
        metrics.Counters[(int)ServerCounter.MessagesDuplicated]++;
        metrics.Counters[(int)ServerCounter.RecipientDuplicates] += duplicates;
        AddToSeries(metrics, ServerSeries.MessagesDuplicated, departure, e.Time);
    }

    private Reply TooLarge(in ServerSession session, ServerProfile profile)
    {
        Metrics[profile.Index].Counters[(int)ServerCounter.MessagesTooLarge]++;
        _trace?.Ruled(session, profile, ServerRule.MessageTooLarge);
        return profile.TooLarge;
    }

    private Reply NotExtended(in ServerSession session, ServerProfile profile)
    {
        _trace?.Ruled(session, profile, ServerRule.NotExtended);
        return WellKnownReplies.NotImplemented;
    }

    /// <summary>Draws whether a fault of the step strikes, and if it does and spoils the step, carries it out.</summary>
    /// <param name="loses">The step goes on, and its reply will be lost.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool StrikesFault(ref ServerSession session, int slot, ServerProfile profile, SessionStep step, Verb? verb, long now, out bool loses)
    {
        loses = false;
        return profile.Faults[(int)step].Length > 0 && Strike(ref session, slot, profile, step, verb, now, out loses);
    }

    private bool Strike(ref ServerSession session, int slot, ServerProfile profile, SessionStep step, Verb? verb, long now, out bool loses)
    {
        loses = false;
        var metrics = Metrics[profile.Index];
        if (FaultAt(profile, step, session, metrics) is not { } fault)
            return false;
        switch (fault.Kind)
        {
            case FaultKind.LoseReply:
                loses = true;
                return false;
            case FaultKind.Reset:
                Send(ref session, EventKind.Reset, 0, now);
                Release(ref session, slot, now);
                return true;
            case FaultKind.Reply:
                if (!TryDepart(ref session, slot, profile, step, now, out var departure))
                    return true;
                var outcome = verb is { } v ? ServerDialogue.OutcomeOf(v, fault.Reply)
                    : step == SessionStep.Body ? ServerDialogue.OutcomeOfBody(fault.Reply)
                    : ServerDialogue.OutcomeOfGreeting(fault.Reply);
                session.State = ServerTable.Next(session.State, outcome);
                Reply(ref session, slot, profile, fault.Reply, departure, now);
                return true;
            default:
                session.Flags |= ServerSessionFlags.Deaf;
                session.Deadline = long.MaxValue;
                return true;
        }
    }

    private FaultRule? FaultAt(ServerProfile profile, SessionStep step, in ServerSession session, ServerMetrics metrics)
    {
        var rules = profile.Faults[(int)step];
        if (rules.Length == 0)
            return null;
        var bits = session.Key.Draw(SessionKeys.ServerFault(session.Step));
        foreach (var rule in rules)
        {
            if (!rule.Strikes(bits))
                continue;
            metrics.Counters[(int)ServerCounter.Faults]++;
            _trace?.Fault(session, profile, rule);
            return rule;
        }
        return null;
    }

    /// <summary>Ends a session and frees its slot. What the client has not shown to know of by now it may never learn.</summary>
    private void Release(ref ServerSession session, int slot, long now)
    {
        if (session.Has(ServerSessionFlags.Unconfirmed))
            _ledger.Remember(session.Host, session.Client, session.Ordinal, session.Accepted);
        ref var host = ref _hosts[session.Host];
        if (session.Has(ServerSessionFlags.Taken) && session.Epoch == host.Epoch)
        {
            host.Sessions--;
            _inFlight[host.Group].Add(Metrics[host.Group].Series, (int)ServerSeries.SessionArea, now, -1);
        }
        session.Flags = ServerSessionFlags.None;
        _sessions.Free(slot);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Send(ref ServerSession session, EventKind kind, uint argument, long departure)
    {
        var step = session.Step++;
        var arrival = departure + _world.Links[session.Link].Delay(session.Key.Draw(SessionKeys.ServerLatency(step)));
        _router.Send(new SimEvent
        {
            Time = arrival,
            Receiver = session.Client,
            Sender = HostNumber(session.Host),
            Sequence = ((uint)session.Generation << 16) | (ushort)step,
            Kind = (byte)kind,
            Tag = SessionKeys.MarkOf(session.Key),
            Slot = session.ClientSlot,
            Argument = argument,
        });
        return arrival;
    }

    private void PostTimer(ref ServerSession session, int slot)
    {
        session.TimerAt = session.Deadline;
        PostToSelf(EventKind.ServerTimer, session.Deadline, HostNumber(session.Host), TimerNumber(session), slot);
    }

    private void PostToSelf(EventKind kind, long time, int host, uint number, int slot)
        => _router.SendToSelf(new SimEvent
        {
            Time = time,
            Receiver = host,
            Sender = host,
            Sequence = SelfSequence.Of(kind, number),
            Kind = (byte)kind,
            Slot = slot,
        });

    private static OutageKind? OutageAt(ServerProfile profile, long now)
    {
        foreach (var outage in profile.Outages)
            if (now >= outage.Start && now < outage.End)
                return outage.Kind;
        return null;
    }

    /// <summary>A number for a session among those of its server: client and generation, folded. Sessions that share it at one tick are alike.</summary>
    private static uint TimerNumber(in ServerSession session) => ((uint)session.Client << 12) ^ session.Generation;

    private static uint ReleaseNumber(in ServerSession session) => TimerNumber(session);

    private static uint TimerSequence(in ServerSession session) => SelfSequence.Of(EventKind.ServerTimer, TimerNumber(session));

    private static uint ReleaseSequence(in ServerSession session) => SelfSequence.Of(EventKind.Release, ReleaseNumber(session));

    private ServerProfile ProfileOf(in ServerSession session) => _world.Servers[session.Group];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsFrom(in ServerSession session, in SimEvent e)
        => session.Has(ServerSessionFlags.InUse) && session.Generation == e.Sequence >> 16 && SessionKeys.MarkOf(session.Key) == e.Tag && session.Client == e.Sender;

    private int LocalOf(int host) => _map.LocalOf(host) - _firstLocal;

    private int HostNumber(int local) => _map.HostOf(_partition, local + _firstLocal);
}

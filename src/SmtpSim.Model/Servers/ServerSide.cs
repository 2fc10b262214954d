using System.Runtime.CompilerServices;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>
/// The servers of a partition: what each event means to a server's session. Whether a command is in order is decided by
/// <see cref="ServerDialogue"/>, the next state by <see cref="ServerTable"/>; here stand capacity, policy, faults and outages.
/// Handlers return whether the event changed anything.
/// </summary>
internal sealed partial class ServerSide
{
    private readonly World _world;
    private readonly ServerProfile[] _profiles;
    private readonly Link[] _links;
    private readonly Link[] _back;
    private readonly long _end;
    private readonly EventRouter _router;
    private readonly ulong _mirror;
    private readonly PartitionMap _map;
    private readonly int _partition;
    private readonly int _firstLocal;
    private readonly ServerHost[] _hosts;
    private readonly WorkerPool _workers;
    private readonly SessionPool<ServerSession> _sessions = new(new ServerSession { TimerAt = long.MaxValue });
    private readonly RecipientPolicy _recipients;
    private readonly CopyLedger _ledger = new();
    private readonly AcceptedMail _accepted = new();
    private readonly TimeWeighted[] _inFlight;
    private readonly TraceRecorder? _trace;
    private readonly ReceivingHalf? _receiving;
    private CommandGroup _group = new() { Slot = -1 };

    public ServerSide(World world, PartitionMap map, int partition, EventRouter router, TraceRecorder? trace, EndToEndBooks? books = null)
    {
        _world = world;
        _receiving = books is null ? null : new ReceivingHalf(world, world.Relays!, books, router);
        _mirror = world.Mirror;
        _profiles = world.Servers;
        _links = world.Links;
        _back = world.BackLinks;
        _end = world.End;
        _ordered = Array.Exists(_back, link => link.HasPeriods) || Array.Exists(_profiles, profile => profile.Twists || (profile.OffersChunking && world.HasBandwidth));
        _router = router;
        _map = map;
        _partition = partition;
        _trace = trace;
        _firstLocal = map.CountBelow(partition, world.ClientHosts);
        _hosts = new ServerHost[map.CountBelow(partition, world.HostCount) - _firstLocal];
        Metrics = [.. world.Servers.Select(_ => new ServerMetrics(world.SeriesWidth))];
        _inFlight = new TimeWeighted[Metrics.Length];
        _recipients = new RecipientPolicy(world);
        _answers = Array.Exists(world.Servers, server => server.Lmtp) ? new RecipientAnswer[64] : [];
        var workers = 0;
        for (var host = 0; host < _hosts.Length; host++)
        {
            ref var server = ref _hosts[host];
            server.Group = (ushort)world.ServerGroupOf(HostNumber(host));
            server.FirstWorker = workers;
            if (world.Servers[server.Group].Work is null)
                workers = checked(workers + world.Servers[server.Group].Workers);
        }
        _workers = new WorkerPool(new long[workers]);
        _taken = Array.Exists(world.Servers, server => server.CountsSessions) ? new long[_hosts.Length] : [];
        _backlogs = Array.TrueForAll(world.Servers, server => server.Group.Backlog == 0) ? [] : [.. _hosts.Select(host => world.Servers[host.Group].Group.Backlog > 0 ? new Backlog() : null)];
        _queues = Array.TrueForAll(world.Servers, server => server.Work is null) ? [] : [.. _hosts.Select(host => QueueOf(world.Servers[host.Group]))];
    }

    public ServerMetrics[] Metrics { get; }

    public SessionPool<ServerSession> Sessions => _sessions;

    /// <summary>Posts the beginning of the first outage that breaks sessions, of each server.</summary>
    public void Begin()
    {
        for (var host = 0; host < _hosts.Length; host++)
            PostOutage(HostNumber(host), _world.Servers[_hosts[host].Group].Outages.Of(HostNumber(host)), first: 0);
    }

    private void PostOutage(int host, Outage[] outages, int first)
    {
        for (var i = first; i < outages.Length; i++)
        {
            if (outages[i].Kind == OutageKind.ServiceUnavailable)
                continue;
            PostToSelf(EventKind.OutageStart, outages[i].Start, host, (uint)i, i);
            return;
        }
    }

    public bool OnOutageStart(in SimEvent e)
    {
        ref var host = ref _hosts[LocalOf(e.Receiver)];
        host.Epoch++;
        _inFlight[host.Group].Add(Metrics[host.Group].Series, (int)ServerSeries.SessionArea, e.Time, -host.Sessions);
        host.Sessions = 0;
        var profile = _world.Servers[host.Group];
        var outages = profile.Outages.Of(e.Receiver);
        var outage = outages[e.Slot];
        PostOutage(e.Receiver, outages, e.Slot + 1);
        if (profile.Work is null)
            _workers.Clear(host.FirstWorker, profile.Workers);
        else
            LoseWork(LocalOf(e.Receiver), outage);
        LoseBacklog(LocalOf(e.Receiver), outage);
        if (outage.Loses > 0)
            LoseMail(LocalOf(e.Receiver), outage);
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
            Key = SessionKeys.Of(_world, e.Sender, e.Argument, e.Tag, e.Detail),
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
        if (IsBacklogFull(local, profile))
        {
            metrics.Counters[(int)ServerCounter.ConnectionsOverBacklog]++;
            _trace?.Ruled(session, profile, ServerRule.BacklogFull);
            return true;
        }
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
        // Where SYN-ACK never gets through, nobody will ever speak to the session.
        if (Send(ref _sessions[slot], EventKind.Accepted, (uint)slot, e.Time) >= Link.Never)
            Release(ref _sessions[slot], slot, e.Time);
        return true;
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
        if (profile.OutageAt(e.Receiver, e.Time) == OutageKind.ServiceUnavailable)
        {
            _trace?.Outage(session, profile, e.Time, breaks: false);
            Greet(ref session, e.Slot, profile, WellKnownReplies.ServiceClosing, e.Time);
            return true;
        }
        if (profile.Policies is { } policies && IsTooFast(ref session, profile, policies, e.Time, out var greeting))
        {
            Greet(ref session, e.Slot, profile, greeting, e.Time);
            return true;
        }
        if (host.Sessions >= profile.SessionLimit)
        {
            if (WaitsInBacklog(ref session, e.Slot, profile))
                return true;
            metrics.Counters[(int)ServerCounter.SessionsOverLimit]++;
            _trace?.Ruled(session, profile, ServerRule.SessionLimit);
            Greet(ref session, e.Slot, profile, profile.OverSessionLimit, e.Time);
            return true;
        }
        Take(ref session, e.Slot, profile, e.Time);
        return true;
    }

    /// <summary>The program takes the connection and greets.</summary>
    private void Take(ref ServerSession session, int slot, ServerProfile profile, long now)
    {
        if (profile.Policies is { } policies && IsOneTooMany(ref session, slot, profile, policies, out var refusal))
        {
            Greet(ref session, slot, profile, refusal, now);
            return;
        }
        ref var host = ref _hosts[session.Host];
        var metrics = Metrics[host.Group];
        session.Flags |= ServerSessionFlags.Taken;
        host.Sessions++;
        if (_taken.Length > 0)
            _taken[session.Host]++;
        if (host.Sessions > metrics.PeakSessionsPerHost)
            metrics.PeakSessionsPerHost = host.Sessions;
        metrics.Counters[(int)ServerCounter.SessionsOpened]++;
        metrics.Series.Add(now, (int)ServerSeries.SessionsOpened, 1);
        _inFlight[host.Group].Add(metrics.Series, (int)ServerSeries.SessionArea, now, 1);
        if (profile.Work is null || !IsGreetingLinedUp(ref session, slot, profile, now))
            Greet(ref session, slot, profile, WellKnownReplies.Greeting, now);
    }

    public bool OnMail(in SimEvent e)
    {
        ref var session = ref _sessions[e.Slot];
        if (_receiving is not null)
            BeginFollowed(session, e);
        if (!Hears(ref session, e, out var profile, out var changed))
            return changed;
        if ((e.Detail & GroupDetail.MoreFollow) != 0)
            BeginGroup(ref session, e);
        if (!ServerDialogue.Admits(session.State, Verb.Mail, out var reply))
            return Refuse(ref session, e.Slot, profile, SessionStep.Mail, Verb.Mail, reply, e.Time);
        if (!StrikesFault(ref session, e.Slot, profile, SessionStep.Mail, Verb.Mail, e.Time, out var loses))
        {
            session.Bytes = e.Argument;
            session.Accepted = 0;
            reply = session.Has(ServerSessionFlags.Extended) && e.Argument > profile.MaxMessageBytes ? TooLarge(session, profile)
                : profile.TakesAnyMail ? WellKnownReplies.SenderOk
                : ReplyToMail(session, e.Slot, profile);
            if (profile.Policies is { } policies)
                reply = PolicyOfMail(ref session, e.Slot, profile, policies, reply, e.Time);
            Answer(ref session, e.Slot, profile, SessionStep.Mail, Verb.Mail, reply, e.Time, loses);
        }
        return true;
    }

    public bool OnRcpt(in SimEvent e) => (e.Detail & GroupDetail.ChunkBehind) == 0 ? Rcpt(e) : LastRcptBeforeChunk(e);

    private bool Rcpt(in SimEvent e)
    {
        ref var session = ref _sessions[e.Slot];
        if (!Hears(ref session, e, out var profile, out var changed))
            return changed;
        if (!ServerDialogue.Admits(session.State, Verb.Rcpt, out var reply))
            return Refuse(ref session, e.Slot, profile, SessionStep.Rcpt, Verb.Rcpt, reply, e.Time);
        if (!StrikesFault(ref session, e.Slot, profile, SessionStep.Rcpt, Verb.Rcpt, e.Time, out var loses, e.Argument & RecipientPolicy.MailboxMask))
        {
            var mailbox = _receiving is null ? e.Argument & RecipientPolicy.MailboxMask : _receiving.MailboxOf(e.Slot, e, e.Detail & GroupDetail.Recipient);
            reply = _recipients.Check(
                session.Recipients, e.Receiver, mailbox, session.Client,
                profile.Greylist is null ? default : profile.IsWhitelisted(_world.ClientGroupOf(session.Client)) ? GreylistEntry.Known : GreylistEntry.Of(profile.Greylist, session.Client, e.Argument),
                profile, e.Time, out var rule);
            if (rule != ServerRule.None)
                Ruled(session, profile, rule);
            if (profile.Policies is { } policies)
                reply = PolicyOfRecipient(ref session, e, profile, policies, reply, rule);
            if (reply.IsPositiveCompletion)
                session.Accepted |= 1UL << (e.Detail & GroupDetail.Recipient);
            Answer(ref session, e.Slot, profile, SessionStep.Rcpt, Verb.Rcpt, reply, e.Time, loses);
        }
        return true;
    }

    public bool OnBody(in SimEvent e)
    {
        ref var session = ref _sessions[e.Slot];
        if (!Hears(ref session, e, out var profile, out var changed))
            return changed;
        if ((e.Detail & BodyDetail.Behind) != 0 && e.Slot < _groupsAhead.Length)
            ResumeGroup(e);
        if ((e.Detail & BodyDetail.Chunk) != 0 && !ServerDialogue.Admits(session.State, Verb.Bdat, out var refusal))
            return Refuse(ref session, e.Slot, profile, SessionStep.Body, Verb.Bdat, refusal, e.Time);
        if (profile.Lmtp && session.Accepted != 0)
            return AnswerRecipients(ref session, e, profile);
        if (StrikesFault(ref session, e.Slot, profile, SessionStep.Body, null, e.Time, out var loses))
            return true;
        var reply = session.Bytes > profile.MaxMessageBytes ? TooLarge(session, profile) : WellKnownReplies.Queued;
        if (profile.Policies is { } policies)
            reply = PolicyOfBody(ref session, e, profile, policies, reply);
        if (reply.IsPositiveCompletion && _receiving is not null && _receiving.Loops(e.Slot, profile))
            reply = TooManyHops(session, profile);
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
        if (verb >= Verb.StartTls)
            return OnExtension(ref session, e, profile, verb);
        var step = SessionSteps.Of(verb);
        if (!ServerDialogue.Admits(session.State, verb, out var reply))
            return Refuse(ref session, e.Slot, profile, step, verb, reply, e.Time);
        if (!StrikesFault(ref session, e.Slot, profile, step, verb, e.Time, out var loses))
        {
            reply = profile.AnswerTo[(int)verb];
            session.Flags |= profile.FlagsAfter[(int)verb];
            if ((!profile.Esmtp && verb == Verb.Ehlo) || (profile.Lmtp && verb == Verb.Helo))
                _trace?.Ruled(session, profile, ServerRule.NotExtended);
            if (verb == Verb.Data && profile.Policies is { } policies && IsDeferredAtData(session, e.Slot, profile, policies))
                reply = profile.Greylisted;
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
        if (session.Has(ServerSessionFlags.Waiting) && !LeavesWork(ref session, e))
            return true;
        if (_backlogs.Length > 0)
            LeaveBacklog(session, e.Slot);
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
        if (session.State == ServerState.TlsHandshake)
        {
            Cut(ref session, e.Slot, e.Time);
            return true;
        }
        session.State = ServerTable.Next(session.State, ServerTrigger.TimedOut);
        Reply(ref session, e.Slot, profile, WellKnownReplies.IdleTimeout, e.Time, e.Time, session.Has(ServerSessionFlags.Deaf));
        return true;
    }

    public bool OnRelease(in SimEvent e)
    {
        ref var session = ref _sessions[e.Slot];
        if (!IsReleaseOf(session, e))
            return false;
        Release(ref session, e.Slot, e.Time);
        return true;
    }

    /// <summary>Books all areas up to <paramref name="end"/>.</summary>
    public void Close(long end)
    {
        CloseQueues(end);
        for (var group = 0; group < _inFlight.Length; group++)
            _inFlight[group].Settle(Metrics[group].Series, (int)ServerSeries.SessionArea, end);
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
        profile = _profiles[session.Group];
        if (session.Has(ServerSessionFlags.Deaf) || session.State == ServerState.Closed)
            return false;
        if (!profile.IsInterrupted || IsHeard(ref session, e, profile))
            return true;
        changed = true;
        return false;
    }

    private bool IsHeard(ref ServerSession session, in SimEvent e, ServerProfile profile)
        => HearsInSpiteOfOutages(ref session, e, profile) && (!profile.Twists || FitsState(ref session, e, profile)) && !IsLinedUp(ref session, e, profile);
}

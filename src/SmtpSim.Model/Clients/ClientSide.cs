using System.Numerics;
using System.Runtime.CompilerServices;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>
/// The clients of a partition: what each event means to a client's session. What a reply means and what is sent next is decided by
/// <see cref="ClientDialogue"/> and <see cref="ClientTable"/> alone; here the consequences for the message are drawn.
/// Handlers return whether the event changed anything: late segments of dead sessions and timers that were put off do not.
/// </summary>
internal sealed class ClientSide
{
    private readonly World _world;
    private readonly EventRouter _router;
    private readonly PartitionMap _map;
    private readonly int _partition;
    private readonly ClientHost[] _hosts;
    private readonly MailQueue _mail;
    private readonly SessionPool<ClientSession> _sessions = new(new ClientSession { TimerAt = long.MaxValue });
    private readonly TimeWeighted[] _inFlight;
    private readonly TraceRecorder? _trace;

    public ClientSide(World world, PartitionMap map, int partition, EventRouter router, TraceRecorder? trace)
    {
        _world = world;
        _router = router;
        _map = map;
        _partition = partition;
        _trace = trace;
        _hosts = new ClientHost[map.CountBelow(partition, world.ClientHosts)];
        Metrics = [.. world.Clients.Select(_ => new ClientMetrics(world.SeriesWidth))];
        _inFlight = new TimeWeighted[Metrics.Length];
        _mail = new MailQueue(world, _hosts, HostNumber, router, Metrics, trace);
        for (var host = 0; host < _hosts.Length; host++)
        {
            _hosts[host].Group = (ushort)world.ClientGroupOf(HostNumber(host));
            DestinationTable.Reset(ref _hosts[host].First, server: -1);
        }
    }

    public ClientMetrics[] Metrics { get; }

    public SessionPool<ClientSession> Sessions => _sessions;

    public long QueuedMessages => _mail.Messages.Count;

    /// <summary>Posts the first arrival of every client in every stream.</summary>
    public void Begin()
    {
        for (var host = 0; host < _hosts.Length; host++)
            foreach (var stream in _world.Clients[_hosts[host].Group].Streams)
                PostArrival(HostNumber(host), stream, n: 0, previous: 0);
    }

    public bool OnArrival(in SimEvent e)
    {
        var stream = _world.Streams[e.Slot];
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
        Send(ref session, EventKind.Established, 0, 0, e.Time);
        Await(ref session, e.Slot, e.Time);
        return true;
    }

    public bool OnRefused(in SimEvent e) => OnLost(e, SessionEnd.Refused);

    public bool OnReset(in SimEvent e) => OnLost(e, SessionEnd.ConnectionLost);

    public bool OnReply(in SimEvent e)
    {
        ref var session = ref _sessions[e.Slot];
        if (!IsFor(session, e))
            return false;
        var reply = new Reply(e.Argument);
        var profile = _world.Clients[session.Group];
        Metrics[session.Group].Replies[reply.Code - ReplyCounts.First]++;
        _trace?.Reply(e.Time, e.Receiver, session, reply);

        var moreRecipients = false;
        var anyAccepted = false;
        if (reply.Code != 421 && session.State is >= ClientState.MailSent and <= ClientState.BodySent)
            ConcludeStep(ref session, reply, e.Time, out moreRecipients, out anyAccepted);
        var situation = new ClientSituation(moreRecipients, anyAccepted, session.Message >= 0 && !moreRecipients && !anyAccepted, profile.HeloOnly);
        var trigger = ClientDialogue.OnReply(session.State, reply, situation);
        var phase = ClientTable.PhaseOf(session.State);
        session.State = ClientTable.Next(session.State, trigger);
        if (session.State != ClientState.Closed)
        {
            SendNext(ref session, e.Slot, e.Time);
            return true;
        }
        // A server that refuses QUIT goes on waiting until it sees the connection closed.
        if (trigger == ClientTrigger.QuitAnswered && !reply.IsPositiveCompletion)
            Abort(ref session, e.Time);
        End(ref session, e.Slot, trigger == ClientTrigger.ServiceClosing ? SessionEnd.ServiceClosing : SessionEnd.Completed, phase, e.Time);
        return true;
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
        _trace?.TimedOut(e.Time, HostNumber(session.Host), session);
        var phase = ClientTable.PhaseOf(session.State);
        if (session.ServerSlot >= 0)
            Abort(ref session, e.Time);
        MarkUnacknowledged(ref session);
        session.State = ClientTable.Next(session.State, ClientTrigger.TimedOut);
        End(ref session, e.Slot, SessionEnd.TimedOut, phase, e.Time);
        return true;
    }

    /// <summary>Counts what is still under way and books all areas up to <paramref name="end"/>.</summary>
    public void Close(long end)
    {
        for (var slot = 0; slot < _sessions.HighWater; slot++)
            if (_sessions[slot] is { InUse: true, Message: >= 0 })
                _mail.Conclude(_sessions[slot]);
        _mail.Close(end);
        for (var group = 0; group < _inFlight.Length; group++)
            _inFlight[group].Settle(Metrics[group].Series, (int)ClientSeries.SessionArea, end);
    }

    /// <summary>Books a reply of the mail transaction: accepted, deferred and refused recipients (RFC 5321 section 4.2.1).</summary>
    private void ConcludeStep(ref ClientSession session, Reply reply, long now, out bool moreRecipients, out bool anyAccepted)
    {
        moreRecipients = anyAccepted = false;
        ref var mail = ref session.Mail;
        switch (session.State)
        {
            case ClientState.MailSent when reply.IsPositiveCompletion:
                session.Recipient = (byte)BitOperations.TrailingZeroCount(mail.Pending);
                moreRecipients = true;
                return;
            case ClientState.MailSent when reply.IsPermanentNegative:
                _mail.Bounce(ref session, mail.Pending);
                break;
            case ClientState.RcptSent:
                var bit = 1UL << session.Recipient;
                // 552 to RCPT counts as temporary: some servers say it for too many recipients (4.5.3.1.10).
                if (reply.IsPermanentNegative && reply.Code != 552)
                    _mail.Bounce(ref session, bit);
                else if (reply.IsPositiveCompletion)
                    mail.Accepted |= bit;
                var rest = session.Recipient == 63 ? 0 : mail.Pending & (ulong.MaxValue << (session.Recipient + 1));
                anyAccepted = mail.Accepted != 0;
                if (rest != 0)
                {
                    session.Recipient = (byte)BitOperations.TrailingZeroCount(rest);
                    moreRecipients = true;
                    return;
                }
                if (anyAccepted)
                    return;
                break;
            case ClientState.DataSent when reply.IsPositiveIntermediate:
                anyAccepted = true;
                return;
            case ClientState.DataSent or ClientState.BodySent when reply.IsPermanentNegative:
                _mail.Bounce(ref session, mail.Accepted);
                break;
            case ClientState.BodySent when reply.IsPositiveCompletion:
                _mail.Deliver(ref session, mail.Accepted);
                break;
            default:
                break;
        }
        _mail.EndAttempt(ref session, now);
        GoOn(ref session, now);
    }

    /// <summary>Gives the session the next message that waits for its destination, if it may have one more.</summary>
    private void GoOn(ref ClientSession session, long now)
    {
        if (session.Transactions >= _world.Clients[session.Group].MessagesPerSession)
            return;
        ref var destination = ref _mail.Destinations.Get(session.Host, session.Server);
        if (destination.FirstReady < 0)
            return;
        var number = _mail.TakeReady(ref destination);
        Take(ref session, number, now);
        _trace?.GoesOn(HostNumber(session.Host), session, _mail.Messages[number]);
    }

    private void Take(ref ClientSession session, int number, long now)
    {
        session.Transactions++;
        _mail.BeginAttempt(number, ref session, now);
    }

    /// <summary>Sends what the state just entered stands for.</summary>
    private void SendNext(ref ClientSession session, int slot, long now)
    {
        switch (session.State)
        {
            case ClientState.MailSent:
                Send(ref session, EventKind.Mail, 0, session.Mail.Bytes, now);
                break;
            case ClientState.RcptSent:
                Send(ref session, EventKind.Rcpt, session.Recipient, AddressOf(session), now);
                break;
            case ClientState.BodySent:
                ref readonly var mail = ref session.Mail;
                var transfer = _world.Links[session.Link].Transfer(mail.Bytes);
                var again = (mail.Flags & MessageFlags.Unacknowledged) != 0;
                Send(ref session, EventKind.Body, again ? (byte)1 : (byte)0, mail.Ordinal, now + transfer);
                Await(ref session, slot, now + transfer);
                return;
            default:
                Send(ref session, EventKind.Command, (byte)ClientDialogue.VerbOf(session.State), 0, now);
                // Not greeted: the client quits before its message had a transaction.
                if (session.State == ClientState.QuitSent && session.Message >= 0)
                    _mail.EndAttempt(ref session, now);
                break;
        }
        Await(ref session, slot, now);
    }

    /// <summary>Mailbox and sender of the recipient whose turn it is.</summary>
    private uint AddressOf(in ClientSession session)
    {
        var address = session.Mail.Address;
        var mailbox = (address & 0xFFFFF) + session.Recipient;
        if (session.Recipient > 0)
            mailbox %= _world.Servers[_world.ServerGroupOf(session.Server)].Mailboxes;
        return mailbox | (address & ~0xFFFFFu);
    }

    /// <summary>Begins an attempt: at once, or when a session to the destination may be opened.</summary>
    private void Start(int number, long now)
    {
        ref var message = ref _mail.Messages[number];
        ref var destination = ref _mail.Destinations.Get(message.Host, message.Server);
        if (destination.Sessions < _world.Clients[_hosts[message.Host].Group].Concurrency)
            Open(ref destination, number, now);
        else
        {
            _mail.Wait(ref destination, number);
            _trace?.Waits(now, HostNumber(message.Host), message);
        }
    }

    private void Open(ref Destination destination, int number, long now)
    {
        destination.Sessions++;
        var slot = _sessions.Take();
        ref var session = ref _sessions[slot];
        ref var message = ref _mail.Messages[number];
        ref var host = ref _hosts[message.Host];
        var hostNumber = HostNumber(message.Host);
        var metrics = Metrics[host.Group];
        session = new ClientSession
        {
            Start = now,
            TimerAt = session.TimerAt,
            Host = message.Host,
            Server = message.Server,
            ServerSlot = -1,
            Message = -1,
            Generation = ++host.Generation,
            Group = host.Group,
            Link = LinkTo(host.Group, message.Server),
            State = ClientState.Connecting,
            InUse = true,
        };
        Take(ref session, number, now);
        session.Key = SessionKeys.Of(_world, hostNumber, message.Ordinal, message.Attempts);
        host.Sessions++;
        if (host.Sessions > metrics.PeakSessionsPerHost)
            metrics.PeakSessionsPerHost = host.Sessions;
        metrics.Counters[(int)ClientCounter.SessionsOpened]++;
        metrics.Series.Add(now, (int)ClientSeries.SessionsOpened, 1);
        _inFlight[host.Group].Add(metrics.Series, (int)ClientSeries.SessionArea, now, 1);
        _trace?.Connect(now, hostNumber, session, message);

        var step = session.Step++;
        _router.Send(new SimEvent
        {
            Time = now + _world.Links[session.Link].Delay(session.Key.Draw(step)),
            Receiver = session.Server,
            Sender = hostNumber,
            Sequence = SequenceOf(session, step),
            Kind = (byte)EventKind.Open,
            Slot = slot,
            Argument = message.Ordinal,
            Tag = message.Attempts,
        });
        Await(ref session, slot, now);
    }

    private bool OnLost(in SimEvent e, SessionEnd end)
    {
        ref var session = ref _sessions[e.Slot];
        if (!IsFor(session, e))
            return false;
        _trace?.Lost(e.Time, e.Receiver, session, end);
        var phase = ClientTable.PhaseOf(session.State);
        MarkUnacknowledged(ref session);
        session.State = ClientTable.Next(session.State, ClientTrigger.ConnectionLost);
        End(ref session, e.Slot, end, phase, e.Time);
        return true;
    }

    /// <summary>The connection ended while the reply to the final dot was awaited: the server may have the message (RFC 1047).</summary>
    private static void MarkUnacknowledged(ref ClientSession session)
    {
        if (session.State == ClientState.BodySent)
            session.Mail.Flags |= MessageFlags.Unacknowledged;
    }

    private void End(ref ClientSession session, int slot, SessionEnd end, Phase phase, long now)
    {
        var metrics = Metrics[session.Group];
        metrics.SessionEnds[(int)end * ClientMetrics.Phases + (int)phase]++;
        metrics.SessionDuration.Add(now - session.Start);
        if (end != SessionEnd.Completed)
            metrics.Series.Add(now, (int)ClientSeries.SessionsFailed, 1);
        _inFlight[session.Group].Add(metrics.Series, (int)ClientSeries.SessionArea, now, -1);
        _trace?.Ended(now, HostNumber(session.Host), session);
        _hosts[session.Host].Sessions--;
        if (session.Message >= 0)
            _mail.EndAttempt(ref session, now);
        session.InUse = false;
        var (host, server) = (session.Host, session.Server);
        _sessions.Free(slot);

        ref var destination = ref _mail.Destinations.Get(host, server);
        destination.Sessions--;
        if (destination.FirstReady >= 0)
            Open(ref destination, _mail.TakeReady(ref destination), now);
        else
            _mail.Destinations.ReleaseIfIdle(host, server);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Send(ref ClientSession session, EventKind kind, byte detail, uint argument, long now)
    {
        var step = session.Step++;
        _router.Send(new SimEvent
        {
            Time = now + _world.Links[session.Link].Delay(session.Key.Draw(step)),
            Receiver = session.Server,
            Sender = HostNumber(session.Host),
            Sequence = SequenceOf(session, step),
            Kind = (byte)kind,
            Detail = detail,
            Tag = SessionKeys.MarkOf(session.Key),
            Slot = session.ServerSlot,
            Argument = argument,
        });
        _trace?.Sent(now, HostNumber(session.Host), session, argument);
    }

    private void Abort(ref ClientSession session, long now)
        => Abort(HostNumber(session.Host), session.Server, session.ServerSlot, SequenceOf(session, session.Step++), SessionKeys.MarkOf(session.Key), session.Link, now);

    /// <summary>RST takes the floor of the link alone, so that it always comes before anything that a later session sends.</summary>
    private void Abort(int client, int server, int serverSlot, uint sequence, ushort mark, byte link, long now)
        => _router.Send(new SimEvent
        {
            Time = now + _world.Links[link].Floor,
            Receiver = server,
            Sender = client,
            Sequence = sequence,
            Kind = (byte)EventKind.Close,
            Tag = mark,
            Slot = serverSlot,
        });

    /// <summary>The reply must come within the time-out of the state (RFC 5321 section 4.5.3.2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Await(ref ClientSession session, int slot, long from)
    {
        session.Deadline = from + _world.Clients[session.Group].TimeoutOf[(int)session.State];
        if (session.TimerAt >= session.Deadline)
            PostTimer(ref session, slot);
    }

    private void PostTimer(ref ClientSession session, int slot)
    {
        session.TimerAt = session.Deadline;
        var host = HostNumber(session.Host);
        _router.SendToSelf(new SimEvent
        {
            Time = session.Deadline,
            Receiver = host,
            Sender = host,
            Sequence = TimerSequence(session),
            Kind = (byte)EventKind.ClientTimer,
            Slot = slot,
        });
    }

    private void PostArrival(int host, TrafficStream stream, uint n, long previous)
    {
        var time = stream.ArrivalTime(_world, host, n, previous);
        if (time == long.MaxValue)
            return;
        _router.SendToSelf(new SimEvent
        {
            Time = time,
            Receiver = host,
            Sender = host,
            Sequence = SelfSequence.Of(EventKind.Arrival, (uint)stream.Index),
            Kind = (byte)EventKind.Arrival,
            Slot = stream.Index,
            Argument = n,
        });
    }

    private static uint TimerSequence(in ClientSession session) => SelfSequence.Of(EventKind.ClientTimer, session.Generation);

    private static uint SequenceOf(in ClientSession session, uint step) => ((uint)session.Generation << 16) | (ushort)step;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsFor(in ClientSession session, in SimEvent e)
        => session.InUse && session.Generation == e.Sequence >> 16 && SessionKeys.MarkOf(session.Key) == e.Tag && HostNumber(session.Host) == e.Receiver;

    private byte LinkTo(int group, int server) => _world.LinkOf[group * _world.Servers.Length + _world.ServerGroupOf(server)];

    private int HostNumber(int local) => _map.HostOf(_partition, local);
}

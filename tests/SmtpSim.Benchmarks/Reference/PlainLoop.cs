using System.Runtime.CompilerServices;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Benchmarks;

/// <summary>
/// The reference of the benchmarks: the benchmark scenarios in a plain, hand-written, sequential loop, as one would write it for them
/// alone: events as structs in a queue, state in arrays, both sides of a session in one cache line, a switch. No grains, no
/// automata, no metrics beyond counts, no generality: one group of clients and of servers, a concurrency of 1, one recipient, faults at
/// RCPT only, a fixed retry interval. It draws what the engine draws, so its events, sessions and messages must be the engine's.
/// </summary>
/// <typeparam name="TQueue">A structure, so that the compiler makes a loop of its own for each queue.</typeparam>
internal sealed class PlainLoop<TQueue> where TQueue : struct, IPlainQueue<TQueue>
{
    private TQueue _queue;
    private readonly PlainClient[] _clients;
    private readonly PlainPool<PlainSession> _sessions = new();
    private readonly PlainPool<PlainMessage> _messages = new();
    private readonly PlainRules _rules;

    public PlainLoop(Scenario scenario)
    {
        _rules = new PlainRules(scenario);
        _queue = TQueue.Create(_rules.Link.Floor);
        _clients = new PlainClient[_rules.Clients];
        Array.Fill(_clients, new PlainClient { FirstSession = -1, FirstWaiting = -1 });
        for (var client = 0; client < _clients.Length; client++)
            PostToSelf(PlainKind.Arrival, _rules.FirstArrival(client), client, 0, 0);
    }

    /// <summary>Events that changed something, as the engine counts them: timers that were put off did not.</summary>
    public long Events { get; private set; }

    public long Submitted { get; private set; }

    public long Delivered { get; private set; }

    public long Expired { get; private set; }

    public long Deferrals { get; private set; }

    public long Opened { get; private set; }

    public long Completed { get; private set; }

    public long Sessions => _sessions.InUse;

    public long QueuedMessages => _messages.InUse;

    public void Advance(long end)
    {
        while (_queue.TryTake(end, out var e))
        {
            switch ((PlainKind)e.Kind)
            {
                case PlainKind.Arrival:
                    Arrive(e);
                    break;
                case PlainKind.Retry:
                    Start(e.Slot, e.Time);
                    break;
                case PlainKind.ClientTimer:
                    ClientTimer(e);
                    continue;
                case PlainKind.ServerTimer:
                    ServerTimer(e);
                    continue;
                case PlainKind.Syn:
                    ToClient(ref _sessions[e.Slot], PlainKind.SynAck, e.Slot, e.Time);
                    break;
                case PlainKind.SynAck:
                    ToServer(ref _sessions[e.Slot], PlainKind.Ack, e.Slot, e.Time, _rules.GreetingTimeout);
                    break;
                case PlainKind.Ack:
                    Serve(ref _sessions[e.Slot], PlainKind.Greeting, e.Slot, e.Time, SessionStep.Greeting);
                    break;
                case PlainKind.Greeting:
                    ToServer(ref _sessions[e.Slot], PlainKind.Ehlo, e.Slot, e.Time, _rules.HelloTimeout);
                    break;
                case PlainKind.Ehlo:
                    Serve(ref _sessions[e.Slot], PlainKind.EhloReply, e.Slot, e.Time, SessionStep.Hello);
                    break;
                case PlainKind.EhloReply:
                    ToServer(ref _sessions[e.Slot], PlainKind.Mail, e.Slot, e.Time, _rules.MailTimeout);
                    break;
                case PlainKind.Mail:
                    Serve(ref _sessions[e.Slot], PlainKind.MailReply, e.Slot, e.Time, SessionStep.Mail);
                    break;
                case PlainKind.MailReply:
                    ToServer(ref _sessions[e.Slot], PlainKind.Rcpt, e.Slot, e.Time, _rules.RcptTimeout);
                    break;
                case PlainKind.Rcpt:
                    ref var asked = ref _sessions[e.Slot];
                    Serve(ref asked, _rules.Defers(asked) ? PlainKind.RcptDeferred : PlainKind.RcptReply, e.Slot, e.Time, SessionStep.Rcpt);
                    break;
                case PlainKind.RcptReply:
                    ToServer(ref _sessions[e.Slot], PlainKind.Data, e.Slot, e.Time, _rules.DataTimeout);
                    break;
                case PlainKind.RcptDeferred:
                    ref var deferred = ref _sessions[e.Slot];
                    Defer(deferred.Message, e.Time);
                    ToServer(ref deferred, PlainKind.Quit, e.Slot, e.Time, _rules.QuitTimeout);
                    break;
                case PlainKind.Data:
                    Serve(ref _sessions[e.Slot], PlainKind.DataReply, e.Slot, e.Time, SessionStep.Data);
                    break;
                case PlainKind.DataReply:
                    ref var granted = ref _sessions[e.Slot];
                    var sent = e.Time + _rules.Link.Transfer(_messages[granted.Message].Bytes);
                    ToServer(ref granted, PlainKind.Body, e.Slot, sent, _rules.BodyTimeout);
                    break;
                case PlainKind.Body:
                    Serve(ref _sessions[e.Slot], PlainKind.BodyReply, e.Slot, e.Time, SessionStep.Body);
                    break;
                case PlainKind.BodyReply:
                    ref var delivered = ref _sessions[e.Slot];
                    Delivered++;
                    _messages.Free(delivered.Message);
                    ToServer(ref delivered, PlainKind.Quit, e.Slot, e.Time, _rules.QuitTimeout);
                    break;
                case PlainKind.Quit:
                    ref var leaving = ref _sessions[e.Slot];
                    leaving.ServerDeadline = long.MaxValue;
                    ToClient(ref leaving, PlainKind.QuitReply, e.Slot, e.Time);
                    break;
                case PlainKind.QuitReply:
                    End(ref _sessions[e.Slot], e.Slot, e.Time);
                    break;
            }
            Events++;
        }
    }

    private void Arrive(in SimEvent e)
    {
        ref var client = ref _clients[e.Receiver];
        var ordinal = client.NextOrdinal++;
        var key = _rules.MessageKey.Derive((ulong)e.Receiver).Derive(ordinal);
        var number = _messages.Take(out _);
        _messages[number] = new PlainMessage
        {
            Arrival = e.Time,
            Client = e.Receiver,
            Server = _rules.Clients + (int)Uniform.Below(key.Draw(2), (uint)_rules.Servers),
            Next = -1,
            Ordinal = ordinal,
            Bytes = (uint)_rules.Size.Sample(key.Draw(0)),
        };
        Submitted++;
        Start(number, e.Time);
        if (e.Time + _rules.Interval < _rules.ArrivalEnd)
            PostToSelf(PlainKind.Arrival, e.Time + _rules.Interval, e.Receiver, 0, 0);
    }

    /// <summary>Opens a session, or waits while the client has one with the same server.</summary>
    private void Start(int number, long now)
    {
        ref var message = ref _messages[number];
        ref var client = ref _clients[message.Client];
        for (var other = client.FirstSession; other >= 0; other = _sessions[other].Next)
        {
            if (_sessions[other].Server != message.Server)
                continue;
            ref var last = ref client.FirstWaiting;
            while (last >= 0)
                last = ref _messages[last].Next;
            last = number;
            message.Next = -1;
            return;
        }
        Open(ref message, ref client, number, now);
    }

    private void Open(ref PlainMessage message, ref PlainClient client, int number, long now)
    {
        var slot = _sessions.Take(out var isNew);
        ref var session = ref _sessions[slot];
        message.Attempts++;
        session = new PlainSession
        {
            Key = _rules.SessionKey.Derive((ulong)message.Client).Derive(((ulong)message.Ordinal << 16) | message.Attempts),
            ServerDeadline = long.MaxValue,
            ClientTimerAt = isNew ? long.MaxValue : session.ClientTimerAt,
            ServerTimerAt = isNew ? long.MaxValue : session.ServerTimerAt,
            Client = message.Client,
            Server = message.Server,
            Message = number,
            Next = client.FirstSession,
            Generation = ++client.Generation,
            InUse = true,
        };
        client.FirstSession = slot;
        Opened++;
        ToServer(ref session, PlainKind.Syn, slot, now, _rules.ConnectTimeout);
    }

    private void Defer(int number, long now)
    {
        ref var message = ref _messages[number];
        if (now - message.Arrival >= _rules.Lifetime)
        {
            Expired++;
            _messages.Free(number);
            return;
        }
        Deferrals++;
        PostToSelf(PlainKind.Retry, now + _rules.RetryInterval, message.Client, PlainRules.RetryBits | message.Ordinal, number);
    }

    /// <summary>221 came: the slot is free, and the first message that waits for the same server gets a session.</summary>
    private void End(ref PlainSession session, int slot, long now)
    {
        Completed++;
        ref var client = ref _clients[session.Client];
        ref var link = ref client.FirstSession;
        while (link != slot)
            link = ref _sessions[link].Next;
        link = session.Next;
        session.InUse = false;
        var server = session.Server;
        _sessions.Free(slot);
        for (ref var waiting = ref client.FirstWaiting; waiting >= 0; waiting = ref _messages[waiting].Next)
        {
            ref var message = ref _messages[waiting];
            if (message.Server != server)
                continue;
            var number = waiting;
            waiting = message.Next;
            Open(ref message, ref client, number, now);
            return;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ToServer(ref PlainSession session, PlainKind kind, int slot, long now, long timeout)
    {
        var step = session.ClientStep++;
        _queue.Add(new SimEvent
        {
            Time = now + _rules.Link.Delay(session.Key.Draw(step)),
            Receiver = session.Server,
            Sender = session.Client,
            Sequence = ((uint)session.Generation << 16) | step,
            Kind = (byte)kind,
            Slot = slot,
        });
        session.ClientDeadline = now + timeout;
        if (session.ClientTimerAt >= session.ClientDeadline)
        {
            session.ClientTimerAt = session.ClientDeadline;
            PostToSelf(PlainKind.ClientTimer, session.ClientDeadline, session.Client, PlainRules.TimerBits | session.Generation, slot);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Serve(ref PlainSession session, PlainKind kind, int slot, long now, SessionStep step)
    {
        var departure = now + _rules.Service(step).Sample(session.Key.Draw(PlainRules.ServerDraw(session.ServerStep, 1)));
        ToClient(ref session, kind, slot, departure);
        session.ServerDeadline = departure + _rules.IdleTimeout;
        if (session.ServerTimerAt >= session.ServerDeadline)
        {
            session.ServerTimerAt = session.ServerDeadline;
            PostToSelf(PlainKind.ServerTimer, session.ServerDeadline, session.Server, PlainRules.TimerBits | (uint)slot, slot);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ToClient(ref PlainSession session, PlainKind kind, int slot, long departure)
    {
        var step = session.ServerStep++;
        _queue.Add(new SimEvent
        {
            Time = departure + _rules.Link.Delay(session.Key.Draw(PlainRules.ServerDraw(step, 0))),
            Receiver = session.Client,
            Sender = session.Server,
            Sequence = ((uint)session.Generation << 16) | step,
            Kind = (byte)kind,
            Slot = slot,
        });
    }

    private void ClientTimer(in SimEvent e)
    {
        ref var session = ref _sessions[e.Slot];
        if (session.ClientTimerAt != e.Time)
            return;
        session.ClientTimerAt = long.MaxValue;
        if (!session.InUse)
            return;
        if (session.ClientDeadline <= e.Time)
            throw new InvalidOperationException("A time-out struck: the scenario is not one of those that this loop is for.");
        session.ClientTimerAt = session.ClientDeadline;
        PostToSelf(PlainKind.ClientTimer, session.ClientDeadline, session.Client, PlainRules.TimerBits | session.Generation, e.Slot);
    }

    private void ServerTimer(in SimEvent e)
    {
        ref var session = ref _sessions[e.Slot];
        if (session.ServerTimerAt != e.Time)
            return;
        session.ServerTimerAt = long.MaxValue;
        if (!session.InUse || session.ServerDeadline == long.MaxValue)
            return;
        if (session.ServerDeadline <= e.Time)
            throw new InvalidOperationException("A time-out struck: the scenario is not one of those that this loop is for.");
        session.ServerTimerAt = session.ServerDeadline;
        PostToSelf(PlainKind.ServerTimer, session.ServerDeadline, session.Server, PlainRules.TimerBits | (uint)e.Slot, e.Slot);
    }

    private void PostToSelf(PlainKind kind, long time, int host, uint sequence, int slot)
        => _queue.Add(new SimEvent { Time = time, Receiver = host, Sender = host, Sequence = sequence, Kind = (byte)kind, Slot = slot });
}

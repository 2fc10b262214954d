using System.Runtime.CompilerServices;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>
/// Servers with a <see cref="WorkQueue"/>: a command that takes work is kept as it came, and handled when a worker turns to it. What is
/// turned away is answered at once, without work.
/// </content>
internal sealed partial class ServerSide
{
    /// <summary>By server; null where the workers' time can be reckoned on arrival. Empty when that is so everywhere.</summary>
    private readonly WorkQueue?[] _queues;
    private readonly Slab<WorkItem> _work = new();

    /// <summary>By session: the command that waits, while it does.</summary>
    private int[] _waiting = [];

    /// <summary>The session whose command a worker does now, or is turned away now; -1 for none.</summary>
    private int _inWork = -1;

    /// <summary>When the command in work came: from then on it waited. <see cref="NoWork"/> when it is turned away; the far future once the wait is booked.</summary>
    private long _cameAt;

    /// <summary>The client has left the session in work.</summary>
    private bool _worksInVain;

    /// <summary>When the worker will be done with what is in work.</summary>
    private long _doneAt;

    /// <summary>A group whose first command came at this tick: the others follow it, to wait or to be turned away.</summary>
    private (int Slot, long Time, int Item) _coming = (-1, 0, 0);

    private const long NoWork = -1;

    /// <summary>A worker is done.</summary>
    public bool OnWorkDone(in SimEvent e)
    {
        var local = LocalOf(e.Receiver);
        var queue = _queues[local]!;
        if (e.Argument != queue.Epoch)
            return false;
        queue.FreeWorker(e.Slot);
        TakeUp(local, queue, e.Time);
        return true;
    }

    /// <summary>Whether the command has to wait for a worker or is turned away; if not, it is to be handled now.</summary>
    private bool IsLinedUp(ref ServerSession session, in SimEvent e, ServerProfile profile)
    {
        if (profile.Work is not { } rules || _inWork == e.Slot)
            return false;
        if (_coming.Slot == e.Slot && _coming.Time == e.Time)
            return JoinsGroup(e);
        if (session.Has(ServerSessionFlags.Waiting))
        {
            Append(_waiting[e.Slot], e);
            return true;
        }
        if (!NeedsWork(e, profile))
            return false;
        LineUp(ref session, e, profile, rules);
        return true;
    }

    /// <summary>Whether the greeting has to wait for a worker or is refused; if not, it is to be given now.</summary>
    private bool IsGreetingLinedUp(ref ServerSession session, int slot, ServerProfile profile, long now)
    {
        var acknowledgement = new SimEvent
        {
            Time = now,
            Receiver = HostNumber(session.Host),
            Sender = session.Client,
            Sequence = (uint)session.Generation << 16,
            Kind = (byte)EventKind.Established,
            Tag = SessionKeys.MarkOf(session.Key),
            Slot = slot,
        };
        return IsLinedUp(ref session, acknowledgement, profile);
    }

    private void LineUp(ref ServerSession session, in SimEvent e, ServerProfile profile, WorkRules rules)
    {
        var queue = _queues[session.Host]!;
        var isGroup = (EventKind)e.Kind == EventKind.Mail && (e.Detail & GroupDetail.MoreFollow) != 0;
        var reason = queue.HasIdle ? ServerRule.None
            : queue.Count >= rules.Places ? ServerRule.QueueFull
            : rules.Sheds(queue.Count, session.Key.Draw(SessionKeys.ServerShed(session.Step)) ^ _mirror) ? ServerRule.Shed
            : ServerRule.None;
        if (reason != ServerRule.None)
        {
            if (isGroup)
                _coming = (e.Slot, e.Time, -1);
            TurnAway(ref session, e, profile, reason);
            return;
        }
        var number = _work.Take();
        _work[number] = new WorkItem { Command = e, More = -1, Last = number, Class = rules.ClassOf(_world.ClientGroupOf(session.Client)) };
        queue.Add(number);
        if (_waiting.Length <= e.Slot)
            Array.Resize(ref _waiting, Math.Max(e.Slot + 1, _waiting.Length * 2));
        _waiting[e.Slot] = number;
        session.Flags |= ServerSessionFlags.Waiting;
        session.Deadline = long.MaxValue;
        if (isGroup)
            _coming = (e.Slot, e.Time, number);
        else if (queue.HasIdle)
            TakeUp(session.Host, queue, e.Time);
    }

    /// <summary>Another command of the group that came last.</summary>
    /// <returns>False: its group was turned away, and it is to be answered at once.</returns>
    private bool JoinsGroup(in SimEvent e)
    {
        // DATA or a chunk is the last, or the last RCPT when the chunk is still on its way.
        var isLast = (EventKind)e.Kind != EventKind.Rcpt || (e.Detail & GroupDetail.ChunkBehind) != 0;
        var head = _coming.Item;
        if (head >= 0)
            Append(head, e);
        if (!isLast)
            return head >= 0;
        _coming.Slot = -1;
        if (head < 0)
            return false;
        var host = LocalOf(e.Receiver);
        if (_queues[host]!.HasIdle)
            TakeUp(host, _queues[host]!, e.Time);
        return true;
    }

    /// <summary>A command comes while one of its session waits, or with it: the worker that takes the one does the other too.</summary>
    private void Append(int head, in SimEvent e)
    {
        var number = _work.Take();
        _work[number] = new WorkItem { Command = e, More = -1 };
        _work[_work[head].Last].More = number;
        _work[head].Last = number;
    }

    /// <summary>Idle workers take what waits.</summary>
    private void TakeUp(int host, WorkQueue queue, long now)
    {
        while (queue.HasIdle)
        {
            var number = queue.Take(now, out var verdict);
            if (number < 0)
                return;
            if (verdict == WorkVerdict.Serve)
                Serve(host, queue, number, now);
            else
                Drop(number, verdict == WorkVerdict.DropLate ? ServerRule.WaitedTooLong : ServerRule.DroppedByCoDel, now);
        }
    }

    private void Serve(int host, WorkQueue queue, int number, long now)
    {
        var came = _work[number].Command.Time;
        var worker = queue.TakeWorker();
        (_cameAt, _doneAt) = (came, now);
        Handle(number, now, ServerRule.None);
        if (_doneAt == now)
        {
            queue.FreeWorker(worker);
            return;
        }
        PostToSelf(EventKind.WorkDone, _doneAt, HostNumber(host), (uint)worker, worker, argument: queue.Epoch);
    }

    private void Drop(int number, ServerRule reason, long now)
    {
        ref var item = ref _work[number];
        BookWaiting(_profiles[_sessions[item.Command.Slot].Group], item.Command.Time, now);
        _cameAt = NoWork;
        Handle(number, now, reason);
    }

    /// <summary>The command, and those of its group, happen now.</summary>
    private void Handle(int number, long now, ServerRule dropped)
    {
        var slot = _work[number].Command.Slot;
        var wasLeft = _sessions[slot].Has(ServerSessionFlags.Deaf);
        _sessions[slot].Flags &= ~(ServerSessionFlags.Waiting | ServerSessionFlags.Deaf);
        _inWork = slot;
        for (var first = true; number >= 0; first = false)
        {
            var command = _work[number].Command;
            var next = _work[number].More;
            _work.Free(number);
            number = next;
            command.Time = now;
            ref var session = ref _sessions[slot];
            if (!IsFrom(session, command))
                continue;
            if (first && dropped != ServerRule.None)
            {
                if (!wasLeft)
                    TurnAway(ref session, command, ProfileOf(session), dropped);
                else
                    Metrics[session.Group].Counters[(int)ServerCounter.CommandsStale]++;
            }
            else if (!wasLeft || dropped == ServerRule.None)
            {
                _worksInVain = wasLeft;
                HandleNow(ref session, command);
            }
        }
        _inWork = -1;
        _worksInVain = false;
        if (wasLeft && _sessions[slot].Has(ServerSessionFlags.InUse))
            Release(ref _sessions[slot], slot, now);
    }

    private void HandleNow(ref ServerSession session, in SimEvent e)
    {
        switch ((EventKind)e.Kind)
        {
            case EventKind.Established:
                Greet(ref session, e.Slot, ProfileOf(session), WellKnownReplies.Greeting, e.Time);
                break;
            case EventKind.Mail:
                OnMail(e);
                break;
            case EventKind.Rcpt:
                OnRcpt(e);
                break;
            case EventKind.Body:
                OnBody(e);
                break;
            case EventKind.ClientHandshake:
                OnHandshake(e);
                break;
            default:
                OnCommand(e);
                break;
        }
    }

    /// <summary>Answers a command without work.</summary>
    private void TurnAway(ref ServerSession session, in SimEvent e, ServerProfile profile, ServerRule reason)
    {
        CountTurnedAway(session, profile, reason);
        // The replies to the commands before a chunk may be yet to leave, or under way: this one must not overtake them.
        if ((EventKind)e.Kind == EventKind.Body && (e.Detail & BodyDetail.Behind) != 0 && e.Slot < _groupsAhead.Length)
            ResumeGroup(e);
        var reply = profile.Work!.Reply;
        var verb = (EventKind)e.Kind switch
        {
            EventKind.Mail => Verb.Mail,
            EventKind.Rcpt => Verb.Rcpt,
            EventKind.Body => Verb.Bdat,
            _ => (Verb)e.Detail,
        };
        switch ((EventKind)e.Kind)
        {
            case EventKind.Established:
                session.State = ServerTable.Next(session.State, ServerDialogue.OutcomeOfGreeting(reply));
                break;
            case EventKind.ClientHandshake:
                Cut(ref session, e.Slot, e.Time);
                return;
            case EventKind.Body when profile.Lmtp && session.Accepted != 0 && (session.State == ServerState.ReceivingData || ServerDialogue.Admits(session.State, Verb.Bdat, out _)):
                TurnAwayRecipients(ref session, e, profile, reply);
                return;
            case EventKind.Body when session.State == ServerState.ReceivingData || ServerDialogue.Admits(session.State, Verb.Bdat, out _):
                session.State = ServerTable.Next(session.State, ServerDialogue.OutcomeOfBody(reply));
                break;
            default:
                if ((verb != Verb.Auth || session.State != ServerState.Authenticating) && !ServerDialogue.Admits(session.State, verb, out var refusal))
                    reply = refusal;
                if ((EventKind)e.Kind == EventKind.Mail && (e.Detail & GroupDetail.MoreFollow) != 0)
                    BeginGroup(ref session, e);
                session.State = ServerTable.Next(session.State, ServerDialogue.OutcomeOf(verb, reply));
                break;
        }
        Reply(ref session, e.Slot, profile, reply, ReadyAt(e.Slot, e.Time), e.Time);
    }

    private void CountTurnedAway(in ServerSession session, ServerProfile profile, ServerRule reason)
    {
        Metrics[profile.Index].Counters[(int)(reason switch
        {
            ServerRule.QueueFull => ServerCounter.CommandsOverPlaces,
            ServerRule.Shed => ServerCounter.CommandsShed,
            ServerRule.WaitedTooLong => ServerCounter.CommandsTooLate,
            _ => ServerCounter.CommandsDroppedByCodel,
        })]++;
        _trace?.Ruled(session, profile, reason);
    }

    /// <summary>The client has left a session whose command waits: the work is dropped, or will be done in vain.</summary>
    /// <returns>Whether the session is over for the server too.</returns>
    private bool LeavesWork(ref ServerSession session, in SimEvent e)
    {
        var profile = ProfileOf(session);
        if (!profile.Work!.DropStale)
        {
            SettleTaken(ref session, e.Slot, e.Time);
            session.Flags = (session.Flags | ServerSessionFlags.Deaf) & ~ServerSessionFlags.Taken;
            if (_backlogs.Length > 0 && _backlogs[session.Host] is not null)
                TakeFromBacklog(session.Host, e.Time);
            return false;
        }
        Metrics[profile.Index].Counters[(int)ServerCounter.CommandsStale]++;
        var number = _waiting[e.Slot];
        _queues[session.Host]!.Remove(number);
        BookWaiting(profile, _work[number].Command.Time, e.Time);
        FreeItems(number);
        return true;
    }

    /// <summary>An outage breaks the sessions whose commands wait, and workers know of nothing any more.</summary>
    private void LoseWork(int host, Outage outage)
    {
        var queue = _queues[host]!;
        for (var number = queue.Oldest(); number >= 0; number = queue.Oldest())
        {
            var slot = _work[number].Command.Slot;
            ref var session = ref _sessions[slot];
            var profile = ProfileOf(session);
            queue.Remove(number);
            BookWaiting(profile, _work[number].Command.Time, outage.Start);
            FreeItems(number);
            var wasLeft = session.Has(ServerSessionFlags.Deaf);
            session.Flags &= ~ServerSessionFlags.Waiting;
            if (!wasLeft)
                _trace?.Outage(session, profile, outage.Start, breaks: true);
            if (wasLeft)
                Release(ref session, slot, outage.Start);
            else if (outage.Kind == OutageKind.Refuse)
                Cut(ref session, slot, outage.Start);
            else
                Deafen(ref session, slot, profile, outage.Start);
        }
        _coming.Slot = -1;
        queue.Restart();
    }

    /// <summary>Books the time that commands have waited that still do when the run ends.</summary>
    private void CloseQueues(long end)
    {
        for (var slot = 0; slot < Math.Min(_waiting.Length, _sessions.HighWater); slot++)
            if (_sessions[slot].Has(ServerSessionFlags.Waiting))
                BookWaiting(ProfileOf(_sessions[slot]), _work[_waiting[slot]].Command.Time, end);
    }

    private void FreeItems(int number)
    {
        while (number >= 0)
        {
            var next = _work[number].More;
            _work.Free(number);
            number = next;
        }
    }

    private void BookWaiting(ServerProfile profile, long from, long to)
        => Metrics[profile.Index].Series.AddArea(from, Math.Min(to, _end), (int)ServerSeries.WaitingArea, 1);

    private WorkQueue? QueueOf(ServerProfile profile) => profile.Work is { } rules ? new WorkQueue(_work, rules, profile.Workers) : null;

    private bool IsInWork(int slot) => _inWork == slot && _cameAt != NoWork;

    /// <summary>The worker that took the command does a step of it.</summary>
    /// <param name="came">In: when the step's turn came; out: when its wait began.</param>
    /// <param name="done">When the step will be done.</param>
    private void BeginWork(ref long came, long done)
    {
        came = Math.Min(came, _cameAt);
        (_cameAt, _doneAt) = (long.MaxValue, done);
    }

    private static bool NeedsWork(in SimEvent e, ServerProfile profile) => (EventKind)e.Kind switch
    {
        EventKind.Established => profile.TakesWork(SessionStep.Greeting),
        EventKind.Mail when (e.Detail & GroupDetail.MoreFollow) != 0 => profile.TakesWork(SessionStep.Mail) || profile.TakesWork(SessionStep.Rcpt)
            || profile.TakesWork(SessionStep.Data) || (profile.OffersChunking && profile.TakesWork(SessionStep.Body)),
        EventKind.Mail => profile.TakesWork(SessionStep.Mail),
        EventKind.Rcpt => profile.TakesWork(SessionStep.Rcpt),
        EventKind.Body => profile.TakesWork(SessionStep.Body),
        EventKind.ClientHandshake => profile.TakesWork(SessionStep.StartTls),
        // What STARTTLS and AUTH cost falls due with the handshake and the last line.
        _ => (Verb)e.Detail != Verb.StartTls && ((Verb)e.Detail != Verb.Auth || e.Argument == 0) && profile.TakesWork(SessionSteps.Of((Verb)e.Detail)),
    };
}

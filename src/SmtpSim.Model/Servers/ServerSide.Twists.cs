using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>Faults under conditions, and those after which the two sides disagree about where they are.</content>
internal sealed partial class ServerSide
{
    private readonly FaultMemory _struck = new();

    /// <summary>Sessions taken so far, by server; empty where no fault waits for a number of them.</summary>
    private readonly long[] _taken;

    /// <summary>What becomes of the next reply; null for nothing.</summary>
    private FaultRule? _twist;

    private bool TryConditional(ServerProfile profile, SessionStep step, in ServerSession session, uint mailbox, long now, out FaultRule found)
    {
        found = default;
        var rules = profile.ConditionalFaults[(int)step];
        if (rules.Length == 0)
            return false;
        var waiting = profile.Work is null ? 0 : _queues[session.Host]!.Count;
        var situation = new FaultSituation(
            now, _hosts[session.Host].Sessions, _taken.Length == 0 ? 0 : _taken[session.Host], waiting, mailbox, _world.ClientGroupOf(session.Client));
        foreach (var rule in rules)
        {
            var bits = session.Key.Derive((ulong)rule.Index + 1).Draw(SessionKeys.ServerFault(session.Step)) ^ _mirror;
            if (!rule.Strikes(bits) || !rule.Condition!.Holds(situation) || !_struck.Strikes(rule, profile.Index, HostNumber(session.Host), session.Client, mailbox))
                continue;
            found = rule;
            return true;
        }
        return false;
    }

    /// <summary>
    /// Nothing passes any more in a session, which the client ends. One that was told something wrong may have done so already, and is not waited
    /// for longer than a silent one.
    /// </summary>
    private void Deafen(ref ServerSession session, int slot, ServerProfile profile, long now)
    {
        session.Flags |= ServerSessionFlags.Deaf;
        // What came before in a group may still be answered, and no 421 goes before that.
        var answered = session.Deadline == long.MaxValue ? 0 : session.Deadline;
        session.Deadline = long.MaxValue;
        if (!profile.Twists)
            return;
        session.Deadline = Math.Max(answered, now + profile.IdleTimeout);
        if (session.TimerAt >= session.Deadline)
            PostTimer(ref session, slot);
    }

    /// <summary>Sends a reply as a fault has it: twice, garbled, or with another code.</summary>
    /// <returns>When it arrives.</returns>
    private long SendTwisted(ref ServerSession session, int slot, Reply reply, FaultRule fault, long departure, long now)
    {
        var latency = LatencyOf(session, slot, now);
        if (fault.Kind == FaultKind.WrongCode)
            _trace?.Means(session, ProfileOf(session), reply, fault);
        if (fault.Kind == FaultKind.Garble)
        {
            _trace?.Loses(session, reply, departure);
            return Send(ref session, EventKind.Garbled, 0, departure, latency);
        }
        var said = fault.Kind == FaultKind.WrongCode ? fault.Reply : reply;
        if (fault.Kind == FaultKind.Duplicate)
        {
            CountReply(Metrics[session.Group], said, departure, now);
            _trace?.Answers(session, said, departure, latency);
            Send(ref session, EventKind.Reply, said.Bits, departure, latency);
        }
        _trace?.Answers(session, said, departure, latency);
        return Send(ref session, EventKind.Reply, said.Bits, departure, latency);
    }

    /// <summary>
    /// What a client sends that takes the server for being elsewhere: while text is awaited a command is text; text where none is awaited is a bad
    /// sequence of commands; and inside a TLS handshake, or with none begun, there is nothing to be understood.
    /// </summary>
    /// <returns>Whether the command can be handled as what it is.</returns>
    private bool FitsState(ref ServerSession session, in SimEvent e, ServerProfile profile)
    {
        var kind = (EventKind)e.Kind;
        if ((session.State == ServerState.TlsHandshake) != (kind == EventKind.ClientHandshake))
        {
            Cut(ref session, e.Slot, e.Time);
            return false;
        }
        var isText = kind == EventKind.Body && (e.Detail & BodyDetail.Chunk) == 0;
        if (session.State == ServerState.ReceivingData && !isText)
        {
            session.Deadline = e.Time + profile.IdleTimeout;
            if (session.TimerAt >= session.Deadline)
                PostTimer(ref session, e.Slot);
            return false;
        }
        if (!isText || session.State == ServerState.ReceivingData)
            return true;
        session.State = ServerTable.Next(session.State, ServerTrigger.OutOfOrder);
        Reply(ref session, e.Slot, profile, WellKnownReplies.BadSequence, ReadyAt(e.Slot, e.Time), e.Time);
        return false;
    }
}

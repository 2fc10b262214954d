using System.Runtime.CompilerServices;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>What goes wrong on purpose: faults at a step, and outages.</content>
internal sealed partial class ServerSide
{
    /// <summary>Whether an outage or, when there is none, a fault keeps the connection from being made.</summary>
    private bool FailsToConnect(in ServerSession session, ServerProfile profile, ServerMetrics metrics, long now, out bool refused)
    {
        if (profile.OutageAt(HostNumber(session.Host), now) is { } outage and not OutageKind.ServiceUnavailable)
        {
            _trace?.Outage(session, profile, now, breaks: true);
            refused = outage == OutageKind.Refuse;
            return true;
        }
        var fault = profile.MayFail(SessionStep.Connect) ? FaultAt(profile, SessionStep.Connect, session, RecipientPolicy.Unnumbered, now) : null;
        refused = fault is { Kind: FaultKind.Refuse or FaultKind.Reset };
        return fault is not null;
    }

    private bool HearsInSpiteOfOutages(ref ServerSession session, in SimEvent e, ServerProfile profile)
    {
        if (IsBroken(ref session, e.Slot, _hosts[session.Host], profile, e.Time))
            return false;
        if (profile.OutageAt(HostNumber(session.Host), e.Time) != OutageKind.ServiceUnavailable)
            return true;
        _trace?.Outage(session, profile, e.Time, breaks: false);
        if (session.State == ServerState.TlsHandshake)
        {
            Cut(ref session, e.Slot, e.Time);
            return false;
        }
        session.State = ServerTable.Next(session.State, ServerTrigger.ServiceClosing);
        // Of a group whose chunk was under way the commands before it are answered first.
        if ((EventKind)e.Kind == EventKind.Body && (e.Detail & BodyDetail.Behind) != 0 && e.Slot < _groupsAhead.Length)
            ResumeGroup(e);
        Reply(ref session, e.Slot, profile, WellKnownReplies.ServiceClosing, ReadyAt(e.Slot, e.Time), e.Time);
        return false;
    }

    /// <summary>An outage broke the session: a host that is up again or whose program is down answers with RST, one that cannot be reached not at all.</summary>
    private bool IsBroken(ref ServerSession session, int slot, in ServerHost host, ServerProfile profile, long now)
    {
        if (!profile.DropsSessions)
            return false;
        var outage = profile.OutageAt(HostNumber(session.Host), now);
        if (outage == OutageKind.Timeout)
        {
            _receiving?.Breaks(slot);
            _trace?.Outage(session, profile, now, breaks: true);
            Deafen(ref session, slot, profile, now);
            return true;
        }
        if (session.Epoch == host.Epoch && outage != OutageKind.Refuse)
            return false;
        _trace?.Outage(session, profile, now, breaks: true);
        _receiving?.Breaks(slot);
        if (!session.Has(ServerSessionFlags.Deaf))
            Send(ref session, EventKind.Reset, 0, now);
        Release(ref session, slot, now);
        return true;
    }

    /// <summary>A crash loses what was accepted shortly before it.</summary>
    private void LoseMail(int host, Outage outage)
    {
        var (messages, recipients) = _accepted.Lose(host, outage.Start, outage.Loses);
        _receiving?.Lose(HostNumber(host), _hosts[host].Group, outage.Start, outage.Loses);
        var counters = Metrics[_hosts[host].Group].Counters;
        counters[(int)ServerCounter.MessagesLostInCrash] += messages;
        counters[(int)ServerCounter.RecipientsLostInCrash] += recipients;
    }

    /// <summary>Draws whether a fault of the step strikes, and if it does and spoils the step, carries it out.</summary>
    /// <param name="loses">The step goes on, and its reply will be lost.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool StrikesFault(ref ServerSession session, int slot, ServerProfile profile, SessionStep step, Verb? verb, long now, out bool loses, uint mailbox = RecipientPolicy.Unnumbered)
    {
        loses = false;
        return profile.MayFail(step) && Strike(ref session, slot, profile, step, verb, now, mailbox, out loses);
    }

    private bool Strike(ref ServerSession session, int slot, ServerProfile profile, SessionStep step, Verb? verb, long now, uint mailbox, out bool loses)
    {
        loses = false;
        if (step is SessionStep.Data or SessionStep.Body && slot < _memories.Length)
            mailbox = _memories[slot].Mailbox;
        if (FaultAt(profile, step, session, mailbox, now) is not { } fault)
            return false;
        switch (fault.Kind)
        {
            case FaultKind.LoseReply or FaultKind.Truncate:
                loses = true;
                return false;
            case FaultKind.Delay:
                _delay += fault.Delay.Sample(session.Key.Derive((ulong)fault.Index + 1).Draw(SessionKeys.ServerFault(session.Step) + 1) ^ _mirror);
                return false;
            case FaultKind.Duplicate or FaultKind.Garble or FaultKind.WrongCode:
                _twist = fault;
                loses = true;
                return false;
            case FaultKind.Reset:
                ResetAt(ref session, slot, ReadyAt(slot, now), now);
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
                Deafen(ref session, slot, profile, now);
                return true;
        }
    }

    /// <summary>The connection is reset when what comes before is done.</summary>
    private void ResetAt(ref ServerSession session, int slot, long ready, long now)
    {
        Send(ref session, EventKind.Reset, 0, ready, LatencyOf(session, slot, now));
        if (ready == now)
            Release(ref session, slot, now);
        else
            ReleaseLater(ref session, slot, ready);
    }

    /// <summary>The fault that strikes, if one does.</summary>
    private FaultRule? FaultAt(ServerProfile profile, SessionStep step, in ServerSession session, uint mailbox, long now)
    {
        if (!TryConditional(profile, step, session, mailbox, now, out var rule)
            && !FaultRule.TryFind(profile.Faults[(int)step], session.Key.Draw(SessionKeys.ServerFault(session.Step)) ^ _mirror, out rule))
            return null;
        CountFault(session, profile, rule);
        return rule;
    }

    private void CountFault(in ServerSession session, ServerProfile profile, in FaultRule rule)
    {
        Metrics[profile.Index].Counters[(int)ServerCounter.Faults]++;
        _trace?.Fault(session, profile, rule);
    }
}

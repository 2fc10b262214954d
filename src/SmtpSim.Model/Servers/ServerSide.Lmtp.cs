using System.Numerics;
using System.Runtime.CompilerServices;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>
/// LMTP: after the text the server answers once for each recipient that RCPT accepted, in their order (RFC 2033 section 4.2). The text is worked on
/// once; the replies leave as a group, so that none overtakes another, and each may meet a fault of its own.
/// </content>
internal sealed partial class ServerSide
{
    /// <summary>The replies to the text in work; empty where no server speaks LMTP.</summary>
    private readonly RecipientAnswer[] _answers;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool AnswerRecipients(ref ServerSession session, in SimEvent e, ServerProfile profile)
    {
        var reply = session.Bytes > profile.MaxMessageBytes ? TooLarge(session, profile) : WellKnownReplies.Queued;
        if (profile.Policies is { } policies)
            reply = PolicyOfBody(ref session, e, profile, policies, reply);
        if (reply.IsPositiveCompletion && _receiving is not null && _receiving.Loops(e.Slot, profile))
            reply = TooManyHops(session, profile);
        BeginAnswers(ref session, e);
        if (TryDepart(ref session, e.Slot, profile, SessionStep.Body, e.Time, out var departure))
        {
            var count = Decide(session, e, profile, reply, departure, out var delivered);
            session.Accepted = delivered;
            if (delivered != 0)
                Accept(ref session, e, Metrics[profile.Index], departure);
            Give(ref session, e, profile, count);
        }
        _group.Slot = -1;
        return true;
    }

    /// <summary>Answers the text without work: alike for each recipient.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TurnAwayRecipients(ref ServerSession session, in SimEvent e, ServerProfile profile, Reply reply)
    {
        BeginAnswers(ref session, e);
        var count = reply.Code == 421 ? 1 : session.Recipients;
        _answers.AsSpan(0, count).Fill(new RecipientAnswer { Reply = reply, Departure = e.Time });
        session.Accepted = 0;
        Give(ref session, e, profile, count);
        _group.Slot = -1;
    }

    /// <summary>The replies to come share one delay, as those to a pipelined group do.</summary>
    private void BeginAnswers(ref ServerSession session, in SimEvent e)
    {
        session.Step = CommandGroup.FirstStep(session.Step);
        _group = new CommandGroup
        {
            Slot = e.Slot,
            Arrival = e.Time,
            Done = e.Time,
            Latency = session.Key.Draw(SessionKeys.ServerLatency(session.Step)) ^ _mirror,
            Worker = -1,
        };
    }

    /// <summary>Decides about each recipient, up to the one at which the session ends, if it does.</summary>
    /// <param name="session">The session; those that RCPT accepted are its recipients.</param>
    /// <param name="e">The end of the text.</param>
    /// <param name="profile">The server's group.</param>
    /// <param name="ofText">The verdict on the message as a whole.</param>
    /// <param name="departure">Tick at which the work is done.</param>
    /// <param name="delivered">Recipients that have the message now.</param>
    /// <returns>How many answers there are.</returns>
    private int Decide(in ServerSession session, in SimEvent e, ServerProfile profile, Reply ofText, long departure, out ulong delivered)
    {
        delivered = 0;
        var count = 0;
        var isLost = false;
        for (var rest = session.Accepted; rest != 0; rest &= rest - 1)
        {
            ref var answer = ref _answers[count];
            answer = new RecipientAnswer { Reply = ofText };
            if (ofText.IsPositiveCompletion && profile.Policies is { KnowsMailboxes: true } policies)
                answer.Reply = PolicyOfDelivery(session, e, profile, policies, rest, out answer.Rule);
            // After a reply that was lost nothing that goes wrong would be seen.
            if (!isLost && profile.MayFail(SessionStep.Body))
                DrawFault(session, e, profile, rest, (uint)count, ref answer, ref departure);
            answer.Departure = departure;
            isLost |= answer.Fault is { Kind: FaultKind.LoseReply or FaultKind.Truncate };
            answer.IsLost |= isLost;
            count++;
            if (answer.Outage is not null || answer.Fault is { Kind: FaultKind.Reset or FaultKind.Silent })
                return count;
            if (answer.Reply.IsPositiveCompletion)
                delivered |= rest & (~rest + 1);
            if (answer.Reply.Code == 421)
                return count;
        }
        return count;
    }

    /// <summary>What a mailbox says that had room, or was as it was, when RCPT was accepted.</summary>
    private Reply PolicyOfDelivery(in ServerSession session, in SimEvent e, ServerProfile profile, ServerPolicies policies, ulong recipients, out ServerRule rule)
    {
        ref readonly var memory = ref MemoryOf(e.Slot);
        var mailbox = MailboxOf(memory, recipients, profile);
        rule = policies.MailboxConflicts && _policies.HasChanged(HostNumber(session.Host), mailbox, memory.Seen) ? ServerRule.MailboxChanged
            : policies.Quota is { } quota && _policies.IsFull(quota, HostNumber(session.Host), mailbox, session.Bytes, e.Time) ? ServerRule.MailboxFull
            : ServerRule.None;
        return rule switch
        {
            ServerRule.MailboxChanged => policies.MailboxChanged,
            ServerRule.MailboxFull => policies.MailboxFull,
            _ => WellKnownReplies.Queued,
        };
    }

    /// <summary>Whether this reply meets a fault: each has the draw of the step that it will be.</summary>
    private void DrawFault(in ServerSession session, in SimEvent e, ServerProfile profile, ulong recipients, uint number, ref RecipientAnswer answer, ref long departure)
    {
        var asReply = session;
        asReply.Step += number;
        var mailbox = profile.Policies is not null ? MailboxOf(MemoryOf(e.Slot), recipients, profile) : RecipientPolicy.Unnumbered;
        if (!TryConditional(profile, SessionStep.Body, asReply, mailbox, e.Time, out var fault)
            && !FaultRule.TryFind(profile.Faults[(int)SessionStep.Body], asReply.Key.Draw(SessionKeys.ServerFault(asReply.Step)) ^ _mirror, out fault))
            return;
        answer.Fault = fault;
        answer.IsLost = fault.Twists;
        if (fault.Kind == FaultKind.Reply)
        {
            (answer.Reply, answer.Rule) = (fault.Reply, ServerRule.None);
            return;
        }
        if (fault.Kind != FaultKind.Delay)
            return;
        departure += fault.Delay.Sample(asReply.Key.Derive((ulong)fault.Index + 1).Draw(SessionKeys.ServerFault(asReply.Step) + 1) ^ _mirror);
        answer.Outage = profile.DropsSessions ? profile.NextBreak(HostNumber(session.Host), e.Time, departure) : null;
    }

    /// <summary>Gives the answers, in order; the last one concludes the transaction.</summary>
    private void Give(ref ServerSession session, in SimEvent e, ServerProfile profile, int count)
    {
        for (var i = 0; i < count; i++)
        {
            ref readonly var answer = ref _answers[i];
            if (answer.Rule != ServerRule.None)
                Ruled(session, profile, answer.Rule);
            if (answer.Fault is { } fault)
            {
                CountFault(session, profile, fault);
                if (fault.Twists)
                    _twist = fault;
            }
            if (answer.Outage is { } outage)
            {
                Break(ref session, e.Slot, profile, outage);
                return;
            }
            switch (answer.Fault?.Kind)
            {
                case FaultKind.Reset:
                    ResetAt(ref session, e.Slot, answer.Departure, e.Time);
                    return;
                case FaultKind.Silent:
                    Deafen(ref session, e.Slot, profile, e.Time);
                    return;
                default:
                    var outcome = ServerDialogue.OutcomeOfBody(answer.Reply);
                    session.State = ServerTable.Next(session.State, i == count - 1 || outcome == ServerTrigger.ServiceClosing ? outcome : ServerTrigger.RecipientAnswered);
                    Reply(ref session, e.Slot, profile, answer.Reply, answer.Departure, e.Time, answer.IsLost);
                    break;
            }
        }
    }
}

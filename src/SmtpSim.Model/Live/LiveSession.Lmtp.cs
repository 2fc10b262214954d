using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>LMTP: the end of mail data is decided on once for each recipient that was accepted (RFC 2033 section 4.2).</content>
public sealed partial class LiveSession
{
    private bool _rejects;
    private bool _delivered;

    /// <summary>The end of mail data, for one recipient.</summary>
    /// <param name="recipient">Its place among those accepted, from 0.</param>
    /// <param name="size">The text's octets.</param>
    /// <param name="now">Tick.</param>
    public LiveDecision Delivery(int recipient, long size, long now)
    {
        if (recipient == 0)
            (_rejects, _delivered) = (_server.RejectsContent(_key, _step), false); // the same message always is
        if (Strikes(SessionStep.Body, now, out var plan))
            return plan.Decision;
        if (size > _profile.MaxMessageBytes)
            return TooLarge(SessionStep.Body, size, now, plan);
        if ((DefersTransaction(SessionStep.Body, now, plan) ?? RefusesDelivery(recipient, size, now, plan)) is { } refused)
            return refused;
        var counters = _server.Metrics.Counters;
        if (!_delivered)
        {
            counters[(int)ServerCounter.MessagesAccepted]++;
            counters[(int)ServerCounter.BytesAccepted] += size;
        }
        _delivered = true;
        counters[(int)ServerCounter.RecipientCopies]++;
        return Answer(SessionStep.Body, WellKnownReplies.Queued, now, plan);
    }

    private LiveDecision? RefusesDelivery(int recipient, long size, long now, Plan plan)
    {
        if (_profile.Policies is not { } policies)
            return null;
        if (_rejects)
            return Answer(SessionStep.Body, policies.Rejected, now, plan with { Reason = Ruled(ServerRule.ContentRejected) });
        if (recipient >= _mailboxes.Count)
            return null;
        var (mailbox, seen) = _mailboxes[recipient];
        if (policies.MailboxConflicts && _server.Policies.HasChanged(0, mailbox, seen))
            return Answer(SessionStep.Body, policies.MailboxChanged, now, plan with { Reason = Ruled(ServerRule.MailboxChanged) });
        if (policies.Quota is { } quota && _server.Policies.IsFull(quota, 0, mailbox, size, now))
            return Answer(SessionStep.Body, policies.MailboxFull, now, plan with { Reason = Ruled(ServerRule.MailboxFull) });
        _server.Policies.Deliver(policies, 0, mailbox, size, now);
        return null;
    }
}

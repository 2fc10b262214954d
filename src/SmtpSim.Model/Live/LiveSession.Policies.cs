using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>
/// Policies that remember, for real clients: rates, sessions per client, quotas, conflicts, contents, tarpits. What is the simulation's alone
/// is told by <see cref="SimulatedOnly"/>.
/// </content>
public sealed partial class LiveSession
{
    /// <summary>Mailboxes of the transaction, each with the moment that its recipient was accepted.</summary>
    private readonly List<(uint Mailbox, long Seen)> _mailboxes = [];
    private RandomKey _senderAlone;
    private bool _counted;
    private int _errors;
    private int _namings;

    /// <summary>The greylist knows a recipient of the transaction too little, and says so at DATA (RFC 6647 section 2.4).</summary>
    private bool _deferred;

    /// <summary>Domains of the transaction's recipients, where their number is limited (RFC 9422 section 4.3).</summary>
    private HashSet<ulong>? _domains;

    private bool IsOneDomainTooMany(in MailPath recipient) => _domains?.Count >= _profile.Group.MaxRecipientDomains && !_domains.Contains(DomainOf(recipient));

    private ulong DomainOf(in MailPath recipient) => LiveKeys.Mix(_server.AddressKey, recipient.Domain).Value;

    private LiveDecision? IsKeptOut(long now)
    {
        if (_profile.Policies is not { } policies)
            return null;
        if (IsOverRate(RateOf.Connections, now, out var rate))
            return Answer(SessionStep.Greeting, rate.Reply, now, Ruled(ServerRule.ConnectionRate));
        if (policies.SessionsPerClient == int.MaxValue)
            return null;
        _counted = _server.Policies.TryOpen(0, (int)_client, _epoch, policies.SessionsPerClient);
        return _counted ? null : Answer(SessionStep.Greeting, policies.OverClientLimit, now, Ruled(ServerRule.ClientLimit));
    }

    private bool IsOverRate(RateOf of, long now, out RateRule rate)
    {
        rate = default;
        return _profile.Policies is { } policies && _server.Policies.IsOverRate(policies, of, 0, (int)_client & int.MaxValue, now, out rate);
    }

    private LiveDecision? RefusesBody(long size, long now, Plan plan)
    {
        if (_profile.Policies is not { } policies)
            return null;
        if (_server.RejectsContent(_key, _step))
            return Answer(SessionStep.Body, policies.Rejected, now, plan with { Reason = Ruled(ServerRule.ContentRejected) });
        foreach (var (mailbox, seen) in _mailboxes)
            if (policies.MailboxConflicts && _server.Policies.HasChanged(0, mailbox, seen))
                return Answer(SessionStep.Body, policies.MailboxChanged, now, plan with { Reason = Ruled(ServerRule.MailboxChanged) });
        foreach (var (mailbox, _) in _mailboxes)
            _server.Policies.Deliver(policies, 0, mailbox, size, now);
        return null;
    }

    /// <summary>What the greylist knows a try by.</summary>
    private ulong GreylistKeyOf(in MailPath recipient, ulong triplet) => _profile.Greylist?.Key switch
    {
        GreylistKey.Client => _client,
        GreylistKey.ClientSender => _sender.Value,
        GreylistKey.SenderRecipient => LiveKeys.Mix(LiveKeys.Mix(_senderAlone, recipient.LocalPart), recipient.Domain).Value,
        _ => triplet,
    };

    /// <summary>The reply to DATA, or to the text where there was no DATA, of a transaction that the greylist defers as a whole.</summary>
    private LiveDecision? DefersTransaction(SessionStep step, long now, Plan plan) => _deferred
        ? Answer(step, _profile.Greylisted, now, plan with { Reason = Reason(ServerRule.GreylistedAtData) })
        : null;

    /// <summary>Replies to a session of many errors or recipients leave later.</summary>
    private Plan Tarpitted(SessionStep step, Reply reply, Plan plan)
    {
        if (_profile.Policies?.Tarpit is not { } tarpit || step is not (SessionStep.Mail or SessionStep.Rcpt or SessionStep.Body))
            return plan;
        if (step == SessionStep.Rcpt)
            _namings++;
        if (!reply.IsPositiveCompletion)
            _errors++;
        if (_errors <= tarpit.AfterErrors && _namings <= tarpit.AfterRecipients)
            return plan;
        var reason = Ruled(ServerRule.Tarpitted);
        return plan with { Delay = plan.Delay + tarpit.Delay.Ticks, Reason = plan.Reason.IsNone ? reason : plan.Reason };
    }

    private LiveReason Ruled(ServerRule rule)
    {
        if (RecipientPolicy.CounterOf(rule) is { } counter)
            _server.Metrics.Counters[(int)counter]++;
        return Reason(rule);
    }
}

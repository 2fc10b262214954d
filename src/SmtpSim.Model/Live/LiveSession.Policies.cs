using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>
/// Policies that remember, for real clients: rates, sessions per client, quotas, conflicts and contents. Queue disciplines, backlog, tarpit
/// and greylisting at DATA are the simulation's alone.
/// </content>
public sealed partial class LiveSession
{
    /// <summary>Mailboxes of the transaction, each with the moment that its recipient was accepted.</summary>
    private readonly List<(uint Mailbox, long Seen)> _mailboxes = [];
    private RandomKey _senderAlone;
    private bool _counted;

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

    private LiveDecision? RefusesBody(long now, Plan plan)
    {
        if (_profile.Policies is not { } policies)
            return null;
        if (_server.RejectsContent(_key, _step))
            return Answer(SessionStep.Body, policies.Rejected, now, plan with { Reason = Ruled(ServerRule.ContentRejected) });
        foreach (var (mailbox, seen) in _mailboxes)
            if (policies.MailboxConflicts && _server.Policies.HasChanged(0, mailbox, seen))
                return Answer(SessionStep.Body, policies.MailboxChanged, now, plan with { Reason = Ruled(ServerRule.MailboxChanged) });
        foreach (var (mailbox, _) in _mailboxes)
            _server.Policies.Deliver(policies, 0, mailbox, now);
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

    private LiveReason Ruled(ServerRule rule)
    {
        if (RecipientPolicy.CounterOf(rule) is { } counter)
            _server.Metrics.Counters[(int)counter]++;
        return Reason(rule);
    }
}

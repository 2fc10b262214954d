using System.Text;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>What goes wrong on purpose, and when a reply leaves.</content>
public sealed partial class LiveSession
{
    /// <summary>The most rules that wait for DATA or the end of mail data.</summary>
    private const int MostArmed = 256;

    private string _senderText = "";

    /// <summary>What a condition of a fault looks at.</summary>
    private (long Now, uint Mailbox) _at = (0, RecipientPolicy.Unnumbered);

    /// <summary>Rules of this transaction's addresses, in the order in which they were met.</summary>
    private List<(LiveRule Rule, ulong Key)>? _armed;

    /// <summary>How a step goes on that nothing has spoilt: with a lost reply, a delay, a reason; or what was decided instead.</summary>
    private readonly record struct Plan(LiveDecision Decision, LiveFate Fate, long Delay, LiveReason Reason);

    private LiveDecision? FailsToConnect(long now)
    {
        _server.Advance(now);
        if (_server.OutageAt(now) is { Kind: not OutageKind.ServiceUnavailable } outage)
            return Spoilt(outage.Kind == OutageKind.Refuse ? LiveFate.Reset : LiveFate.Silent, now, Reason(outage));
        _at = (now, RecipientPolicy.Unnumbered);
        if (!TryFault(SessionStep.Connect, out var fault))
            return null;
        return Spoilt(fault.Kind is FaultKind.Refuse or FaultKind.Reset ? LiveFate.Reset : LiveFate.Silent, now, new LiveReason(LiveReasonKind.Fault, fault.Index, 0));
    }

    /// <summary>An outage: the session is broken, or there is no service.</summary>
    private LiveDecision? HearsNothing(long now)
    {
        if (_profile.Outages.IsEmpty)
            return null;
        _server.Advance(now);
        var outage = _server.OutageAt(now);
        var health = Health(now);
        if (health != LiveFate.Send)
            return Spoilt(health, now, outage is { } broken ? Reason(broken) : default);
        return outage is { Kind: OutageKind.ServiceUnavailable } closed
            ? Counted(new LiveDecision(WellKnownReplies.ServiceClosing, now, LiveFate.Send, Reason(closed)))
            : null;
    }

    /// <summary>Whether the step is spoilt, by an outage, by a rule for addresses or by a fault.</summary>
    private bool Strikes(SessionStep step, long now, out Plan plan, uint mailbox = RecipientPolicy.Unnumbered)
    {
        plan = default;
        if (HearsNothing(now) is { } nothing)
        {
            plan = new Plan(nothing, LiveFate.Send, 0, default);
            return true;
        }
        if (_armed is { Count: > 0 } && StrikesRule(step, now, ref plan))
            return true;
        _at = (now, mailbox);
        if (!TryFault(step, out var fault))
            return false;
        if (fault.Kind == FaultKind.Delay)
            plan = plan with { Delay = plan.Delay + fault.Delay.Sample(_key.Derive((ulong)fault.Index + 1).Draw(SessionKeys.ServerFault(_step) + 1)), Reason = new LiveReason(LiveReasonKind.Fault, fault.Index, 0) };
        if (fault.Kind == FaultKind.Delay)
            return false;
        return CarriesOut(step, fault.Kind, fault.Reply, now, new LiveReason(LiveReasonKind.Fault, fault.Index, 0), ref plan);
    }

    private bool TryFault(SessionStep step, out FaultRule fault)
    {
        fault = default;
        if (!_profile.MayFail(step) || (!TryConditional(step, out fault) && !FaultRule.TryFind(_profile.Faults[(int)step], _key.Draw(SessionKeys.ServerFault(_step)), out fault)))
            return false;
        _server.Metrics.Counters[(int)ServerCounter.Faults]++;
        return true;
    }

    private bool TryConditional(SessionStep step, out FaultRule found)
    {
        found = default;
        foreach (var rule in _profile.ConditionalFaults[(int)step])
        {
            var situation = new FaultSituation(_at.Now, _server.Sessions, _server.Metrics[ServerCounter.SessionsOpened], Waiting: 0, _at.Mailbox, ClientGroup: -1);
            if (!rule.Strikes(_key.Derive((ulong)rule.Index + 1).Draw(SessionKeys.ServerFault(_step))) || !rule.Condition!.Holds(situation)
                || !_server.Struck.Strikes(rule, 0, 0, (long)_client, _at.Mailbox))
                continue;
            found = rule;
            return true;
        }
        return false;
    }

    private bool StrikesRule(SessionStep step, long now, ref Plan plan)
    {
        foreach (var (rule, key) in _armed!)
        {
            if (rule.Step != step || !_server.RuleMemory.Strikes(rule, key))
                continue;
            var reason = new LiveReason(rule.Index < 0 ? LiveReasonKind.Address : LiveReasonKind.AddressRule, rule.Index, 0);
            plan = plan with { Delay = plan.Delay + rule.Delay, Reason = reason };
            if (rule.Fault is { } fault)
            {
                _server.Metrics.Counters[(int)ServerCounter.Faults]++;
                var spoilt = CarriesOut(step, fault, rule.Reply, now, reason, ref plan);
                Disarm(step);
                return spoilt;
            }
        }
        Disarm(step);
        return false;
    }

    private bool CarriesOut(SessionStep step, FaultKind kind, Reply reply, long now, LiveReason reason, ref Plan plan)
    {
        var fate = FateOf(kind);
        if (fate != LiveFate.Send)
        {
            plan = plan with { Fate = fate, Reason = reason };
            return false;
        }
        plan = plan with
        {
            Decision = kind is FaultKind.Reply or FaultKind.WrongCode ? Work(step, reply, now, plan with { Reason = reason })
                : Spoilt(kind is FaultKind.Reset or FaultKind.Refuse ? LiveFate.Reset : LiveFate.Silent, now, reason),
        };
        return true;
    }

    /// <summary>What becomes of a reply whose work is done; <see cref="LiveFate.Send"/> for a fault that spoils the work itself.</summary>
    private static LiveFate FateOf(FaultKind kind) => kind switch
    {
        FaultKind.LoseReply => LiveFate.LoseReply,
        FaultKind.Duplicate => LiveFate.Duplicate,
        FaultKind.Garble => LiveFate.Garble,
        FaultKind.Truncate => LiveFate.Truncate,
        _ => LiveFate.Send,
    };

    /// <summary>Rules of MAIL and RCPT are met by one address; those of DATA and the end of mail data wait for them.</summary>
    private void Disarm(SessionStep step)
    {
        if (step is SessionStep.Mail or SessionStep.Rcpt)
            _armed!.RemoveAll(armed => armed.Rule.Step == step);
    }

    private void Remember(in MailPath sender)
    {
        _senderText = TextOf(sender);
        foreach (var rule in _profile.Rules)
            if (rule.Step == SessionStep.Mail && rule.FitsSender(_senderText))
                Add(rule, _sender.Value);
        if (_server.AddressesAsk && AddressConvention.TryParse(Encoding.UTF8.GetString(sender.LocalPart), SessionStep.Mail) is { } asked)
            Add(asked, _sender.Value);
    }

    private void Arm(in MailPath recipient, ulong triplet)
    {
        var text = TextOf(recipient);
        foreach (var rule in _profile.Rules)
            if (rule.Step != SessionStep.Mail && rule.FitsSender(_senderText) && rule.FitsRecipient(text))
                Add(rule, triplet);
        if (_server.AddressesAsk && AddressConvention.TryParse(Encoding.UTF8.GetString(recipient.LocalPart), SessionStep.Rcpt) is { } asked)
            Add(asked, triplet);
    }

    private void Add(LiveRule rule, ulong key)
    {
        _armed ??= [];
        if (_armed.Count < MostArmed)
            _armed.Add((rule, new RandomKey(key).Derive((ulong)(rule.Index + 1)).Value));
    }

    private static string TextOf(in MailPath path) => $"{Encoding.UTF8.GetString(path.LocalPart)}{(path.Domain.IsEmpty ? "" : "@")}{Encoding.UTF8.GetString(path.Domain)}";

    private LiveDecision Answer(SessionStep step, Reply reply, long now, LiveReason reason) => Answer(step, reply, now, new Plan(default, LiveFate.Send, 0, reason));

    /// <summary>Answers as the server's policy is, which may hold the reply back.</summary>
    private LiveDecision Answer(SessionStep step, Reply reply, long now, Plan plan) => Work(step, reply, now, Tarpitted(step, reply, plan));

    /// <summary>Has a worker do the step's work: the reply leaves when it is done.</summary>
    private LiveDecision Work(SessionStep step, Reply reply, long now, Plan plan)
    {
        var (departure, reason) = (now, plan.Reason);
        if (_profile.TakesTime(step))
        {
            var service = _profile.Service[(int)step].Sample(_key.Draw(SessionKeys.ServerService(_step)));
            if (_profile.Pace is { } pace)
                service = pace.Of(service, waiting: 0, _server.SinceBreak(now), now);
            var start = _server.BeginWork(now, service);
            departure = start + service;
            _server.Metrics.Counters[(int)ServerCounter.BusyTicks] += service;
            if (reason.IsNone)
                reason = new LiveReason(LiveReasonKind.Work, (int)Math.Min(service / SimDuration.TicksPerMillisecond, int.MaxValue), start - now);
        }
        _step++;
        return Counted(new LiveDecision(reply, departure + plan.Delay, plan.Fate, reason));
    }

    private LiveDecision Spoilt(LiveFate fate, long now, LiveReason reason)
    {
        _step++;
        return new LiveDecision(WellKnownReplies.LocalError, now, fate, reason);
    }

    private LiveDecision Counted(LiveDecision decision)
    {
        _server.Count(decision.Reply);
        return decision;
    }
}

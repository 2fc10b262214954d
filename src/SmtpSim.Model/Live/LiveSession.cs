using System.Text;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>
/// A real client's session with a <see cref="LiveServer"/>: a command that is in order and well formed goes in, the decision comes out.
/// The rules for addresses are looked at first, then faults by chance, then policy.
/// </summary>
public sealed partial class LiveSession
{
    private readonly LiveServer _server;
    private readonly ServerProfile _profile;
    private readonly ulong _client;
    private readonly RandomKey _key;
    private readonly int _epoch;
    private uint _step;
    private bool _taken;
    private bool _extended;
    private int _recipients;
    private int _transactions;
    private long _declared;
    private RandomKey _sender;

    internal LiveSession(LiveServer server, ulong client, RandomKey key)
    {
        (_server, _profile, _client, _key, _epoch) = (server, server.Profile, client, key, server.Epoch);
    }

    /// <summary>The connection was asked for, and the greeting is due. What refuses a connection resets it here: TCP has accepted it already.</summary>
    public LiveDecision Greet(long now)
    {
        if (FailsToConnect(now) is { } failure)
        {
            _server.Metrics.Counters[(int)ServerCounter.ConnectionsFailed]++;
            return failure;
        }
        if (_server.OutageAt(now) is { } outage)
            return Answer(SessionStep.Greeting, WellKnownReplies.ServiceClosing, now, Reason(outage));
        if (_server.Sessions >= _profile.SessionLimit)
        {
            _server.Metrics.Counters[(int)ServerCounter.SessionsOverLimit]++;
            return Answer(SessionStep.Greeting, _profile.OverSessionLimit, now, Reason(ServerRule.SessionLimit));
        }
        if (IsKeptOut(now) is { } kept)
            return kept;
        _taken = true;
        var metrics = _server.Metrics;
        metrics.PeakSessionsPerHost = Math.Max(metrics.PeakSessionsPerHost, ++_server.Sessions);
        metrics.Counters[(int)ServerCounter.SessionsOpened]++;
        return Strikes(SessionStep.Greeting, now, out var plan) ? plan.Decision : Answer(SessionStep.Greeting, WellKnownReplies.Greeting, now, plan);
    }

    /// <summary>EHLO, HELO or LHLO.</summary>
    public LiveDecision Hello(Verb verb, long now)
    {
        if (Strikes(SessionStep.Hello, now, out var plan))
            return plan.Decision;
        EndTransaction();
        if (verb != Verb.Helo && !_profile.Esmtp)
            return Answer(SessionStep.Hello, WellKnownReplies.NotImplemented, now, plan with { Reason = Reason(ServerRule.NotExtended) });
        _extended = verb != Verb.Helo;
        return Answer(SessionStep.Hello, verb == Verb.Helo ? WellKnownReplies.HeloOk : WellKnownReplies.EhloOk, now, plan);
    }

    /// <summary>MAIL; a size of -1 is none.</summary>
    public LiveDecision Mail(in MailPath sender, long size, long now)
    {
        EndTransaction();
        _declared = size;
        _sender = LiveKeys.Mix(LiveKeys.Mix(new RandomKey(_client), sender.LocalPart), sender.Domain);
        _senderAlone = LiveKeys.Mix(LiveKeys.Mix(_server.AddressKey, sender.LocalPart), sender.Domain);
        if (_server.HasRules)
            Remember(sender);
        if (Strikes(SessionStep.Mail, now, out var plan))
            return plan.Decision;
        return _extended && size > _profile.MaxMessageBytes ? TooLarge(SessionStep.Mail, size, now, plan)
            : IsOverRate(RateOf.Messages, now, out var rate) ? Answer(SessionStep.Mail, rate.Reply, now, plan with { Reason = Ruled(ServerRule.MessageRate) })
            : _profile.MaxTransactions > 0 && _transactions++ >= _profile.MaxTransactions
            ? Answer(SessionStep.Mail, _profile.OverTransactionLimit, now, plan with { Reason = Ruled(ServerRule.TransactionLimit) })
            : Answer(SessionStep.Mail, WellKnownReplies.SenderOk, now, plan);
    }

    /// <summary>RCPT.</summary>
    public LiveDecision Recipient(in MailPath recipient, long now)
    {
        var triplet = LiveKeys.Mix(LiveKeys.Mix(_sender, recipient.LocalPart), recipient.Domain).Value;
        if (_server.HasRules)
            Arm(recipient, triplet);
        var mailbox = LiveKeys.MailboxOf(recipient.LocalPart);
        if (Strikes(SessionStep.Rcpt, now, out var plan, mailbox))
            return plan.Decision;
        if (mailbox != RecipientPolicy.Unnumbered && mailbox >= _profile.Mailboxes)
        {
            _server.Metrics.Counters[(int)ServerCounter.RecipientsUnknown]++;
            return Answer(SessionStep.Rcpt, _profile.UnknownMailbox, now, plan with { Reason = new LiveReason(LiveReasonKind.Policy, (int)ServerRule.UnknownMailbox, 1) });
        }
        var remembered = mailbox != RecipientPolicy.Unnumbered ? mailbox : (uint)LiveKeys.Mix(LiveKeys.Mix(_server.AddressKey, recipient.LocalPart), recipient.Domain).Value | 1u << 31;
        var reply = _server.CheckRecipient(_recipients, mailbox, _client, GreylistKeyOf(recipient, triplet), now, out var rule);
        if (_profile.Policies is { GreylistsAtData: true } && rule is ServerRule.FirstSight or ServerRule.TooEarly)
            (reply, rule, _deferred) = (WellKnownReplies.RecipientOk, ServerRule.None, true);
        if (reply.IsPositiveCompletion && _profile.Group.MaxRecipientDomains > 0 && IsOneDomainTooMany(recipient))
        {
            (reply, rule) = (_profile.OverDomainLimit, ServerRule.DomainLimit);
            Ruled(rule);
        }
        else if (reply.IsPositiveCompletion && IsOverRate(RateOf.Recipients, now, out var rate))
        {
            (reply, rule) = (rate.Reply, ServerRule.RecipientRate);
            Ruled(rule);
        }
        else if (reply.IsPositiveCompletion && _profile.Policies is { Quota: { } quota } && _server.Policies.IsFull(quota, 0, remembered, _declared, now))
        {
            (reply, rule) = (_profile.Policies.MailboxFull, ServerRule.MailboxFull);
            Ruled(rule);
        }
        if (rule != ServerRule.None)
            plan = plan with { Reason = new LiveReason(LiveReasonKind.Policy, (int)rule, rule == ServerRule.RecipientLimit ? _recipients : 0) };
        if (reply.IsPositiveCompletion)
        {
            _recipients++;
            if (_profile.Group.MaxRecipientDomains > 0)
                (_domains ??= []).Add(DomainOf(recipient));
            if (_profile.Policies is { KnowsMailboxes: true })
                _mailboxes.Add((remembered, _server.Policies.Now));
        }
        return Answer(SessionStep.Rcpt, reply, now, plan);
    }

    /// <summary>STARTTLS. The work of the handshake is done before its 220: when a real handshake begins is up to the client.</summary>
    public LiveDecision StartTls(long now)
    {
        if (Strikes(SessionStep.StartTls, now, out var plan))
            return plan.Decision;
        _extended = false;
        return Answer(SessionStep.StartTls, WellKnownReplies.ReadyToStartTls, now, plan);
    }

    /// <summary>The credentials of AUTH are complete; <paramref name="usual"/> is the verdict on them.</summary>
    public LiveDecision Auth(Reply usual, long now) =>
        Strikes(SessionStep.Auth, now, out var plan) ? plan.Decision : Answer(SessionStep.Auth, usual, now, plan);

    /// <summary>DATA, or the first BDAT of a message.</summary>
    public LiveDecision Data(long now) =>
        Strikes(SessionStep.Data, now, out var plan) ? plan.Decision
        : DefersTransaction(SessionStep.Data, now, plan) ?? Answer(SessionStep.Data, WellKnownReplies.StartMailInput, now, plan);

    /// <summary>The end of mail data, after so many bytes of text.</summary>
    public LiveDecision Body(long size, long now)
    {
        if (Strikes(SessionStep.Body, now, out var plan))
            return plan.Decision;
        var copies = _recipients;
        var refusal = size > _profile.MaxMessageBytes ? null : DefersTransaction(SessionStep.Body, now, plan) ?? RefusesBody(size, now, plan);
        EndTransaction();
        if (size > _profile.MaxMessageBytes)
            return TooLarge(SessionStep.Body, size, now, plan);
        if (refusal is { } refused)
            return refused;
        var counters = _server.Metrics.Counters;
        counters[(int)ServerCounter.MessagesAccepted]++;
        counters[(int)ServerCounter.RecipientCopies] += copies;
        counters[(int)ServerCounter.BytesAccepted] += size;
        return Answer(SessionStep.Body, WellKnownReplies.Queued, now, plan);
    }

    /// <summary>Any other command; <paramref name="usual"/> is its answer where nothing goes wrong.</summary>
    public LiveDecision Other(Verb verb, Reply usual, long now)
    {
        if (verb is not (Verb.Rset or Verb.Quit))
            return HearsNothing(now) ?? Counted(new LiveDecision(usual, now, LiveFate.Send, default));
        var step = SessionSteps.Of(verb);
        if (Strikes(step, now, out var plan))
            return plan.Decision;
        EndTransaction();
        return Answer(step, usual, now, plan);
    }

    /// <summary>Whether an outage has broken the session: then it is reset, or nothing passes any more.</summary>
    public LiveFate Health(long now)
    {
        var outage = _profile.DropsSessions ? _server.OutageAt(now)?.Kind : null;
        if (outage == OutageKind.Timeout)
            return LiveFate.Silent;
        return _epoch != _server.Epoch || outage == OutageKind.Refuse ? LiveFate.Reset : LiveFate.Send;
    }

    /// <summary>The session is over.</summary>
    public void End()
    {
        if (_taken && _epoch == _server.Epoch)
        {
            _server.Sessions--;
            if (_counted)
                _server.Policies.Close(0, (int)_client);
        }
        _taken = false;
    }

    private void EndTransaction()
    {
        _recipients = 0;
        _deferred = false;
        _domains?.Clear();
        _mailboxes.Clear();
        _armed?.Clear();
    }

    private LiveDecision TooLarge(SessionStep step, long size, long now, Plan plan)
    {
        _server.Metrics.Counters[(int)ServerCounter.MessagesTooLarge]++;
        return Answer(step, _profile.TooLarge, now, plan with { Reason = new LiveReason(LiveReasonKind.Policy, (int)ServerRule.MessageTooLarge, size) });
    }

    private static LiveReason Reason(ServerRule rule) => new(LiveReasonKind.Policy, (int)rule, 0);

    private static LiveReason Reason(Outage outage) => new(LiveReasonKind.Outage, outage.Index, 0);
}

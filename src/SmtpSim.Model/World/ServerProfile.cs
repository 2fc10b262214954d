using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>A server group as the hot loop reads it.</summary>
public sealed class ServerProfile
{
    // A bit for each SessionStep.
    private readonly int _stepsWithService;
    private readonly int _stepsThatTake;
    private readonly int _stepsWithFaults;

    private readonly bool[]? _whitelist;

    internal ServerProfile(ServerGroup group, int index, OutageTable outages, IReadOnlyList<ClientGroup> clients, ReplyCatalogue texts)
    {
        Index = index;
        Group = group;
        Workers = group.Workers;
        SessionLimit = group.SessionLimit == 0 ? int.MaxValue : group.SessionLimit;
        Mailboxes = (uint)group.Mailboxes;
        UnknownBelow = Chance.Threshold(group.UnknownShare);
        MaxMessageBytes = group.MaxMessageBytes == 0 ? long.MaxValue : group.MaxMessageBytes;
        MaxRecipients = group.MaxRecipients;
        MaxTransactions = group.MaxTransactions;
        IdleTimeout = Math.Min(group.IdleTimeout.Ticks, Sampler.MaxSample);
        Lmtp = group.Lmtp;
        Esmtp = group.Esmtp || Lmtp;
        Offer = OfferOf(group);
        OffersSize = Esmtp && Offer.Has(ServiceExtensions.Size, insideTls: false);
        OffersChunking = Esmtp && Offer.Has(ServiceExtensions.Chunking, insideTls: false);
        Requires = Esmtp ? group.Requires : MailRequirement.None;
        Greylist = group.Greylist;
        _whitelist = group.Greylist is { Whitelist: { Count: > 0 } known } ? [.. clients.Select(client => known.Contains(client.Name))] : null;

        OverSessionLimit = texts.Add(group.SessionLimitReply);
        UnknownMailbox = texts.Add(group.UnknownMailboxReply);
        TooLarge = texts.Add(group.MessageTooLargeReply);
        OverRecipientLimit = texts.Add(group.TooManyRecipientsReply);
        if (group.MaxTransactions > 0)
            OverTransactionLimit = texts.Add(group.TooManyTransactionsReply); // fingerprints know texts by their numbers
        if (group.MaxRecipientDomains > 0)
            OverDomainLimit = texts.Add(group.TooManyRecipientDomainsReply);
        Greylisted = group.Greylist is { } greylist ? texts.Add(greylist.Reply) : default;

        AnswerTo = [.. Enum.GetValues<Verb>().Select(AnswerOf)];
        FlagsAfter = new ServerSessionFlags[AnswerTo.Length];
        FlagsAfter[(int)Verb.Ehlo] = OffersSize ? ServerSessionFlags.Extended : ServerSessionFlags.None;
        var service = group.Service;
        Service =
        [
            Sampler.Compile(Distribution.Zero), // SessionStep.Connect: the kernel of the operating system answers
            Sampler.Compile(service.Connect),
            Sampler.Compile(service.Hello),
            Sampler.Compile(service.Mail),
            Sampler.Compile(service.Rcpt),
            Sampler.Compile(service.Data),
            Sampler.Compile(service.Body),
            Sampler.Compile(service.Rset),
            Sampler.Compile(service.Quit),
            Sampler.Compile(service.StartTls),
            Sampler.Compile(service.Auth),
        ];
        _stepsWithService = StepsWhere(step => !Service[step].IsZero);
        _stepsThatTake = _stepsWithService;
        Faults = [.. Enum.GetValues<SessionStep>().Select(step => FaultRule.Compile(group.Faults, step, conditional: false, clients, texts))];
        ConditionalFaults = [.. Enum.GetValues<SessionStep>().Select(step => FaultRule.Compile(group.Faults, step, conditional: true, clients, texts))];
        _stepsWithFaults = StepsWhere(step => Faults[step].Length + ConditionalFaults[step].Length > 0);
        _stepsThatTake |= StepsWhere(step => Faults[step].Concat(ConditionalFaults[step]).Any(fault => fault.Kind == FaultKind.Delay));
        Twists = AllFaults.Any(fault => fault.Twists);
        CountsSessions = AllFaults.Any(fault => fault.Condition is { CountsSessions: true });
        Rules = [.. group.Rules.Select((rule, i) => LiveRule.Compile(rule, i, texts))];
        Outages = outages;
        DropsSessions = outages.All.Any(outage => outage.Kind != OutageKind.ServiceUnavailable);
        Pace = group.Pace is { } pace ? new WorkPace(pace) : null;
        Work = group.Workers > 0 && (group.Queue is not null || Pace is not null) ? new WorkRules(group.Queue ?? new WorkQueueSpec(), clients, texts) : null;
        Policies = ServerPolicies.Compile(group, texts);
        if (Policies?.Tarpit is not null)
            _stepsThatTake |= (1 << (int)SessionStep.Mail) | (1 << (int)SessionStep.Rcpt) | (1 << (int)SessionStep.Body);
        KeepsMail = outages.All.Select(outage => outage.Loses).DefaultIfEmpty().Max();
        IsInterrupted = !outages.IsEmpty || Work is not null || Twists;

        static int StepsWhere(Func<int, bool> holds) => Enum.GetValues<SessionStep>().Where(step => holds((int)step)).Sum(step => 1 << (int)step);
    }

    public int Index { get; }

    public ServerGroup Group { get; }

    public int Workers { get; }

    public int SessionLimit { get; }

    public uint Mailboxes { get; }

    public ulong UnknownBelow { get; }

    public long MaxMessageBytes { get; }

    public int MaxRecipients { get; }

    /// <summary>0 for no limit.</summary>
    public int MaxTransactions { get; }

    public long IdleTimeout { get; }

    public bool Esmtp { get; }

    /// <summary>LHLO, and a reply for each recipient (RFC 2033).</summary>
    public bool Lmtp { get; }

    /// <summary>The service extensions with their limits; meant for servers that speak EHLO.</summary>
    public ServerOffer Offer { get; }

    /// <summary>MAIL may announce the message's size (RFC 1870).</summary>
    public bool OffersSize { get; }

    /// <summary>Text may come in chunks (RFC 3030).</summary>
    public bool OffersChunking { get; }

    /// <summary>What MAIL is answered 530 without.</summary>
    public MailRequirement Requires { get; }

    /// <summary>Whether MAIL is always accepted where its size is.</summary>
    internal bool TakesAnyMail => Requires == MailRequirement.None && MaxTransactions == 0;

    public GreylistSpec? Greylist { get; }

    /// <summary>Whether the greylist knows a client group from the start.</summary>
    internal bool IsWhitelisted(int clientGroup) => _whitelist is not null && _whitelist[clientGroup];

    public Reply OverSessionLimit { get; }

    public Reply UnknownMailbox { get; }

    public Reply TooLarge { get; }

    public Reply OverRecipientLimit { get; }

    public Reply OverTransactionLimit { get; }

    /// <summary>RCPT for a recipient of one domain more than <see cref="ServerGroup.MaxRecipientDomains"/>.</summary>
    public Reply OverDomainLimit { get; }

    public Reply Greylisted { get; }

    /// <summary>What commands without a policy of their own are answered, by <see cref="Verb"/>.</summary>
    internal Reply[] AnswerTo { get; }

    /// <summary>What such a command makes known of the session, by <see cref="Verb"/>.</summary>
    internal ServerSessionFlags[] FlagsAfter { get; }

    /// <summary>Service time by <see cref="SessionStep"/>.</summary>
    internal Sampler[] Service { get; }

    /// <summary>Whether the reply to the step may leave later than at once.</summary>
    internal bool TakesTime(SessionStep step) => ((_stepsThatTake >> (int)step) & 1) != 0;

    /// <summary>Whether the step occupies a worker for some time.</summary>
    internal bool TakesWork(SessionStep step) => ((_stepsWithService >> (int)step) & 1) != 0;

    /// <summary>Whether there is a fault at the step.</summary>
    internal bool MayFail(SessionStep step) => ((_stepsWithFaults >> (int)step) & 1) != 0;

    /// <summary>Faults by <see cref="SessionStep"/>; empty where there are none.</summary>
    internal FaultRule[][] Faults { get; }

    /// <summary>Those that strike under a condition only.</summary>
    internal FaultRule[][] ConditionalFaults { get; }

    internal IEnumerable<FaultRule> AllFaults => Faults.Concat(ConditionalFaults).SelectMany(rules => rules);

    /// <summary>Whether a fault may make the two sides of a session disagree about where they are.</summary>
    internal bool Twists { get; }

    /// <summary>Whether a fault waits for a number of sessions.</summary>
    internal bool CountsSessions { get; }

    /// <summary>What the scenario does to certain addresses of real clients.</summary>
    internal LiveRule[] Rules { get; }

    internal OutageTable Outages { get; }

    /// <summary>Whether an outage of this group breaks open sessions.</summary>
    internal bool DropsSessions { get; }

    /// <summary>What kind of outage there is at a server at a tick, if any.</summary>
    internal OutageKind? OutageAt(int host, long now) => Outages.At(host, now)?.Kind;

    /// <summary>The first tick in [<paramref name="from"/>, <paramref name="to"/>) at which a server can't be reached; <see cref="long.MaxValue"/> when there is none.</summary>
    internal long FallsSilent(int host, long from, long to)
    {
        if (OutageAt(host, from) == OutageKind.Timeout)
            return from;
        var outages = Outages.Of(host);
        for (var i = OutageTable.Begun(outages, from); i < outages.Length && outages[i].Start < to; i++)
            if (outages[i].Kind == OutageKind.Timeout)
                return outages[i].Start;
        return long.MaxValue;
    }

    /// <summary>The first outage that breaks sessions and begins after <paramref name="now"/> and not after <paramref name="until"/>.</summary>
    internal Outage? NextBreak(int host, long now, long until)
    {
        var outages = Outages.Of(host);
        for (var i = OutageTable.Begun(outages, now); i < outages.Length && outages[i].Start <= until; i++)
            if (outages[i].Kind != OutageKind.ServiceUnavailable)
                return outages[i];
        return null;
    }

    /// <summary>How commands wait for a worker; null where their time can be reckoned on arrival, or the workers are not limited.</summary>
    internal WorkRules? Work { get; }

    internal WorkPace? Pace { get; }

    /// <summary>Policies that remember; null where there are none.</summary>
    internal ServerPolicies? Policies { get; }

    /// <summary>Ticks before an outage in which accepted mail may be lost by it; 0 where none is.</summary>
    internal long KeepsMail { get; }

    /// <summary>Whether a command may not be handled as soon as it comes.</summary>
    internal bool IsInterrupted { get; }

    /// <summary>Ticks since the end of the last outage that broke sessions; -1 when there was none.</summary>
    internal long SinceBreak(int host, long now)
    {
        var outages = Outages.Of(host);
        for (var i = OutageTable.Begun(outages, now) - 1; i >= 0; i--)
            if (outages[i].Kind != OutageKind.ServiceUnavailable && outages[i].End <= now)
                return now - outages[i].End;
        return -1;
    }

    private Reply AnswerOf(Verb verb) => verb switch
    {
        Verb.Ehlo => Esmtp ? WellKnownReplies.EhloOk : WellKnownReplies.NotImplemented,
        Verb.Helo => Lmtp ? WellKnownReplies.CommandUnrecognized : WellKnownReplies.HeloOk, // RFC 2033 section 4.1
        Verb.Data => WellKnownReplies.StartMailInput,
        Verb.Quit => WellKnownReplies.Bye,
        _ => WellKnownReplies.Ok,
    };

    private static ServerOffer OfferOf(ServerGroup group) => new()
    {
        Extensions = group.Extensions,
        Lmtp = group.Lmtp,
        MaxSize = group.MaxMessageBytes,
        MaxRecipients = group.MaxRecipients,
        MaxMailsPerSession = group.MaxTransactions,
        MaxRecipientDomains = group.MaxRecipientDomains,
        Mechanisms = AuthMechanisms.All,
        RequiresTls = group.Requires == MailRequirement.Tls,
        RequiresAuth = group.Requires == MailRequirement.Auth,
    };
}

/// <summary>An outage over [Start, End) in ticks; Index is its place among the scenario's outages.</summary>
internal readonly record struct Outage(long Start, long End, OutageKind Kind, int Index, long Loses = 0);

using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>The policies of a server group that remember clients, sessions or mailboxes, as the hot loop reads them. Groups without any have none of these.</summary>
internal sealed class ServerPolicies
{
    private ServerPolicies(ServerGroup group, ReplyCatalogue texts)
    {
        SessionsPerClient = group.SessionsPerClient == 0 ? int.MaxValue : group.SessionsPerClient;
        if (group.SessionsPerClient > 0)
            OverClientLimit = texts.Add(group.SessionsPerClientReply);
        Rates = [.. group.RateLimits.Select((spec, i) => new RateRule(i, spec.Of, spec.Most, spec.Window.Ticks, spec.Together, texts.Add(spec.Reply)))];
        Tarpit = group.Tarpit;
        Quota = group.Quota;
        if (group.Quota is { } quota)
            MailboxFull = texts.Add(quota.Reply);
        RejectBelow = Chance.Threshold(group.RejectedShare);
        if (group.RejectedShare > 0)
            Rejected = texts.Add(group.RejectedReply);
        MailboxConflicts = group.MailboxConflicts;
        if (MailboxConflicts)
            MailboxChanged = texts.AddOwn(new ReplySpec(451, 4, 2, 0, "Mailbox changed meanwhile"));
        GreylistsAtData = group.Greylist is { AtData: true };
    }

    public int SessionsPerClient { get; }

    public Reply OverClientLimit { get; }

    public RateRule[] Rates { get; }

    public TarpitSpec? Tarpit { get; }

    public QuotaSpec? Quota { get; }

    public Reply MailboxFull { get; }

    /// <summary>Draws below it reject a message for its content.</summary>
    public ulong RejectBelow { get; }

    public Reply Rejected { get; }

    public bool MailboxConflicts { get; }

    public Reply MailboxChanged { get; }

    public bool GreylistsAtData { get; }

    /// <summary>Whether recipients' mailboxes are remembered.</summary>
    public bool KnowsMailboxes => Quota is not null || MailboxConflicts;

    public static ServerPolicies? Compile(ServerGroup group, ReplyCatalogue texts)
        => group is { SessionsPerClient: 0, RateLimits.Count: 0, Tarpit: null, Quota: null, RejectedShare: 0, MailboxConflicts: false, Greylist: null or { AtData: false } } && !DoFaultsKnowMailboxes(group)
            ? null
            : new ServerPolicies(group, texts);

    private static bool DoFaultsKnowMailboxes(ServerGroup group)
        => group.Faults.Any(fault => fault.At is SessionStep.Data or SessionStep.Body && (fault.When.Times > 0 || fault.When.LastMailbox > 0));
}

/// <summary>A <see cref="RateLimitSpec"/> compiled; <paramref name="Window"/> in ticks.</summary>
internal readonly record struct RateRule(int Index, RateOf Of, int Most, long Window, bool Together, Reply Reply);

using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>A group of like server MTAs. Each server is the only mail host of a domain of its own.</summary>
public sealed record ServerGroup
{
    public required string Name { get; init; }

    public int Count { get; init; } = 1;

    /// <summary>False: EHLO is answered 502 and the client falls back to HELO.</summary>
    public bool Esmtp { get; init; } = true;

    /// <summary>
    /// True: the server speaks LMTP (RFC 2033): LHLO, and after the text a reply for each accepted recipient. Goes with <see cref="Esmtp"/> only.
    /// </summary>
    public bool Lmtp { get; init; }

    /// <summary>The service extensions that EHLO announces. Means nothing where <see cref="Esmtp"/> is false.</summary>
    public ServiceExtensions Extensions { get; init; } = ServiceExtensions.Size | ServiceExtensions.EnhancedStatusCodes;

    /// <summary>What MAIL is answered 530 without. It must be among the <see cref="Extensions"/>.</summary>
    public MailRequirement Requires { get; init; }

    /// <summary>How many commands a server works on at a time, first come first served unless <see cref="Queue"/> says otherwise; 0 means without limit.</summary>
    public int Workers { get; init; }

    public ServiceTimes Service { get; init; } = new();

    /// <summary>How commands wait for a worker; null: first come first served, without limit. Means nothing where <see cref="Workers"/> is 0.</summary>
    public WorkQueueSpec? Queue { get; init; }

    /// <summary>What makes the workers slower or faster than <see cref="Service"/> says; null for nothing.</summary>
    public PaceSpec? Pace { get; init; }

    /// <summary>How many sessions a server holds at a time; one more is greeted with <see cref="SessionLimitReply"/>. 0 means without limit.</summary>
    public int SessionLimit { get; init; }

    public ReplySpec SessionLimitReply { get; init; } = new(421, 4, 3, 2, "Too many connections, try again later");

    /// <summary>
    /// Connections that wait for the program when it holds <see cref="SessionLimit"/> sessions, instead of being greeted with its reply; when as
    /// many wait, requests for connections are not answered. 0: none waits.
    /// </summary>
    public int Backlog { get; init; }

    /// <summary>How many sessions of one client a server holds at a time; one more is greeted with <see cref="SessionsPerClientReply"/>. 0 means without limit.</summary>
    public int SessionsPerClient { get; init; }

    public ReplySpec SessionsPerClientReply { get; init; } = new(421, 4, 7, 0, "Too many connections from your host");

    public IReadOnlyList<RateLimitSpec> RateLimits { get; init; } = [];

    public TarpitSpec? Tarpit { get; init; }

    /// <summary>Share of the messages that are refused for their content, by <see cref="RejectedReply"/> to the end of mail data; the same message always is.</summary>
    public double RejectedShare { get; init; }

    public ReplySpec RejectedReply { get; init; } = new(550, 5, 7, 1, "Message refused for its content");

    public QuotaSpec? Quota { get; init; }

    /// <summary>
    /// Optimistic concurrency: a mailbox that got another message since the transaction's first recipient was accepted makes the end of mail data
    /// be answered 451, as a version check on a record would.
    /// </summary>
    public bool MailboxConflicts { get; init; }

    /// <summary>How many mailboxes a server has (1 to 1,048,576).</summary>
    public int Mailboxes { get; init; } = 1000;

    /// <summary>Share of the mailboxes that do not exist: RCPT to them is answered <see cref="UnknownMailboxReply"/>.</summary>
    public double UnknownShare { get; init; }

    public ReplySpec UnknownMailboxReply { get; init; } = new(550, 5, 1, 1, "No such mailbox");

    public GreylistSpec? Greylist { get; init; }

    /// <summary>Largest message in bytes, announced by SIZE; 0 means without limit.</summary>
    public long MaxMessageBytes { get; init; }

    public ReplySpec MessageTooLargeReply { get; init; } = new(552, 5, 3, 4, "Message size exceeds fixed maximum");

    /// <summary>Recipients in one transaction; one more is answered <see cref="TooManyRecipientsReply"/>. RFC 5321 asks for at least 100.</summary>
    public int MaxRecipients { get; init; } = 100;

    public ReplySpec TooManyRecipientsReply { get; init; } = new(452, 4, 5, 3, "Too many recipients");

    /// <summary>Transactions in one session; MAIL for one more is answered <see cref="TooManyTransactionsReply"/>. 0 means without limit.</summary>
    public int MaxTransactions { get; init; }

    public ReplySpec TooManyTransactionsReply { get; init; } = new(452, 4, 5, 3, "Too many transactions in this session");

    /// <summary>
    /// Domains among the recipients of one transaction; a recipient of one more is answered <see cref="TooManyRecipientDomainsReply"/>. 0 means without limit.
    /// A simulated message has recipients of one domain alone, so that real clients alone can pass it.
    /// </summary>
    public int MaxRecipientDomains { get; init; }

    public ReplySpec TooManyRecipientDomainsReply { get; init; } = new(452, 4, 5, 3, "Too many recipient domains");

    /// <summary>A client that is silent for longer is answered 421 and cut off (RFC 5321 section 4.5.3.2.7).</summary>
    public SimDuration IdleTimeout { get; init; } = SimDuration.FromMinutes(5);

    public IReadOnlyList<FaultSpec> Faults { get; init; } = [];

    public IReadOnlyList<AddressRule> Rules { get; init; } = [];

    /// <summary>Takes mail for other domains and sends it on; null for a server that has mailboxes alone.</summary>
    public RelaySpec? Relay { get; init; }

    /// <summary>Copies that are known by their Message-ID are thrown away; null for a server that does not look at it.</summary>
    public DedupSpec? Dedup { get; init; }
}

/// <summary>What a server wants of a client before it takes mail.</summary>
public enum MailRequirement : byte
{
    None,

    /// <summary>STARTTLS (RFC 3207 section 4).</summary>
    Tls,

    /// <summary>AUTH (RFC 4954 section 6).</summary>
    Auth,
}

/// <summary>How long a worker of the server is busy with each step; durations in ticks.</summary>
public sealed record ServiceTimes
{
    public Distribution Connect { get; init; } = Distribution.Zero;
    public Distribution Hello { get; init; } = Distribution.Zero;
    public Distribution Mail { get; init; } = Distribution.Zero;
    public Distribution Rcpt { get; init; } = Distribution.Zero;
    public Distribution Data { get; init; } = Distribution.Zero;

    /// <summary>From the final dot to its reply.</summary>
    public Distribution Body { get; init; } = Distribution.Zero;
    public Distribution Rset { get; init; } = Distribution.Zero;
    public Distribution Quit { get; init; } = Distribution.Zero;

    /// <summary>The TLS handshake, from the client's part of it to the server's.</summary>
    public Distribution StartTls { get; init; } = Distribution.Zero;

    /// <summary>From the last line of an AUTH exchange to the reply that decides it.</summary>
    public Distribution Auth { get; init; } = Distribution.Zero;
}

/// <summary>A reply as a scenario states it: code, enhanced status code (RFC 3463), text. Class 0 means no enhanced status code.</summary>
public sealed record ReplySpec(int Code, int Class, int Subject, int Detail, string Text);

/// <summary>
/// Greylisting (RFC 6647): the first sight of (client, sender, recipient) is answered <see cref="Reply"/>; a try at least
/// <see cref="Delay"/> and at most <see cref="Window"/> after the first sight passes, and the triplet is then known until it was not seen for <see cref="Lifetime"/>.
/// </summary>
public sealed record GreylistSpec
{
    public SimDuration Delay { get; init; } = SimDuration.FromSeconds(300);
    public SimDuration Window { get; init; } = SimDuration.FromDays(2);
    public SimDuration Lifetime { get; init; } = SimDuration.FromDays(35);

    /// <summary>What is remembered, and has to wait.</summary>
    public GreylistKey Key { get; init; }

    /// <summary>True: recipients are accepted and DATA, or the last chunk, is answered <see cref="Reply"/> (RFC 6647 section 2.4).</summary>
    public bool AtData { get; init; }

    /// <summary>A client of which so many entries have passed is known as a whole, as in postgrey; 0: never.</summary>
    public int WhitelistAfter { get; init; }

    /// <summary>Client groups that are known from the start: none of their mail is deferred.</summary>
    public IReadOnlyList<string> Whitelist { get; init; } = [];

    public ReplySpec Reply { get; init; } = new(451, 4, 7, 1, "Greylisted, try again later");
}

using SmtpSim.Kernel;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Scenarios;

/// <summary>The keys of a group of servers.</summary>
internal static class ServerLanguage
{
    private static readonly RecordShape<ServiceTimes> Service = new(
        "a duration for every step, or { connect, hello, … }", () => new ServiceTimes(),
    [
        Step("connect", s => s.Connect, (s, v) => s with { Connect = v }, "Up to the greeting."),
        Step("hello", s => s.Hello, (s, v) => s with { Hello = v }, "EHLO or HELO."),
        Step("mail", s => s.Mail, (s, v) => s with { Mail = v }, "MAIL."),
        Step("rcpt", s => s.Rcpt, (s, v) => s with { Rcpt = v }, "RCPT."),
        Step("data", s => s.Data, (s, v) => s with { Data = v }, "DATA."),
        Step("body", s => s.Body, (s, v) => s with { Body = v }, "From the final dot to its reply."),
        Step("rset", s => s.Rset, (s, v) => s with { Rset = v }, "RSET."),
        Step("quit", s => s.Quit, (s, v) => s with { Quit = v }, "QUIT."),
        Step("starttls", s => s.StartTls, (s, v) => s with { StartTls = v }, "The TLS handshake."),
        Step("auth", s => s.Auth, (s, v) => s with { Auth = v }, "From the last line of AUTH to its reply."),
    ])
    { ShortForAll = true };

    public static RecordShape<ServerGroup> Group { get; } = new("a group of servers", () => Blank("servers"),
    [
        new Key<ServerGroup, int>(
            "count", Count.From(1, ClientLanguage.MostHosts), s => s.Count, (s, v) => s with { Count = v },
            "How many servers, each with a mail domain of its own."),
        new Key<ServerGroup, bool>(
            "esmtp", Choices.YesNo, s => s.Esmtp, (s, v) => s with { Esmtp = v },
            "false: EHLO is answered 502 and clients fall back to HELO."),
        new Key<ServerGroup, bool>(
            "protocol", ExtensionLanguage.Protocol, s => s.Lmtp, (s, v) => s with { Lmtp = v },
            "smtp, or lmtp (RFC 2033): clients say LHLO, and the text is answered once for each recipient that was accepted."),
        new Key<ServerGroup, ServiceExtensions>(
            "extensions", ExtensionLanguage.Extensions, s => s.Extensions, (s, v) => s with { Extensions = v },
            "The service extensions that EHLO announces.")
        { WrittenIf = s => s.Esmtp },
        new Key<ServerGroup, MailRequirement>(
            "require", ExtensionLanguage.Requirement, s => s.Requires, (s, v) => s with { Requires = v },
            "What MAIL is answered 530 without: tls, auth or nothing."),
        new Key<ServerGroup, int>("workers", Count.Limit(1_000_000), s => s.Workers, (s, v) => s with { Workers = v },
            "Commands that a server works on at a time; how the others wait is said by queue."),
        new Key<ServerGroup, ServiceTimes>("service", Service, s => s.Service, (s, v) => s with { Service = v },
            "How long a worker is busy with each step; a plain value is for every step."),
        new Key<ServerGroup, WorkQueueSpec?>("queue", WorkLanguage.Queue, s => s.Queue, (s, v) => s with { Queue = v },
            "How commands wait for a worker; fifo alone is first come first served, without limit."),
        new Key<ServerGroup, PaceSpec?>("pace", WorkLanguage.Pace, s => s.Pace, (s, v) => s with { Pace = v },
            "What makes workers slower or faster than their service times: a backlog, a restart, the time of day."),
        new Key<ServerGroup, Limit>("sessions", Limit.Shape(Count.Limit(10_000_000), "Sessions at a time.", "The greeting of one more."),
            s => new(s.SessionLimit, s.SessionLimitReply), (s, v) => s with { SessionLimit = v.Most, SessionLimitReply = v.Reply },
            "How many sessions a server holds at a time; one more is greeted with the reply."),
        new Key<ServerGroup, int>("backlog", Count.From(0, 10_000_000), s => s.Backlog, (s, v) => s with { Backlog = v },
            "Connections that wait, instead of being greeted with the reply, until a server may hold one session more; further ones are not answered."),
        new Key<ServerGroup, Limit>(
            "sessions-per-client", Limit.Shape(Count.Limit(10_000_000), "Sessions of one client at a time.", "The greeting of one more."),
            s => new(s.SessionsPerClient, s.SessionsPerClientReply), (s, v) => s with { SessionsPerClient = v.Most, SessionsPerClientReply = v.Reply },
            "How many sessions of one client a server holds at a time; one more is greeted with the reply."),
        new Key<ServerGroup, IReadOnlyList<RateLimitSpec>>("rate-limits", PolicyLanguage.Rates, s => s.RateLimits, (s, v) => s with { RateLimits = v },
            "How many connections, messages or recipients may come in a time."),
        new Key<ServerGroup, TarpitSpec?>("tarpit", PolicyLanguage.Tarpit, s => s.Tarpit, (s, v) => s with { Tarpit = v },
            "Hold back replies to sessions with many errors or recipients."),
        new Key<ServerGroup, Share>("reject", Share.Shape, s => new(s.RejectedShare, s.RejectedReply),
            (s, v) => s with { RejectedShare = v.Of, RejectedReply = v.Reply }, "Share of the messages that are refused for their content at the end of mail data."),
        new Key<ServerGroup, QuotaSpec?>("quota", PolicyLanguage.Quota, s => s.Quota, (s, v) => s with { Quota = v },
            "How many messages each mailbox holds."),
        new Key<ServerGroup, bool>("mailbox-conflicts", Choices.YesNo, s => s.MailboxConflicts, (s, v) => s with { MailboxConflicts = v },
            "true: the end of mail data is answered 451 when a mailbox got another message since RCPT was accepted (optimistic concurrency)."),
        new Key<ServerGroup, int>(
            "mailboxes", Count.From(1, 1 << 20), s => s.Mailboxes, (s, v) => s with { Mailboxes = v }, "How many mailboxes a server has."),
        new Key<ServerGroup, Share>("unknown", Share.Shape, s => new(s.UnknownShare, s.UnknownMailboxReply),
            (s, v) => s with { UnknownShare = v.Of, UnknownMailboxReply = v.Reply }, "Share of the mailboxes that do not exist."),
        new Key<ServerGroup, GreylistSpec?>("greylist", PolicyLanguage.Greylist, s => s.Greylist, (s, v) => s with { Greylist = v }, "Refuse the first sight of client, sender and recipient for a while (RFC 6647)."),
        new Key<ServerGroup, SizeLimit>("max-size", SizeLimit.Shape, s => new(s.MaxMessageBytes, s.MessageTooLargeReply),
            (s, v) => s with { MaxMessageBytes = v.Most, MessageTooLargeReply = v.Reply }, "Largest message, announced by SIZE."),
        new Key<ServerGroup, Limit>(
            "max-recipients",
            Limit.Shape(Count.From(1, 1_000_000), "Recipients of one transaction.", "What RCPT for one more is answered."),
            s => new(s.MaxRecipients, s.TooManyRecipientsReply),
            (s, v) => s with { MaxRecipients = v.Most, TooManyRecipientsReply = v.Reply },
            "Recipients in one transaction; RFC 5321 asks for at least 100. With the extension 'limits' announced as RCPTMAX."),
        new Key<ServerGroup, Limit>(
            "max-recipient-domains",
            Limit.Shape(Count.Limit(1_000_000), "Domains among the recipients of one transaction.", "What RCPT for a recipient of one more is answered."),
            s => new(s.MaxRecipientDomains, s.TooManyRecipientDomainsReply),
            (s, v) => s with { MaxRecipientDomains = v.Most, TooManyRecipientDomainsReply = v.Reply },
            "Domains among the recipients of one transaction; with the extension 'limits' announced as RCPTDOMAINMAX. Simulated messages have one, real clients may name more."),
        new Key<ServerGroup, Limit>(
            "max-transactions",
            Limit.Shape(Count.Limit(1_000_000), "Transactions of one session.", "What MAIL for one more is answered."),
            s => new(s.MaxTransactions, s.TooManyTransactionsReply),
            (s, v) => s with { MaxTransactions = v.Most, TooManyTransactionsReply = v.Reply },
            "Transactions in one session; with the extension 'limits' announced as MAILMAX."),
        new Key<ServerGroup, SimDuration>("idle-timeout", Durations.Positive, s => s.IdleTimeout, (s, v) => s with { IdleTimeout = v },
            "A client that is silent for longer is answered 421 and cut off."),
        new Key<ServerGroup, IReadOnlyList<FaultSpec>>("faults", FaultLanguage.Faults, s => s.Faults, (s, v) => s with { Faults = v },
            "What goes wrong by chance, at which step; of several at one step at most one strikes. A disk that is full: { at: mail, reply: 452 4.3.1 Insufficient system storage, when: { from: 1h, to: 3h } }, or 552 5.3.1 for good."),
        new Key<ServerGroup, IReadOnlyList<AddressRule>>("rules", RuleLanguage.Rules, s => s.Rules, (s, v) => s with { Rules = v },
            "For 'smtpsim listen': what is done on purpose to mail of certain addresses. Simulated clients know no such addresses."),
        .. RelayLanguage.ServerKeys,
    ])
    { Check = ExtensionLanguage.CheckServer };

    public static ServerGroup Blank(string name) => new() { Name = name };

    private static Key<ServiceTimes, Distribution> Step(
        string name, Func<ServiceTimes, Distribution> get, Func<ServiceTimes, Distribution, ServiceTimes> set, string description) =>
        new(name, DistributionLanguage.OfDurations, get, set, description);
}

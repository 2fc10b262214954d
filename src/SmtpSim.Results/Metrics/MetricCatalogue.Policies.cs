using SmtpSim.Model;

namespace SmtpSim.Results;

public static partial class MetricCatalogue
{
    private static IEnumerable<Metric> Policies() =>
    [
        Of("commands.over-places", ServerCounter.CommandsOverPlaces, "Commands that came when as many waited for a worker as may"),
        Of("commands.shed", ServerCounter.CommandsShed, "Commands turned away to shed load"),
        Of("commands.too-late", ServerCounter.CommandsTooLate, "Commands that had waited too long when their turn came"),
        Of("commands.codel", ServerCounter.CommandsDroppedByCodel, "Commands dropped by CoDel"),
        Of("commands.stale", ServerCounter.CommandsStale, "Commands whose client was gone: their work was dropped"),
        Of("connections.over-backlog", ServerCounter.ConnectionsOverBacklog, "Connections not answered because as many waited for the program as may"),
        Of("connections.in-backlog", ServerCounter.SessionsInBacklog, "Connections that had to wait for the program"),
        Of("connections.over-client-limit", ServerCounter.SessionsOverClientLimit, "Connections refused by the limit of sessions per client"),
        Of("connections.over-rate", ServerCounter.ConnectionsOverRate, "Connections over the rate allowed"),
        Of("messages.over-rate", ServerCounter.MessagesOverRate, "Messages over the rate allowed"),
        Of("recipients.over-rate", ServerCounter.RecipientsOverRate, "Recipients over the rate allowed"),
        Of("recipients.over-quota", ServerCounter.RecipientsOverQuota, "RCPT commands to mailboxes that were full"),
        Of("rejected", ServerCounter.MessagesRejected, "Messages refused for their content"),
        Of("mailbox-conflicts", ServerCounter.MailboxConflicts, "Messages deferred because a mailbox had changed meanwhile"),
        Of("tarpitted", ServerCounter.RepliesTarpitted, "Replies that a tarpit held back"),
        Of("crash-lost", ServerCounter.MessagesLostInCrash, "Messages accepted, acknowledged, and lost when the server crashed"),
        Of("crash-lost.recipients", ServerCounter.RecipientsLostInCrash, "Their recipients"),
    ];

    private static IEnumerable<Metric> Lookups() =>
    [
        Of("dns.queries", ClientCounter.DnsQueries, "Queries to a resolver"),
        Of("dns.cached", ClientCounter.DnsCached, "Queries that the client's cache answered"),
        Of("dns.servfail", ClientCounter.DnsServFail, "Queries answered SERVFAIL"),
        Of("dns.timeouts", ClientCounter.DnsTimeouts, "Queries that no answer came for in time"),
        Of("dns.nxdomain", ClientCounter.DnsNxDomain, "Queries for names that do not exist"),
        Of("dns.nodata", ClientCounter.DnsNoData, "Queries for records that a name does not have"),
        Of("attempts.unresolved", ClientCounter.AttemptsUnresolved, "Attempts that ended because a lookup failed for now"),
        Of("unroutable", ClientCounter.MessagesUnroutable, "Messages bounced without a session: the domain does not exist, has no usable host, or takes no mail"),
    ];
}

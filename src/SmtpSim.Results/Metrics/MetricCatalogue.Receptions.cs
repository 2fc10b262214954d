using SmtpSim.Model;

namespace SmtpSim.Results;

public static partial class MetricCatalogue
{
    private static IEnumerable<Metric> Receptions() =>
    [
        Of("relayed", ReceptionCounter.Relayed, "Copies that relays took to send on"),
        Of("delivered.unique", ReceptionCounter.Unique, "Copies for mailboxes of the group's servers that were not there"),
        Of("duplicates.lost-reply", ReceptionCounter.DuplicatesByLostReply, "Copies that were there: the reply to an earlier one was lost (RFC 1047)"),
        Of("duplicates.crash", ReceptionCounter.DuplicatesByCrash, "Copies that were there: the server went down before the client had read its reply"),
        Of("duplicates.timeout", ReceptionCounter.DuplicatesByTimeout, "Copies that were there: the client did not wait for the reply"),
        Of("duplicates.multiple-paths", ReceptionCounter.DuplicatesByMultiplePaths, "Copies that were there: they came by different ways"),
        Of("deduplicated", ReceptionCounter.Deduplicated, "Copies thrown away by servers that knew the Message-ID"),
        Of("looped", ReceptionCounter.Looped, "Messages refused with 554 5.4.6 after too many hops"),
        Of("list-posts", ReceptionCounter.ListPosts, "Messages to mailing lists"),
        Of("notifications", ReceptionCounter.Notifications, "Notifications of failure for mailboxes that had sent the mail"),
        Of("backscatter", ReceptionCounter.Backscatter, "Notifications of failure for mailboxes that had sent nothing"),
    ];

    private static Metric Of(string name, ReceptionCounter counter, string what) => new(name, MetricUnit.Count, ByServer, what, scope => scope.Receptions?[counter]);
}

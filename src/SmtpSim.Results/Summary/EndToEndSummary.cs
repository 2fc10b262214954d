using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>Mail from its origin to the mailbox, over all relays.</summary>
/// <param name="Origins">By the group that submitted it: client groups, and relays for their notifications and lists.</param>
/// <param name="Servers">By server group.</param>
public sealed record EndToEndSummary(IReadOnlyList<OriginSummary> Origins, IReadOnlyList<ReceptionSummary> Servers)
{
    /// <summary>Null for a run that did not follow mail over its hops.</summary>
    public static EndToEndSummary? Of(RunResult result) => result.EndToEnd.Count == 0
        ? null
        : new EndToEndSummary(
            [.. result.Scenario.Clients.Zip(result.EndToEnd, (group, metrics) => OriginSummary.Of(group.Name, metrics))],
            [.. result.Scenario.Servers.Zip(result.Receptions, (group, metrics) => ReceptionSummary.Of(group.Name, metrics))]);
}

/// <summary>What became of the mail of one origin. A copy is a recipient's share of a message under way; a recipient may come to have several.</summary>
/// <param name="Name">The group's name.</param>
/// <param name="Messages">Messages that it submitted.</param>
/// <param name="Copies">Copies by what became of them.</param>
/// <param name="DeliveredRatio">Recipients that have the message / recipients submitted; null when there are none.</param>
/// <param name="CopiesPerRecipient">Copies in mailboxes / recipients that have the message; null when there are none.</param>
/// <param name="DelayS">Submission to acceptance by the server of the mailbox, of first copies; seconds.</param>
/// <param name="RelaysPassed">Of first copies.</param>
/// <param name="Notifications">Notifications of failure about its mail.</param>
public sealed record OriginSummary(
    string Name,
    long Messages,
    CopyFates Copies,
    double? DeliveredRatio,
    double? CopiesPerRecipient,
    TallySummary DelayS,
    TallySummary RelaysPassed,
    NotificationCounts Notifications)
{
    public static OriginSummary Of(string name, EndToEndMetrics metrics)
    {
        var copies = CopyFates.Of(metrics);
        return new OriginSummary(
            name,
            metrics[EndToEndCounter.Messages],
            copies,
            Ratio.Of(copies.Delivered, copies.Submitted),
            Ratio.Of(copies.Delivered + copies.Duplicates, copies.Delivered),
            TallySummary.InSeconds(metrics.Delay),
            TallySummary.Of(metrics.Relays),
            new NotificationCounts(
                metrics[EndToEndCounter.NotificationsSent],
                metrics[EndToEndCounter.NotificationsWithoutAddress],
                metrics[EndToEndCounter.DoubleBounces],
                metrics[EndToEndCounter.FailuresReported]));
    }
}

/// <summary>Copies: <paramref name="Submitted"/> and <paramref name="Extra"/> together are the sum of the others.</summary>
/// <param name="Submitted">One for each recipient of each message.</param>
/// <param name="Extra">Made on the way: a server had accepted them and its client had not learnt of it (RFC 1047).</param>
/// <param name="Delivered">First copies in a mailbox.</param>
/// <param name="Duplicates">Further copies in a mailbox.</param>
/// <param name="Deduplicated">Thrown away by a server that knew the Message-ID.</param>
/// <param name="Bounced">Refused for good.</param>
/// <param name="Expired">Given up after the last try.</param>
/// <param name="Dropped">Thrown away by a client or relay, as when its queue was full.</param>
/// <param name="Lost">Accepted by a server, and lost.</param>
/// <param name="Queued">In a queue when the run ended.</param>
public sealed record CopyFates(
    long Submitted, long Extra, long Delivered, long Duplicates, long Deduplicated, long Bounced, long Expired, long Dropped, long Lost, long Queued)
{
    internal static CopyFates Of(EndToEndMetrics metrics) => new(
        metrics[EndToEndCounter.Submitted],
        metrics[EndToEndCounter.Accepted] - metrics[EndToEndCounter.HandedOn],
        metrics[EndToEndCounter.Delivered],
        metrics[EndToEndCounter.Duplicates],
        metrics[EndToEndCounter.Deduplicated],
        metrics[EndToEndCounter.Bounced],
        metrics[EndToEndCounter.Expired],
        metrics[EndToEndCounter.Dropped],
        metrics[EndToEndCounter.Lost],
        metrics[EndToEndCounter.Queued]);
}

/// <param name="Sent">Sent by relays.</param>
/// <param name="WithoutAddress">Not sent: the sender has no mailbox that mail reaches.</param>
/// <param name="DoubleBounces">Messages of an empty reverse-path that failed themselves.</param>
/// <param name="FailuresReported">Recipients that failed, and the origin's side knows or was sent a notification.</param>
public sealed record NotificationCounts(long Sent, long WithoutAddress, long DoubleBounces, long FailuresReported);

/// <summary>What a group of servers took, and for whom.</summary>
/// <param name="Name">The group's name.</param>
/// <param name="Relayed">Copies taken to be sent on.</param>
/// <param name="Unique">Copies for its mailboxes that were not there.</param>
/// <param name="Duplicates">Copies for its mailboxes that were there, by cause.</param>
/// <param name="Deduplicated">Copies thrown away.</param>
/// <param name="Looped">Messages refused after too many hops.</param>
/// <param name="ListPosts">Messages to mailing lists.</param>
/// <param name="Notifications">Notifications of failure about mail of its mailboxes.</param>
/// <param name="Backscatter">Notifications of failure about mail that its mailboxes did not send.</param>
public sealed record ReceptionSummary(
    string Name, long Relayed, long Unique, DuplicateCauses Duplicates, long Deduplicated, long Looped, long ListPosts, long Notifications, long Backscatter)
{
    public static ReceptionSummary Of(string name, ReceptionMetrics metrics) => new(
        name,
        metrics[ReceptionCounter.Relayed],
        metrics[ReceptionCounter.Unique],
        new DuplicateCauses(
            metrics[ReceptionCounter.DuplicatesByLostReply],
            metrics[ReceptionCounter.DuplicatesByCrash],
            metrics[ReceptionCounter.DuplicatesByTimeout],
            metrics[ReceptionCounter.DuplicatesByMultiplePaths]),
        metrics[ReceptionCounter.Deduplicated],
        metrics[ReceptionCounter.Looped],
        metrics[ReceptionCounter.ListPosts],
        metrics[ReceptionCounter.Notifications],
        metrics[ReceptionCounter.Backscatter]);
}

/// <param name="LostReply">The reply that said "accepted" was lost (RFC 1047).</param>
/// <param name="Crash">The server went down before the client had read it.</param>
/// <param name="Timeout">The client did not wait for it.</param>
/// <param name="MultiplePaths">Copies came by different ways.</param>
public sealed record DuplicateCauses(long LostReply, long Crash, long Timeout, long MultiplePaths)
{
    public long Total => LostReply + Crash + Timeout + MultiplePaths;
}

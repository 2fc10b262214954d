using System.Globalization;

namespace SmtpSim.Model;

/// <summary>Words for what a server did, and the path of the scenario's rule that made it do so.</summary>
internal static class ServerReasons
{
    /// <summary>The one thing that a server does with a message that matters to its recipients though the client may not live to hear of it.</summary>
    public static TraceReason SecondCopy { get; } = new("a second copy: the client never learnt that an earlier one was accepted (RFC 1047)", Rule: null);

    public static TraceReason Of(ServerRule rule, int recipients, long bytes, ServerGroup group) => rule switch
    {
        ServerRule.SessionLimit => On(group, "sessions", $"the server holds {group.SessionLimit} {(group.SessionLimit == 1 ? "session" : "sessions")} already, as many as it may"),
        ServerRule.RecipientLimit => On(group, "max-recipients", $"the transaction has {recipients} {(recipients == 1 ? "recipient" : "recipients")} already, as many as it may"),
        ServerRule.DomainLimit => On(
            group, "max-recipient-domains", $"the transaction has recipients of {group.MaxRecipientDomains} {(group.MaxRecipientDomains == 1 ? "domain" : "domains")}, as many as it may"),
        ServerRule.TransactionLimit => On(group, "max-transactions", $"the session has had {group.MaxTransactions} {(group.MaxTransactions == 1 ? "transaction" : "transactions")}, as many as it may"),
        ServerRule.UnknownMailbox => On(group, "unknown", "there is no such mailbox"),
        ServerRule.FirstSight => On(group, "greylist", "first sight of this triplet of client, sender and recipient"),
        ServerRule.TooEarly => On(group, "greylist", $"this triplet has to wait {DurationText.Of(group.Greylist!.Delay.Ticks)} from its first sight"),
        ServerRule.GreylistPassed => On(group, "greylist", "this triplet has waited long enough"),
        ServerRule.MessageTooLarge => On(group, "max-size", $"{Count(bytes)} bytes are more than {Count(group.MaxMessageBytes)}"),
        ServerRule.NotExtended when group.Lmtp => On(group, "protocol", "LMTP knows no HELO"),
        ServerRule.NotExtended => On(group, "esmtp", "this server does not speak EHLO"),
        ServerRule.IdleTimeout => On(group, "idle-timeout", $"the server heard nothing for {DurationText.Of(group.IdleTimeout.Ticks)}"),
        ServerRule.TlsRequired => On(group, "require", "this server takes no mail outside TLS"),
        ServerRule.AuthRequired => On(group, "require", "this server takes no mail without authentication"),
        ServerRule.OutOfOrder => new TraceReason("the command before it in its group was refused (RFC 2920)", Rule: null),
        ServerRule.SecondCopy => SecondCopy,
        ServerRule.QueueFull => On(group, "queue.places", $"{group.Queue!.Places} commands wait for a worker already, as many as may"),
        ServerRule.Shed => On(group, "queue.shed", "the server sheds load: too much waits for a worker"),
        ServerRule.WaitedTooLong => On(group, "queue.max-wait", $"the command waited longer than {DurationText.Of(group.Queue!.MaxWait.Ticks)} for a worker"),
        ServerRule.DroppedByCoDel => On(group, "queue.codel", $"commands have waited longer than {DurationText.Of(group.Queue!.CoDel!.Target.Ticks)} for too long"),
        ServerRule.BacklogFull => On(group, "backlog", $"{group.Backlog} connections wait for the program already, as many as may"),
        ServerRule.ClientLimit => On(group, "sessions-per-client", $"the client has {group.SessionsPerClient} {(group.SessionsPerClient == 1 ? "session" : "sessions")} already, as many as it may"),
        ServerRule.ConnectionRate => On(group, "rate-limits", "more connections than the rate allows"),
        ServerRule.MessageRate => On(group, "rate-limits", "more messages than the rate allows"),
        ServerRule.RecipientRate => On(group, "rate-limits", "more recipients than the rate allows"),
        ServerRule.MailboxFull => On(group, "quota", group.Quota!.Bytes == 0 ? $"the mailbox holds {Count(group.Quota.Messages)} messages already" : $"the mailbox holds {Count(group.Quota.Messages)} messages already, or has no room of that size"),
        ServerRule.ContentRejected => On(group, "reject", "the message is refused for its content"),
        ServerRule.MailboxChanged => On(group, "mailbox-conflicts", "the mailbox got another message meanwhile"),
        ServerRule.GreylistedAtData => On(group, "greylist.at", "a recipient's entry in the greylist has to wait"),
        ServerRule.Tarpitted => On(group, "tarpit", $"the reply is held back for {DurationText.Of(group.Tarpit!.Delay.Ticks)}"),
        ServerRule.TooManyHops => On(group, "relay.max-hops", $"the message has come over {group.Relay!.MaxHops ?? RelaySpec.DefaultMaxHops} relays already"),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "is no rule"),
    };

    public static TraceReason Of(in FaultRule fault, ServerGroup group)
    {
        var what = fault.Kind switch
        {
            FaultKind.Timeout => "the request for a connection is not answered",
            FaultKind.LoseReply => "the reply is lost on its way",
            FaultKind.Truncate => "the end of the reply is lost on its way: the client reads a part of it and waits for the rest",
            FaultKind.Delay => "the reply is held back",
            FaultKind.Duplicate => "the reply comes twice",
            FaultKind.Garble => "the reply arrives garbled: what the client reads is no reply",
            FaultKind.WrongCode => "the reply has a wrong code",
            FaultKind.Silent => "the server falls silent",
            _ => "a fault",
        };
        var chance = group.Faults[fault.Index].Chance;
        return On(group, $"faults[{fault.Index}]", chance < 1 ? string.Create(CultureInfo.InvariantCulture, $"{what}, by a chance of {chance * 100:0.####} %") : what);
    }

    public static TraceReason Of(Outage outage)
    {
        var what = outage.Kind switch
        {
            OutageKind.Refuse => "the program is down",
            OutageKind.Timeout => "the host cannot be reached",
            _ => "there is no service",
        };
        return new TraceReason($"{what} from {DurationText.Clock(outage.Start)} to {DurationText.Clock(outage.End)}", outage.Index >= 0 ? $"outages[{outage.Index}]" : $"failures[{-1 - outage.Index}]");
    }

    /// <summary>A command waited for a worker, or its work alone takes long.</summary>
    public static TraceReason OfWork(ServerGroup group, long waited, long worked) => waited > 0
        ? On(group, "workers", $"{DurationText.Of(waited)} in the queue for a worker, then {DurationText.Of(worked)} of work")
        : On(group, "service", $"{DurationText.Of(worked)} of work");

    private static TraceReason On(ServerGroup group, string key, string text) => new(text, $"servers.{group.Name}.{key}");

    private static string Count(long n) => n.ToString("N0", CultureInfo.InvariantCulture);
}

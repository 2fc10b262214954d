using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>Policies of servers that remember clients, sessions and mailboxes.</summary>
internal static class PolicyLanguage
{
    private static readonly RecordShape<GreylistSpec> GreylistShape = new(
        "{ delay, window, lifetime, key, at, whitelist-after, whitelist, reply }, or none", () => new GreylistSpec(),
    [
        new Key<GreylistSpec, SimDuration>(
            "delay", Durations.Any, g => g.Delay, (g, v) => g with { Delay = v },
            "A try earlier than this after the first is refused too."),
        new Key<GreylistSpec, SimDuration>("window", Durations.Positive, g => g.Window, (g, v) => g with { Window = v },
            "A try later than this after the first counts as a first one."),
        new Key<GreylistSpec, SimDuration>("lifetime", Durations.Positive, g => g.Lifetime, (g, v) => g with { Lifetime = v },
            "How long an entry that passed stays known since it was last seen."),
        new Key<GreylistSpec, GreylistKey>("key", Choices.Of("a key of a greylist",
            ("triplet", GreylistKey.Triplet), ("client", GreylistKey.Client), ("client-sender", GreylistKey.ClientSender), ("sender-recipient", GreylistKey.SenderRecipient)),
            g => g.Key, (g, v) => g with { Key = v },
            "What an entry is: client, sender and recipient (triplet), or less of it. A client is a host, or on the wire an address, not its network (postgrey's /24 and /64): a simulated host has no address and tries again from itself alone; mail that another host tries again passes with sender-recipient."),
        new Key<GreylistSpec, bool>("at", Choices.Of("a step at which greylisting defers", ("rcpt", false), ("data", true)), g => g.AtData, (g, v) => g with { AtData = v },
            "rcpt: each recipient is answered for itself; data: recipients are accepted, and DATA or the last chunk is answered."),
        new Key<GreylistSpec, int>("whitelist-after", Count.Limit(1_000_000), g => g.WhitelistAfter, (g, v) => g with { WhitelistAfter = v },
            "A client of which so many entries have passed is known as a whole; postgrey has 5."),
        new Key<GreylistSpec, IReadOnlyList<string>>("whitelist", new ListShape<string>("a list of client groups", Names.Group, () => "") { SingleAllowed = true },
            g => g.Whitelist, (g, v) => g with { Whitelist = v }, "Client groups, and relays, that are known from the start."),
        new Key<GreylistSpec, ReplySpec>("reply", Replies.Negative, g => g.Reply, (g, v) => g with { Reply = v }, "What is answered."),
    ])
    { Check = GreylistCanPass };

    private static readonly RecordShape<RateLimitSpec> Rate = new(
        "a rate limit such as { of: messages, limit: 100, window: 1m, by: client }", () => new RateLimitSpec { Of = RateOf.Connections, Most = 0 },
    [
        new Key<RateLimitSpec, RateOf>("of", Choices.Of("something to limit", ("connections", RateOf.Connections), ("messages", RateOf.Messages), ("recipients", RateOf.Recipients)),
            r => r.Of, (r, v) => r with { Of = v }, "What is counted: connections, MAIL commands or RCPT commands.") { RequiredAs = "of: messages" },
        new Key<RateLimitSpec, int>("limit", Count.From(1, 1_000_000_000), r => r.Most, (r, v) => r with { Most = v }, "How many in a window.") { RequiredAs = "limit: 100" },
        new Key<RateLimitSpec, SimDuration>("window", Durations.Positive, r => r.Window, (r, v) => r with { Window = v },
            "How long a window is; one begins with the first that comes after the end of the one before."),
        new Key<RateLimitSpec, bool>("by", Choices.Of("whose rate", ("client", false), ("server", true)), r => r.Together, (r, v) => r with { Together = v },
            "client: of each client; server: of all clients of a server together."),
        new Key<RateLimitSpec, ReplySpec>("reply", Replies.Negative, r => r.Reply, (r, v) => r with { Reply = v }, "What one more is answered."),
    ]);

    private static readonly RecordShape<TarpitSpec> TarpitShape = new("{ after-errors, after-recipients, delay }, or none", () => new TarpitSpec(),
    [
        new Key<TarpitSpec, int>("after-errors", FreeOrUnlimited, t => t.AfterErrors, (t, v) => t with { AfterErrors = v },
            "Negative replies to MAIL, RCPT and the end of mail data, in a session, that hold nothing back."),
        new Key<TarpitSpec, int>("after-recipients", FreeOrUnlimited, t => t.AfterRecipients, (t, v) => t with { AfterRecipients = v },
            "RCPT commands in a session that hold nothing back."),
        new Key<TarpitSpec, SimDuration>("delay", Durations.Positive, t => t.Delay, (t, v) => t with { Delay = v }, "How much later each further reply leaves."),
    ]);

    private static readonly RecordShape<QuotaSpec> QuotaShape = new("{ messages, bytes, drain, resets, reply }, or none", () => new QuotaSpec(),
    [
        new Key<QuotaSpec, int>("messages", Count.From(1, 1_000_000_000), q => q.Messages, (q, v) => q with { Messages = v }, "How many messages a mailbox holds."),
        new Key<QuotaSpec, long>("bytes", Count.SizeLimit, q => q.Bytes, (q, v) => q with { Bytes = v },
            "How much they may have together; RCPT for a message that is larger than the room left is refused too."),
        new Key<QuotaSpec, SimDuration>("drain", Durations.OrNever, q => q.Drain, (q, v) => q with { Drain = v }, "One message leaves a mailbox in each of these, of the mean size of those in it."),
        new Key<QuotaSpec, SimDuration>("resets", Durations.OrNever, q => q.Resets, (q, v) => q with { Resets = v }, "All mailboxes are emptied at the multiples of this."),
        new Key<QuotaSpec, ReplySpec>("reply", Replies.Negative, q => q.Reply, (q, v) => q with { Reply = v }, "What RCPT to a full mailbox is answered: 452 lets the message come again, 552 lets it bounce."),
    ])
    { ShortFor = "messages" };

    public static Shape<GreylistSpec?> Greylist { get; } = new OptionalShape<GreylistSpec>("none", GreylistShape, () => new GreylistSpec());

    public static Shape<IReadOnlyList<RateLimitSpec>> Rates { get; } = new ListShape<RateLimitSpec>(
        "a list of rate limits", Rate, () => new RateLimitSpec { Of = RateOf.Connections, Most = 0 });

    public static Shape<TarpitSpec?> Tarpit { get; } = new OptionalShape<TarpitSpec>("none", TarpitShape, () => new TarpitSpec());

    public static Shape<QuotaSpec?> Quota { get; } = new OptionalShape<QuotaSpec>("none", QuotaShape, () => new QuotaSpec());

    private static ScalarShape<int> FreeOrUnlimited => WorkLanguage.Places;

    private static void GreylistCanPass(GreylistSpec greylist, MapNode map, string path, ReadContext context)
    {
        if (greylist.Delay > greylist.Window)
            context.Error(
                path, $"the delay is longer than the window{PathText.In(path)}: no message would ever pass", "make the window longer");
        if (greylist.Lifetime < greylist.Delay)
            context.Error(
                PathText.Member(path, "lifetime"), $"an entry is forgotten sooner than it passes{PathText.In(path)}: the lifetime is shorter than the delay of {Units.Duration.Format(greylist.Delay.Ticks)}",
                "write a longer 'lifetime' (RFC 6647 section 5 has a week at least) or a shorter 'delay'");
    }
}

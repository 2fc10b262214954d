using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>Relays, mailing lists and de-duplication.</summary>
internal static class RelayLanguage
{
    /// <summary>A message counts its relays in eight bits.</summary>
    private const int MostHops = byte.MaxValue;

    private static readonly RecordShape<MailingListSpec> Lists = new("{ count, members, to }", BlankLists,
    [
        new Key<MailingListSpec, int>("count", Count.From(1, 1 << 20), l => l.Count, (l, v) => l with { Count = v },
            "How many lists each server has: its first mailboxes."),
        new Key<MailingListSpec, int>("members", Count.From(1, 10_000_000), l => l.Members, (l, v) => l with { Members = v }, "Addresses on each list.")
        { RequiredAs = "members: 1000" },
        new Key<MailingListSpec, IReadOnlyList<string>>(
            "to", new ListShape<string>("names of server groups", Names.Group, () => "") { SingleAllowed = true, NotEmpty = true }, l => l.To,
            (l, v) => l with { To = v }, "The server groups where the members are, spread evenly over their servers.")
        { RequiredAs = "to: mx" },
        new Key<MailingListSpec, int>(
            "recipients-per-message", Count.From(1, 64), l => l.RecipientsPerMessage, (l, v) => l with { RecipientsPerMessage = v },
            "The members of a domain share messages of at most so many recipients."),
    ]);

    private static readonly RecordShape<RelaySpec> Relay = new("{ retry, route, … }", BlankRelay,
    [
        .. ClientLanguage.Keys.Where(key => key.Name is not ("count" or "senders" or "forged-senders")).Select(key =>
            new LiftedKey<RelaySpec, ClientGroup>(key, r => r.Sending, (r, v) => r with { Sending = v })),
        new Key<RelaySpec, int?>("max-hops", Hops(), r => r.MaxHops, (r, v) => r with { MaxHops = v },
            "Relays that a message may pass before it is refused with 554 5.4.6 (RFC 5321 section 6.3); 100 when left out. Stated, it allows routes that loop.")
        { WrittenIf = r => r.MaxHops is not null },
        new Key<RelaySpec, MailingListSpec?>("lists", new OptionalShape<MailingListSpec>("none", Lists, BlankLists), r => r.Lists,
            (r, v) => r with { Lists = v }, "Mailing lists: a message to one goes to every member, with the list's own return address."),
    ])
    { Check = (relay, map, path, context) => ClientLanguage.RetryIsStatedOnce(relay.Sending, map, path, context) };

    private static readonly RecordShape<DedupSpec> Dedup = new("{ window }", () => new DedupSpec(default),
    [
        new Key<DedupSpec, SimDuration>(
            "window", Durations.Positive, d => d.Window, (d, v) => d with { Window = v }, "How long after its last copy a message is known.")
        { RequiredAs = "window: 1d" },
    ])
    { ShortFor = "window" };

    /// <summary>For the end of the servers' table.</summary>
    public static IReadOnlyList<Key<ServerGroup>> ServerKeys { get; } =
    [
        new Key<ServerGroup, RelaySpec?>("relay", new OptionalShape<RelaySpec>("none", Relay, BlankRelay), s => s.Relay, (s, v) => s with { Relay = v },
            "Take mail for other domains, and send it on as a client with these keys does."),
        new Key<ServerGroup, DedupSpec?>("dedup", new OptionalShape<DedupSpec>("none", Dedup, () => new DedupSpec(default)), s => s.Dedup,
            (s, v) => s with { Dedup = v }, "Throw away copies of a message that has come already, as its Message-ID tells."),
    ];

    private static MailingListSpec BlankLists() => new() { Members = 0, To = [] };

    private static RelaySpec BlankRelay() => new() { Sending = ClientLanguage.Blank("relay") };

    private static ScalarShape<int?> Hops()
    {
        var number = Count.From(1, MostHops);
        return new ScalarShape<int?>(
            number.Expected,
            (string text, out int? hops) =>
            {
                var complaint = number.Parse(text, out var parsed);
                hops = parsed;
                return complaint;
            },
            hops => number.Format(hops ?? RelaySpec.DefaultMaxHops), () => number.Describe(new SchemaParts(), default));
    }
}

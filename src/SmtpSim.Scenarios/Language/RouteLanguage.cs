using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>Smart hosts and return addresses.</summary>
internal static class RouteLanguage
{
    private static readonly RecordShape<ForgedSpec> Forged = new("{ share, as }", () => new ForgedSpec { Share = 0, As = "" },
    [
        new Key<ForgedSpec, double>("share", Quantity.Probability, f => f.Share, (f, v) => f with { Share = v }, "Share of the messages.")
        { RequiredAs = "share: 10%" },
        new Key<ForgedSpec, string>("as", Names.Group, f => f.As, (f, v) => f with { As = v },
            "The server group whose mailboxes are named as senders: notifications go there.")
        { RequiredAs = "as: victim" },
    ]);

    /// <summary>For the end of the tables of clients and of relays.</summary>
    public static IReadOnlyList<Key<ClientGroup>> Keys { get; } =
    [
        new Key<ClientGroup, string?>("route", new OptionalShape<string>("direct", Names.Group, () => ""), c => c.Route, (c, v) => c with { Route = v },
            "A server group of relays (smart hosts) that all mail is sent to; direct sends it to the hosts of its domain."),
        new Key<ClientGroup, string?>(
            "bounces-to", new OptionalShape<string>("nowhere", Names.Group, () => ""), c => c.BouncesTo, (c, v) => c with { BouncesTo = v },
            "The server group where the senders' mailboxes are: notifications of failure that relays send go there (RFC 3464)."),
        new Key<ClientGroup, ForgedSpec?>(
            "forged-senders", new OptionalShape<ForgedSpec>("none", Forged, () => new ForgedSpec { Share = 0, As = "" }), c => c.Forged,
            (c, v) => c with { Forged = v }, "Mail with the return address of somebody who did not send it."),
    ];
}

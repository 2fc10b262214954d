using static SmtpSim.Wire.Case;

namespace SmtpSim.Wire;

/// <summary>RFC 6531: addresses in UTF-8.</summary>
internal static class Utf8Cases
{
    private const string Understood = "!500 501 502 503 504 555";

    /// <summary>The octets of "grün" in UTF-8.</summary>
    private const string Name = "gr\xc3\xbcn";

    public static IReadOnlyList<ConformCase> All { get; } =
    [
        Must("6531-3.1-8bitmime", "8BITMIME is offered too", "A server that offers SMTPUTF8 must support and announce 8BITMIME.", async p =>
        {
            await p.Hello();
            p.Check(p.Offers("8BITMIME"), "8BITMIME among the extensions");
        }),

        Must("6531-3.1-no-value", "the keyword has no parameter", "EHLO keyword SMTPUTF8: no parameters are defined, and clients ignore any.", async p =>
        {
            await p.Hello();
            p.Check(p.Survey.Extensions["SMTPUTF8"].Length == 0, "SMTPUTF8 alone on its line");
        }),

        Must("6531-3.1-parameter", "MAIL takes the parameter", "The parameter SMTPUTF8 of MAIL says that the message needs the extension.", async p =>
        {
            await p.Ready();
            await p.Mail("SMTPUTF8");
            await p.Rcpt();
        }),

        Must("6531-3.3-sender", "a sender in UTF-8 is understood", "sub-domain and atext are extended by UTF-8.", async p =>
        {
            await p.Ready();
            await p.Ask($"MAIL FROM:<{Name}@example.org> SMTPUTF8", Understood);
        }),

        Must("6531-3.3-quoted", "a quoted local part in UTF-8 is understood", "qtextSMTP is extended by UTF-8.", async p =>
        {
            await p.Ready();
            await p.Ask($"MAIL FROM:<\"{Name} {Name}\"@example.org> SMTPUTF8", Understood);
        }),

        Must("6531-3.3-domain", "a domain in UTF-8 is understood", "sub-domain is extended by U-labels.", async p =>
        {
            await p.Ready();
            await p.Ask($"MAIL FROM:<a@{Name}.example> SMTPUTF8", Understood);
        }),

        Should("6531-3.5-without-parameter", "a sender in UTF-8 without the parameter is refused", "Without SMTPUTF8 an address has ASCII alone.", async p =>
        {
            await p.Ready();
            await p.Ask($"MAIL FROM:<{Name}@example.org>", "5xx");
        }),

        Must("6531-3.4-value", "the parameter takes no value", "If the parameter is provided, it must not accept a value.", async p =>
        {
            await p.Ready();
            await p.Ask($"MAIL FROM:<{p.From}> SMTPUTF8=yes", "5xx");
        }),

        Should("6531-3.3-bad-utf8", "octets that are not UTF-8 are refused", "UTF8-non-ascii is well-formed UTF-8.", async p =>
        {
            await p.Ready();
            await p.Ask("MAIL FROM:<gr\xfcn\xc3@example.org> SMTPUTF8", "5xx");
        }),
    ];
}

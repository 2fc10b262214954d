using static SmtpSim.Wire.Case;

namespace SmtpSim.Wire;

/// <summary>RFC 5321 sections 4.1.2 and 4.1.3: paths. A server may refuse a mailbox for what it is, not for the form in which it is written.</summary>
internal static class AddressCases
{
    /// <summary>What a server says of a path that it does not understand.</summary>
    private const string Understood = "!500 501 502 503 504 555";

    public static IReadOnlyList<ConformCase> All { get; } =
    [
        Sender("5321-4.1.2-quoted-local-part", "a quoted local part is understood", "Local-part = Dot-string / Quoted-string.", "\"a b\"@example.org"),
        Sender("5321-4.1.2-quoted-pair", "a quoted pair in it is understood", "quoted-pairSMTP = %d92 %d32-126.", "\"a\\\"b\\\\c\"@example.org"),
        Sender("5321-4.1.2-quoted-specials", "special characters in quotes are understood", "qtextSMTP has every printable character but quote and backslash.", "\"<a@b>,;:\"@example.org"),
        Sender("5321-4.1.2-atom-characters", "every character of an atom is understood", "An atom has letters, digits and !#$%&'*+-/=?^_`{|}~.", "a!#$%&'*+-/=?^_`{|}~z@example.org"),
        Sender("5321-4.1.3-ipv4-literal", "an IPv4 literal is understood", "A mailbox may have an address literal for its domain.", "a@[127.0.0.1]"),
        Sender("5321-4.1.3-ipv6-literal", "an IPv6 literal is understood", "IPv6-address-literal = \"IPv6:\" IPv6-addr.", "a@[IPv6:2001:db8::1]"),
        Sender("5321-4.1.2-one-label", "a domain of one label is understood", "Domain = sub-domain *(\".\" sub-domain).", "a@localhost"),
        Sender("5321-C-source-route", "a source route is understood", "A-d-l must be accepted, should not be generated, and should be ignored.", "@a.example,@b.example:a@example.org"),

        Must("5321-C-rcpt-source-route", "a source route before a recipient is understood", "A-d-l must be accepted; a server may refuse to relay.", async p =>
        {
            p.NeedRecipient();
            await p.Ready();
            await p.Mail();
            var mailbox = p.To.Contains('@', StringComparison.Ordinal) ? p.To : $"{p.To}@{p.Survey.Domain}";
            await p.Ask($"RCPT TO:<@relay.example:{mailbox}>", Understood);
        }),

        Wrong("5321-4.1.2-no-closing-bracket", "a path without its closing bracket is refused", "Path = \"<\" [ A-d-l \":\" ] Mailbox \">\".", "<a@example.org"),
        Wrong("5321-4.1.2-empty-domain", "a mailbox without a domain behind @ is refused", "Mailbox = Local-part \"@\" ( Domain / address-literal ).", "<a@>"),
        Wrong("5321-4.1.2-empty-local-part", "a mailbox without a local part is refused", "Local-part = Dot-string / Quoted-string: neither is empty.", "<@example.org>"),
        Wrong("5321-4.1.2-double-dot", "a domain with an empty label is refused", "Domain = sub-domain *(\".\" sub-domain).", "<a@example..org>"),
        Wrong("5321-4.1.2-two-ats", "a mailbox with two @ is refused", "@ stands in quotes or between local part and domain.", "<a@b@example.org>"),
        Wrong("5321-4.1.2-text-behind-path", "text behind the path that is no parameter is refused", "Mail-parameters follow a space.", "<a@example.org>text"),
        Wrong("5321-4.1.2-bad-literal", "an address literal that is no address is refused", "IPv4-address-literal = Snum 3(\".\" Snum).", "<a@[127.0.0.999]>"),
        Wrong("5321-4.1.2-open-quote", "a quoted string without its end is refused", "Quoted-string = DQUOTE *QcontentSMTP DQUOTE.", "<\"a@example.org>"),
    ];

    private static ConformCase Sender(string id, string title, string rule, string mailbox) => Must(id, title, rule, async p =>
    {
        await p.Ready();
        await p.Ask($"MAIL FROM:<{mailbox}>", Understood);
    });

    private static ConformCase Wrong(string id, string title, string rule, string path) => Should(id, title, rule, async p =>
    {
        await p.Ready();
        await p.Ask($"MAIL FROM:{path}", "5xx");
    });
}

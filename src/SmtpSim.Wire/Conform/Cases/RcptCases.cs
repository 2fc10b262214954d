using static SmtpSim.Wire.Case;

namespace SmtpSim.Wire;

/// <summary>RFC 5321 sections 3.3, 4.1.1.3 and 4.5.1: RCPT.</summary>
internal static class RcptCases
{
    public static IReadOnlyList<ConformCase> All { get; } =
    [
        Must("5321-4.1.1.3-rcpt", "RCPT for a mailbox of the server is answered 250", "250 or 251 accepts a recipient.", async p =>
        {
            await p.Ready();
            await p.Mail();
            await p.Rcpt();
        }),

        Must("5321-4.5.1-postmaster", "RCPT TO:<postmaster> is accepted", "A server must support the reserved mailbox postmaster, without a domain too.", async p =>
        {
            await p.Ready();
            await p.Mail();
            await p.Recipient("postmaster");
        }),

        Must("5321-4.5.1-postmaster-case", "and in any case", "postmaster is a case-insensitive local name.", async p =>
        {
            await p.Ready();
            await p.Mail();
            await p.Recipient("PostMaster");
        }),

        Must("5321-4.5.1-postmaster-domain", "postmaster is accepted with the recipient's domain", "The address postmaster@domain must be supported for every domain that the server takes mail for.", async p =>
        {
            if (!p.To.Contains('@', StringComparison.Ordinal))
                Probe.Skip("the recipient has no domain; name a mailbox with one with --to");
            await p.Ready();
            await p.Mail();
            await p.Recipient($"postmaster{p.To[p.To.LastIndexOf('@')..]}");
        }),

        Must("5321-3.3-rcpt-before-mail", "RCPT before MAIL is refused with 503", "If RCPT appears without a previous MAIL, the server must return 503.", async p =>
        {
            await p.Ready();
            await p.Ask($"RCPT TO:<{p.To}>", "503");
        }),

        Must("5321-3.3-rcpt-refused", "a refused recipient leaves the others as they are", "A failed RCPT does not end the transaction.", async p =>
        {
            await p.Ready();
            await p.Mail();
            await p.Rcpt();
            await p.BrokenRcpt();
            await p.Ask("DATA", "354");
        }),

        Must("5321-2.4-rcpt-case", "RCPT may be written in any case", "Verbs and argument keywords are not case sensitive.", async p =>
        {
            p.NeedRecipient();
            await p.Ready();
            await p.Mail();
            await p.Recipient(p.To, verb: "rcpt to");
        }),

        Must("5321-2.4-rcpt-domain-case", "the domain of a recipient may be written in any case", "Domain names are not case sensitive.", async p =>
        {
            p.NeedRecipient();
            var at = p.To.LastIndexOf('@');
            if (at < 0)
                Probe.Skip("the recipient has no domain; name a mailbox with one with --to");
            await p.Ready();
            await p.Mail();
            await p.Recipient($"{p.To[..at]}{p.To[at..].ToUpperInvariant()}");
        }),

        Should("5321-4.1.1.3-rcpt-null", "RCPT TO:<> is refused", "A forward-path is not empty.", async p =>
        {
            await p.Ready();
            await p.Mail();
            await p.Ask("RCPT TO:<>", "5xx");
        }),

        Should("5321-4.1.1.3-rcpt-without-to", "RCPT without TO: is refused as a syntax error", "rcpt = \"RCPT TO:\" Forward-path …", async p =>
        {
            await p.Ready();
            await p.Mail();
            await p.Ask($"RCPT <{p.To}>", "500 501");
        }),

        Should("5321-4.1.1.11-rcpt-unknown-parameter", "a parameter of RCPT that the server does not know is refused", "A server that does not recognize a parameter refuses the command.", async p =>
        {
            await p.Ready();
            await p.Mail();
            await p.Ask($"RCPT TO:<{p.To}> XYZZY=1", "5xx");
        }),

        Should("5321-4.1.1.11-rcpt-555", "it is refused with 555", "555: MAIL FROM/RCPT TO parameters not recognized or not implemented.", async p =>
        {
            await p.Ready();
            await p.Mail();
            await p.Ask($"RCPT TO:<{p.To}> XYZZY=1", "555");
        }),
    ];
}

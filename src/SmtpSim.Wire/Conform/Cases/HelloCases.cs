using static SmtpSim.Wire.Case;

namespace SmtpSim.Wire;

/// <summary>RFC 5321 sections 2.2.1, 3.2, 4.1.1.1 and 4.1.4: EHLO and HELO.</summary>
internal static class HelloCases
{
    public static IReadOnlyList<ConformCase> All { get; } =
    [
        Must("5321-2.2.1-ehlo", "EHLO is answered 250", "A server must support EHLO, even if it implements no extension.", p => p.Hello()),

        Must("5321-4.1.1.1-ehlo-domain", "the reply to EHLO begins with the server's name", "ehlo-ok-rsp = \"250\" SP/\"-\" Domain …: the name comes first.", async p =>
        {
            var hello = await p.Hello();
            p.Check(Names.IsDomainOrLiteral(hello.Text.Split(' ')[0]), "a domain name or an address literal behind 250");
        }),

        Must("5321-4.1.1.1-ehlo-keywords", "each further line of it is a keyword with its parameters", "ehlo-line = ehlo-keyword *( SP ehlo-param ); a keyword has letters, digits and hyphens.", async p =>
        {
            var hello = await p.Hello();
            foreach (var line in hello.Lines.Skip(1))
                p.Check(Names.IsExtension(line), $"a keyword and its parameters, one space between them, not '{line}'");
        }),

        Must("5321-4.1.1.1-helo", "HELO is answered 250", "A server must support HELO for older clients.", async p =>
        {
            await p.Greeted();
            await p.Ask($"HELO {Probe.Name}", "250");
        }).SmtpOnly(),

        Must("5321-3.2-helo-without-extensions", "the reply to HELO lists no extensions", "A server must not return the extended EHLO-style response to HELO.", async p =>
        {
            await p.Greeted();
            var helo = await p.Ask($"HELO {Probe.Name}", "250");
            p.Check(helo.Lines.Count == 1, "a reply of one line");
        }).SmtpOnly(),

        Must("5321-3.2-helo-mail", "mail is taken after HELO too", "A client that does not speak EHLO uses HELO, and the session goes on.", async p =>
        {
            await p.Greeted();
            await p.Ask($"HELO {Probe.Name}", "250");
            await p.Mail();
            await p.Rcpt();
        }).SmtpOnly(),

        Must("5321-2.4-ehlo-case", "EHLO may be written in any case", "Verbs are not case sensitive.", async p =>
        {
            await p.Greeted();
            await p.Ask($"{p.HelloVerb.ToLowerInvariant()} {Probe.Name}", "250");
        }),

        Must("5321-4.1.4-ehlo-again", "EHLO may be said again", "EHLO may be issued by a client later in the session.", async p =>
        {
            await p.Hello();
            await p.Ask($"{p.HelloVerb} {Probe.Name}", "250");
        }),

        Must("5321-4.1.4-ehlo-resets", "EHLO clears a transaction as RSET does", "EHLO later in the session: the server must clear all buffers and reset its state as if RSET had been issued.", async p =>
        {
            await p.Ready();
            await p.Mail();
            await p.Ask($"{p.HelloVerb} {Probe.Name}", "250");
            await p.Ask($"RCPT TO:<{p.To}>", "503");
        }),

        Must("5321-4.1.4-ehlo-refused", "a refused EHLO leaves the session as it was", "After refusing EHLO the server must stay in the same state.", async p =>
        {
            await p.Ready();
            await p.Ask(p.HelloVerb);
            await p.Mail();
        }),

        Should("5321-4.1.1.1-ehlo-without-name", "EHLO without a name is refused with 501", "The argument is not optional; 501 is the reply to a syntax error in arguments.", async p =>
        {
            await p.Greeted();
            await p.Ask(p.HelloVerb, "501");
        }),

        Must("5321-4.1.3-ehlo-ipv4", "EHLO takes an IPv4 address literal", "A client without a name sends an address literal.", async p =>
        {
            await p.Greeted();
            await p.Ask($"{p.HelloVerb} [127.0.0.1]", "250");
        }),

        Must("5321-4.1.3-ehlo-ipv6", "EHLO takes an IPv6 address literal", "An IPv6 literal is tagged: [IPv6:…].", async p =>
        {
            await p.Greeted();
            await p.Ask($"{p.HelloVerb} [IPv6:::1]", "250");
        }),

        Must("5321-4.1.4-ehlo-unverified", "mail is not refused because the name in EHLO does not lead back to the client", "If the name in EHLO turns out not to be that of the client's address, the server must not refuse a message on that basis.", async p =>
        {
            p.NeedRecipient();
            await p.Greeted();
            await p.Ask($"{p.HelloVerb} example.org", "250");
            await p.Mail();
            await p.Rcpt();
        }),
    ];
}

using static SmtpSim.Wire.Case;

namespace SmtpSim.Wire;

/// <summary>RFC 5321 sections 3.5 and 4.1.1.6 to 4.1.1.9: commands that belong to no transaction.</summary>
internal static class OtherCommandCases
{
    public static IReadOnlyList<ConformCase> All { get; } =
    [
        Must("5321-4.1.1.9-noop", "NOOP is answered 250", "The receiver sends a 250 reply and does nothing else.", async p =>
        {
            await p.Hello();
            await p.Ask("NOOP", "250");
        }),

        Should("5321-4.1.1.9-noop-argument", "NOOP with an argument is answered 250", "If a parameter string is specified, servers should ignore it.", async p =>
        {
            await p.Hello();
            await p.Ask("NOOP nothing", "250");
        }),

        Must("5321-4.1.1.9-noop-in-transaction", "NOOP leaves a transaction as it is", "NOOP has no effect on the buffers.", async p =>
        {
            await p.Ready();
            await p.Mail();
            await p.Ask("NOOP", "250");
            await p.Rcpt();
            await p.Ask("NOOP", "250");
            await p.Ask("DATA", "354");
        }),

        Should("5321-4.1.4-noop-before-ehlo", "NOOP before EHLO is answered 250", "NOOP, HELP, EXPN, VRFY and RSET should be processed before EHLO too.", async p =>
        {
            await p.Greeted();
            await p.Ask("NOOP", "250");
        }),

        Must("5321-4.5.1-vrfy", "VRFY is a command that the server knows", "VRFY is in the minimum implementation; a server that does not verify answers 252.", async p =>
        {
            await p.Hello();
            await p.Ask($"VRFY {p.To}", "!500");
        }).SmtpOnly(),

        Should("5321-3.5.3-vrfy-reply", "it is answered 250, 251 or 252, or refused as an unknown mailbox", "252 where the server cannot or will not verify; 550 only where it did and found none.", async p =>
        {
            await p.Hello();
            await p.Ask($"VRFY {p.To}", "250 251 252 550 551 553");
        }).SmtpOnly(),

        Must("5321-4.1.1.6-vrfy-in-transaction", "VRFY leaves a transaction as it is", "VRFY has no effect on the buffers.", async p =>
        {
            await p.Ready();
            await p.Mail();
            await p.Ask($"VRFY {p.To}");
            await p.Rcpt();
        }),

        Should("5321-4.1.1.6-vrfy-without-argument", "VRFY without an argument is refused", "vrfy = \"VRFY\" SP String CRLF.", async p =>
        {
            await p.Hello();
            await p.Ask("VRFY", "5xx");
        }).SmtpOnly(),

        Should("5321-4.1.4-vrfy-before-ehlo", "VRFY before EHLO is not answered 503", "NOOP, HELP, EXPN, VRFY and RSET should be processed before EHLO too.", async p =>
        {
            await p.Greeted();
            await p.Ask($"VRFY {p.To}", "!503");
        }).SmtpOnly(),

        May("5321-3.5.2-expn", "EXPN is answered 250 or 252, or refused", "Support of EXPN is optional.", async p =>
        {
            await p.Hello();
            await p.Ask("EXPN staff", "250 252 500 502 504 550 553");
        }),

        Should("5321-4.1.1.8-help", "HELP is answered 211 or 214", "Servers should support HELP without arguments.", async p =>
        {
            await p.Hello();
            await p.Ask("HELP", "211 214");
        }),

        May("5321-4.1.1.8-help-argument", "HELP takes the name of a command", "Servers may support HELP with arguments.", async p =>
        {
            await p.Hello();
            await p.Ask("HELP MAIL", "211 214 504");
        }),
    ];
}

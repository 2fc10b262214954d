using static SmtpSim.Wire.Case;

namespace SmtpSim.Wire;

/// <summary>RFC 5321 sections 3.3 and 4.1.1.2: MAIL.</summary>
internal static class MailCases
{
    public static IReadOnlyList<ConformCase> All { get; } =
    [
        Must("5321-4.1.1.2-mail", "MAIL is answered 250", "MAIL begins a transaction; 250 accepts it.", async p =>
        {
            await p.Ready();
            await p.Mail();
        }),

        Must("5321-4.1.2-null-reverse-path", "MAIL takes the null reverse-path", "Reverse-path = Path / \"<>\": notifications come with the latter.", async p =>
        {
            await p.Ready();
            await p.Ask("MAIL FROM:<>", "250");
            await p.Rcpt();
        }),

        Must("5321-2.4-mail-case", "MAIL may be written in any case", "Verbs and argument keywords are not case sensitive.", async p =>
        {
            await p.Ready();
            await p.Ask($"mail from:<{p.From}>", p.Survey.SenderRefused is null ? "250" : "!500 501");
        }),

        Should("5321-4.1.4-mail-before-ehlo", "MAIL before EHLO is refused with 503", "A session with mail transactions must first be initialized by EHLO; 503 is the reply to commands out of order.", async p =>
        {
            await p.Greeted();
            await p.Ask($"MAIL FROM:<{p.From}>", "503");
        }),

        Should("5321-4.1.4-mail-nested", "MAIL within a transaction is refused with 503", "MAIL must not be sent while a transaction is open.", async p =>
        {
            await p.Ready();
            await p.Mail();
            await p.Ask($"MAIL FROM:<{p.From}>", "503");
        }),

        Should("5321-4.1.1.2-mail-without-from", "MAIL without FROM: is refused as a syntax error", "mail = \"MAIL FROM:\" Reverse-path …", async p =>
        {
            await p.Ready();
            await p.Ask($"MAIL <{p.From}>", "500 501");
        }),

        Should("5321-4.1.1.2-mail-without-argument", "MAIL alone is refused as a syntax error", "mail = \"MAIL FROM:\" Reverse-path …", async p =>
        {
            await p.Ready();
            await p.Ask("MAIL", "500 501");
        }),

        Should("5321-4.1.1.11-mail-unknown-parameter", "a parameter of MAIL that the server does not know is refused", "A server that does not recognize a parameter refuses the command.", async p =>
        {
            await p.Ready();
            await p.Ask($"MAIL FROM:<{p.From}> XYZZY=1", "5xx");
        }),

        Should("5321-4.1.1.11-mail-555", "it is refused with 555", "555: MAIL FROM/RCPT TO parameters not recognized or not implemented.", async p =>
        {
            await p.Ready();
            await p.Ask($"MAIL FROM:<{p.From}> XYZZY=1", "555");
        }),

        Must("5321-4.1.4-mail-refused", "a refused MAIL begins no transaction", "If the argument of MAIL is not acceptable, the server must stay in the same state.", async p =>
        {
            await p.Ready();
            await p.BrokenMail();
            await p.Ask($"RCPT TO:<{p.To}>", "503");
            await p.Mail();
        }),
    ];
}

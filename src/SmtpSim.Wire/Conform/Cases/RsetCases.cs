using static SmtpSim.Wire.Case;

namespace SmtpSim.Wire;

/// <summary>RFC 5321 section 4.1.1.5: RSET.</summary>
internal static class RsetCases
{
    public static IReadOnlyList<ConformCase> All { get; } =
    [
        Must("5321-4.1.1.5-rset", "RSET is answered 250", "The receiver must send a 250 reply to RSET without arguments.", async p =>
        {
            await p.Hello();
            await p.Ask("RSET", "250");
        }),

        Must("5321-4.1.1.5-rset-twice", "RSET without a transaction changes nothing", "RSET may be issued at any time and is then as good as NOOP.", async p =>
        {
            await p.Ready();
            await p.Ask("RSET", "250");
            await p.Ask("RSET", "250");
            await p.Mail();
        }),

        Must("5321-4.1.1.5-rset-drops-mail", "RSET drops the reverse-path", "Stored sender, recipients and mail data must be discarded.", async p =>
        {
            await p.Ready();
            await p.Mail();
            await p.Ask("RSET", "250");
            await p.Ask($"RCPT TO:<{p.To}>", "503");
        }),

        Must("5321-4.1.1.5-rset-drops-rcpt", "RSET drops the recipients", "Stored sender, recipients and mail data must be discarded.", async p =>
        {
            await p.Ready();
            await p.Mail();
            await p.Rcpt();
            await p.Ask("RSET", "250");
            await p.Mail();
            if ((await p.Ask("DATA", "354 5xx")).Code == 354)
                await p.Text(".\r\n", "5xx");
        }),

        Must("5321-4.1.1.5-rset-keeps-session", "RSET keeps the session: MAIL follows without another EHLO", "A server must not close the connection as a result of receiving RSET.", async p =>
        {
            await p.Ready();
            await p.Mail();
            await p.Ask("RSET", "250");
            await p.Mail();
        }),

        Should("5321-4.1.4-rset-before-ehlo", "RSET before EHLO is answered 250", "NOOP, HELP, EXPN, VRFY and RSET should be processed before EHLO too.", async p =>
        {
            await p.Greeted();
            await p.Ask("RSET", "250");
        }),

        Should("5321-4.1.1-rset-argument", "RSET with an argument is refused with 501", "Servers should reject parameters of RSET as invalid syntax.", async p =>
        {
            await p.Hello();
            await p.Ask("RSET now", "501");
        }),
    ];
}

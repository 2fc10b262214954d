using static SmtpSim.Wire.Case;

namespace SmtpSim.Wire;

/// <summary>RFC 5321 sections 3.8 and 4.1.1.10: QUIT.</summary>
internal static class QuitCases
{
    public static IReadOnlyList<ConformCase> All { get; } =
    [
        Must("5321-4.1.1.10-quit", "QUIT is answered 221 and the connection is closed", "The receiver must send a 221 reply and then close the connection.", async p =>
        {
            await p.Hello();
            await p.Ask("QUIT", "221");
            await p.Closes();
        }),

        Must("5321-4.1.1.10-quit-before-ehlo", "QUIT before EHLO is answered 221", "QUIT may be issued at any time.", async p =>
        {
            await p.Greeted();
            await p.Ask("QUIT", "221");
            await p.Closes();
        }),

        Must("5321-4.1.1.10-quit-in-transaction", "QUIT in a transaction is answered 221", "Any transaction that is not complete is aborted.", async p =>
        {
            await p.Ready();
            await p.Mail();
            await p.Rcpt();
            await p.Ask("QUIT", "221");
            await p.Closes();
        }),

        Must("5321-4.1.1.10-nothing-after-quit", "what is sent behind QUIT has no reply", "The connection is closed after the reply to QUIT.", async p =>
        {
            await p.Hello();
            await p.SendRaw("QUIT\r\nNOOP\r\n");
            await p.Reply("221");
            await p.Closes();
        }),

        Must("5321-2.4-quit-case", "QUIT may be written in any case", "Verbs are not case sensitive.", async p =>
        {
            await p.Hello();
            await p.Ask("qUiT", "221");
        }),

        Should("5321-4.1.1-quit-argument", "QUIT with an argument is refused with 501", "Servers should reject parameters of QUIT as invalid syntax.", async p =>
        {
            await p.Hello();
            await p.Ask("QUIT now", "501");
        }),

        Must("5321-4.1.1.10-open-after-errors", "the server does not hang up over a few mistakes", "A server must not close the connection until QUIT, but after a time-out or when it shuts down.", async p =>
        {
            await p.Hello();
            await p.Ask("XYZZY", "!421");
            await p.Ask("RCPT TO:<a@example.org>", "!421");
            await p.Ask("MAIL FROM:broken", "!421");
            await p.Ask("NOOP", "250");
        }),
    ];
}

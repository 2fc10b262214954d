using static SmtpSim.Wire.Case;

namespace SmtpSim.Wire;

/// <summary>RFC 5321 sections 2.4, 4.1.1 and 4.2.4: command lines.</summary>
internal static class SyntaxCases
{
    public static IReadOnlyList<ConformCase> All { get; } =
    [
        Should("5321-4.2.4-unknown-command", "an unknown command is refused", "A command that is not recognized is answered with a permanent negative reply.", async p =>
        {
            await p.Hello();
            await p.Ask("XYZZY", "5xx");
        }),

        Should("5321-4.2.4-unknown-command-500", "an unknown command is refused with 500", "500: syntax error, command unrecognized; 502: recognized, not implemented.", async p =>
        {
            await p.Hello();
            await p.Ask("XYZZY", "500 502");
        }),

        Should("5321-4.1.1-empty-line", "an empty line is refused", "A line without a verb is no command.", async p =>
        {
            await p.Hello();
            await p.Ask("", "5xx");
            await p.StillInStep();
        }),

        Should("5321-4.1.1-trailing-space", "blanks at the end of a line are tolerated", "Servers should tolerate trailing white space before the CRLF.", async p =>
        {
            await p.Hello();
            await p.Ask("NOOP ", "250");
            await p.Ask("RSET  ", "250");
        }),

        Should("5321-4.1.1-trailing-space-path", "and behind a path", "Servers should tolerate trailing white space before the CRLF.", async p =>
        {
            await p.Ready();
            await p.Ask($"MAIL FROM:<{p.From}> ", p.Survey.SenderRefused is null ? "250" : "!500 501 555");
        }),

        Must("5321-2.4-verb-prefix", "a command that begins with a verb is not the verb", "Verbs are matched whole.", async p =>
        {
            await p.Hello();
            await p.Ask("NOOPX", "5xx");
            await p.Ask("QUITE", "5xx");
            await p.Ask("NOOP", "250");
        }),

        Must("5321-2.3.8-command-in-pieces", "a command is taken however it is cut into segments", "TCP knows no lines: a command may come in any pieces.", async p =>
        {
            await p.Greeted();
            foreach (var octet in $"{p.HelloVerb} {Probe.Name}\r\n")
            {
                await p.Connection.SendAsync(new[] { (byte)octet });
                await Task.Yield();
            }
            p.Note($"{p.HelloVerb} {Probe.Name}, an octet at a time");
            await p.Reply("250");
            await p.StillInStep();
        }),

        Should("5321-3.8-refused-in-transaction", "an unknown command leaves a transaction as it is", "Servers are expected to be tolerant of unknown commands and to await further instructions.", async p =>
        {
            await p.Ready();
            await p.Mail();
            await p.Ask("XYZZY", "5xx");
            await p.Rcpt();
        }),
    ];
}

using static SmtpSim.Wire.Case;

namespace SmtpSim.Wire;

/// <summary>
/// RFC 5321 sections 2.3.8 and 4.1.1.4: the end of mail data is CRLF.CRLF and nothing else. What one server takes for the end and another
/// for text lets a message smuggle in a second one. A server may refuse such a message, and may close the connection over it.
/// </summary>
internal static class EndOfDataCases
{
    private const string Rule = "CRLF.CRLF alone ends mail data; a server must not take bare LF or CR for a line end, even in the name of robustness.";

    public static IReadOnlyList<ConformCase> All { get; } =
    [
        NotTheEnd("5321-4.1.1.4-lf-dot-lf", "LF.LF does not end the message", "\n.\n"),
        NotTheEnd("5321-4.1.1.4-lf-dot-crlf", "LF.CRLF does not end the message", "\n.\r\n"),
        NotTheEnd("5321-4.1.1.4-crlf-dot-lf", "CRLF.LF does not end the message", "\r\n.\n"),
        NotTheEnd("5321-4.1.1.4-cr-dot-cr", "CR.CR does not end the message", "\r.\r"),
        NotTheEnd("5321-4.1.1.4-cr-dot-crlf", "CR.CRLF does not end the message", "\r.\r\n"),
        NotTheEnd("5321-4.1.1.4-crlf-dot-cr", "CRLF.CR does not end the message", "\r\n.\r"),
        NotTheEnd("5321-4.1.1.4-crlf-dot-crcrlf", "CRLF.CR CRLF does not end the message", "\r\n.\r\r\n"),
        NotTheEnd("5321-4.1.1.4-lf-cr-dot-crlf", "LF CR.CRLF does not end the message", "\n\r.\r\n"),
        NotTheEnd("5321-4.1.1.4-crlf-nul-dot-crlf", "CRLF NUL.CRLF does not end the message", "\r\n\0.\r\n"),
        NotTheEnd("5321-4.1.1.4-crlf-dot-nul-crlf", "CRLF.NUL CRLF does not end the message", "\r\n.\0\r\n"),

        Must("5321-2.3.8-bare-lf-command", "LF alone does not end a command", "Bare LF must not be taken for a line end.", p => OneLine(p, "NOOP\nRSET\r\n")),
        Must("5321-2.3.8-bare-cr-command", "CR alone does not end a command", "Bare CR must not be taken for a line end.", p => OneLine(p, "NOOP\rRSET\r\n")),
        Must("5321-2.3.8-bare-lf-mail", "LF in an argument begins no command", "Bare LF must not be taken for a line end.", p => OneLine(p, "VRFY a\nMAIL FROM:<b@example.org>\r\n")),
    ];

    /// <summary>If the sequence ended the message, NOOP behind it would be a command: then its reply comes where that to QUIT has to be.</summary>
    private static ConformCase NotTheEnd(string id, string title, string sequence) => Must(id, title, Rule, async p =>
    {
        await p.Data();
        await p.Text($"{DataCases.Header}Hello.{sequence}NOOP\r\n.\r\n", "250 4xx 5xx close");
        if (!p.IsClosed && !(await p.Ask("QUIT", "221 close")).IsClosed)
            await p.Closes();
    });

    private static async Task OneLine(Probe p, string octets)
    {
        await p.Hello();
        await p.SendRaw(octets);
        if (!(await p.Reply("250 252 4xx 5xx close")).IsClosed && !(await p.Ask("QUIT", "221 close")).IsClosed)
            await p.Closes();
    }
}

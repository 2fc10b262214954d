using static SmtpSim.Wire.Case;

namespace SmtpSim.Wire;

/// <summary>RFC 5321 sections 3.3 and 4.1.1.4: DATA.</summary>
internal static class DataCases
{
    public const string Header = "From: <conform@example.org>\r\nDate: Thu, 01 Jan 2026 00:00:00 +0000\r\nSubject: conformance check\r\n\r\n";

    public static IReadOnlyList<ConformCase> All { get; } =
    [
        Must("5321-4.1.1.4-data", "DATA is answered 354", "354 asks for the text of the message.", p => p.Data()),

        Must("5321-4.1.1.4-message", "a message is accepted", "The server takes the message and answers 250.", async p =>
        {
            await p.Data();
            await p.Text(Header + "Hello.\r\n.\r\n");
        }),

        Must("5321-4.1.1.4-next-message", "another message follows in the same session", "After the end of mail data the buffers are cleared and a transaction may begin.", async p =>
        {
            await p.Data();
            await p.Text(Header + "One.\r\n.\r\n");
            await p.Mail();
            await p.Rcpt();
            await p.Ask("DATA", "354");
            await p.Text(Header + "Two.\r\n.\r\n");
        }),

        Must("5321-4.1.1.4-data-ends-transaction", "the end of mail data ends the transaction", "The buffers are cleared; RCPT needs another MAIL.", async p =>
        {
            await p.Data();
            await p.Text(Header + "Hello.\r\n.\r\n");
            await p.Ask($"RCPT TO:<{p.To}>", "503");
        }),

        Should("5321-3.3-data-before-mail", "DATA without MAIL is refused", "Without MAIL or RCPT the server may answer DATA 503 or 554.", async p =>
        {
            await p.Ready();
            await p.Ask("DATA", "503 554");
        }),

        Should("5321-3.3-data-before-rcpt", "DATA without RCPT is refused", "Without MAIL or RCPT the server may answer DATA 503 or 554.", async p =>
        {
            await p.Ready();
            await p.Mail();
            await p.Ask("DATA", "503 554");
        }),

        Should("5321-3.3-no-recipients", "a message without recipients is not accepted", "DATA may be refused; after 354 it should fail at its end, since the transaction is incomplete.", async p =>
        {
            await p.Ready();
            await p.Mail();
            if ((await p.Ask("DATA", "354 5xx")).Code == 354)
                await p.Text(".\r\n", "5xx");
            await p.StillInStep();
        }),

        Must("5321-4.1.1.4-empty-message", "a dot right behind DATA ends the message", "The CRLF of the DATA command counts for the end of mail data.", async p =>
        {
            await p.Data();
            await p.Text(".\r\n", "250 4xx 5xx");
            await p.StillInStep();
        }),

        Must("5321-4.1.1.4-text-without-header", "text without a header is mail data too", "A server must not look into the message to find its end.", async p =>
        {
            await p.Data();
            await p.Text("MAIL FROM:<a@example.org>\r\nQUIT\r\n.\r\n", "250 4xx 5xx");
            await p.StillInStep();
        }),

        Should("5321-4.1.1-data-argument", "DATA with an argument is refused with 501", "Servers should reject parameters of DATA as invalid syntax.", async p =>
        {
            await p.Ready();
            await p.Mail();
            await p.Rcpt();
            await p.Ask("DATA now", "501");
        }),

        Must("5321-4.1.1.10-data-lost", "a connection lost in the text cancels the transaction", "If the connection is closed prematurely, the server must cancel any pending transaction.", async p =>
        {
            await p.Data();
            await p.SendRaw(Header + "Half a li");
            p.Connection.ShutdownSend();
            await p.Reply("close 4xx 5xx");
        }),
    ];
}

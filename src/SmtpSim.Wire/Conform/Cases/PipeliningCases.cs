using static SmtpSim.Wire.Case;

namespace SmtpSim.Wire;

/// <summary>RFC 2920: several commands in one segment.</summary>
internal static class PipeliningCases
{
    public static IReadOnlyList<ConformCase> All { get; } =
    [
        Must("2920-2-keyword", "the keyword has no parameters", "No parameters are used with the PIPELINING keyword.", async p =>
        {
            await p.Hello();
            p.Check(p.Survey.Extensions["PIPELINING"].Length == 0, "PIPELINING alone");
        }),

        Must("2920-3.2-group", "a group of commands is answered in order", "Replies are sent in the order of their commands.", async p =>
        {
            p.NeedRecipient();
            await p.Ready();
            await p.SendRaw($"RSET\r\nMAIL FROM:<{p.From}>\r\nRCPT TO:<{p.To}>\r\nRSET\r\nRCPT TO:<{p.To}>\r\nNOOP\r\n");
            foreach (var accepted in new[] { "250", "250", "250 251", "250", "503", "250" })
                await p.Reply(accepted);
        }),

        Must("2920-3.1-transaction", "a transaction up to DATA goes in one segment", "DATA may be the last command of a group.", async p =>
        {
            p.NeedRecipient();
            await p.Ready();
            await p.SendRaw($"MAIL FROM:<{p.From}>\r\nRCPT TO:<{p.To}>\r\nDATA\r\n");
            foreach (var accepted in new[] { "250", "250 251", "354" })
                await p.Reply(accepted);
            await p.Text(DataCases.Header + "Hello.\r\n.\r\n");
        }),

        Must("2920-3.1-after-message", "the next transaction goes in the segment that ends a message", "The text of a message may be the first of a group.", async p =>
        {
            await p.Data();
            await p.SendRaw($"{DataCases.Header}Hello.\r\n.\r\nMAIL FROM:<{p.From}>\r\nRCPT TO:<{p.To}>\r\nDATA\r\n");
            foreach (var accepted in new[] { "250", "250", "250 251", "354" })
                await p.Reply(accepted);
            await p.Text(DataCases.Header + "Hello.\r\n.\r\n");
        }),

        Must("2920-3.2-nothing-lost", "a hundred commands in one segment have a hundred replies", "A server must not flush or lose the contents of its input buffer.", async p =>
        {
            await p.Hello();
            await p.SendRaw(string.Concat(Enumerable.Repeat("RSET\r\n", 100)));
            for (var i = 0; i < 100; i++)
                await p.Reply("250");
            await p.StillInStep();
        }),

        Must("2920-3.2-refused-in-group", "a refused command of a group leaves the others their replies", "A server must not skip commands of a group after a failure.", async p =>
        {
            await p.Ready();
            await p.SendRaw("RCPT TO:<a@example.org>\r\nXYZZY\r\nRSET\r\nNOOP\r\n");
            foreach (var accepted in new[] { "503", "5xx", "250", "250" })
                await p.Reply(accepted);
        }),

        Should("2920-3.2-no-recipient", "a pipelined DATA without a valid recipient delivers nothing", "DATA should be answered 354 if and only if a recipient is valid; the lone dot behind such a 354 sends no message.", async p =>
        {
            await p.Ready();
            await p.Mail();
            await p.SendRaw("RCPT TO:<broken\r\nDATA\r\n");
            await p.BrokenRcptReply();
            if ((await p.Reply("354 5xx")).Code == 354)
                await p.Text(".\r\n", "5xx");
            await p.StillInStep();
        }),

        Must("2920-3.1-quit", "QUIT may end a group", "QUIT may be the last command of a group.", async p =>
        {
            await p.Hello();
            await p.SendRaw("RSET\r\nNOOP\r\nQUIT\r\n");
            foreach (var accepted in new[] { "250", "250", "221" })
                await p.Reply(accepted);
            await p.Closes();
        }),

        Must("2920-3.2-cut-anywhere", "a group is understood wherever TCP cuts it", "Groups have nothing to do with segments.", async p =>
        {
            await p.Hello();
            foreach (var piece in new[] { "RS", "ET\r\nNO", "OP\r", "\nRSET\r\nNOO", "P\r\n" })
                await p.SendRaw(piece);
            for (var i = 0; i < 4; i++)
                await p.Reply("250");
            await p.StillInStep();
        }),
    ];
}

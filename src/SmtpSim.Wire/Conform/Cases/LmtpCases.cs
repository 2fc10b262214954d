using static SmtpSim.Wire.Case;

namespace SmtpSim.Wire;

/// <summary>RFC 2033: LMTP, where the end of mail data has a reply for each recipient.</summary>
internal static class LmtpCases
{
    public static IReadOnlyList<ConformCase> All { get; } = new List<ConformCase>
    {
        Must("2033-4.1-lhlo", "LHLO is answered 250", "LHLO has the meaning of EHLO.", p => p.Hello()),

        Must("2033-4.1-ehlo", "EHLO is refused", "A server must not give a positive reply to HELO or EHLO; 500 is recommended.", async p =>
        {
            await p.Greeted();
            await p.Ask($"EHLO {Probe.Name}", "4xx 5xx");
        }),

        Must("2033-4.1-helo", "HELO is refused", "A server must not give a positive reply to HELO or EHLO; 500 is recommended.", async p =>
        {
            await p.Greeted();
            await p.Ask($"HELO {Probe.Name}", "4xx 5xx");
        }),

        Must("2033-5-pipelining", "PIPELINING is offered", "An LMTP server must implement PIPELINING.", async p =>
        {
            await p.Hello();
            p.Check(p.Offers("PIPELINING"), "PIPELINING among the extensions");
        }),

        Must("2033-5-enhanced", "ENHANCEDSTATUSCODES is offered", "An LMTP server must implement ENHANCEDSTATUSCODES.", async p =>
        {
            await p.Hello();
            p.Check(p.Offers("ENHANCEDSTATUSCODES"), "ENHANCEDSTATUSCODES among the extensions");
        }),

        Should("2033-5-8bitmime", "8BITMIME is offered", "An LMTP server should implement 8BITMIME.", async p =>
        {
            await p.Hello();
            p.Check(p.Offers("8BITMIME"), "8BITMIME among the extensions");
        }),

        Must("2033-4.2-reply-each", "the end of the text has a reply for each recipient", "One reply for each RCPT that was accepted, in their order.", async p =>
        {
            await p.Ready();
            await p.Mail();
            await p.Rcpt();
            await p.Rcpt();
            await p.Ask("DATA", "354");
            await p.SendRaw(DataCases.Header + "Hello.\r\n.\r\n");
            await p.Reply("2xx 4xx 5xx");
            await p.Reply("2xx 4xx 5xx");
            await p.StillInStep();
        }),

        Must("2033-4.2-refused-recipient", "a refused recipient has no reply there", "One reply for each RCPT that was accepted.", async p =>
        {
            await p.Ready();
            await p.Mail();
            await p.Rcpt();
            await p.BrokenRcpt();
            await p.Ask("DATA", "354");
            await p.Text(DataCases.Header + "Hello.\r\n.\r\n", "2xx 4xx 5xx");
            await p.StillInStep();
        }),

        Must("2033-4.2-all-refused", "DATA with refused recipients alone is refused with 503", "If no RCPT succeeded the server must answer DATA 503.", async p =>
        {
            await p.Ready();
            await p.Mail();
            await p.BrokenRcpt();
            await p.Ask("DATA", "503");
            await p.StillInStep();
        }),

        Must("2033-4.3-reply-each", "the last chunk has a reply for each recipient", "BDAT LAST returns one reply for each RCPT that succeeded, in their order.", async p =>
        {
            await p.Ready();
            await p.Mail();
            await p.Rcpt();
            await p.Rcpt();
            await p.SendRaw($"BDAT {DataCases.Header.Length + 8} LAST\r\n{DataCases.Header}Hello.\r\n");
            await p.Reply("2xx 4xx 5xx");
            await p.Reply("2xx 4xx 5xx");
            await p.StillInStep();
        }).Needing("CHUNKING"),

        Must("2033-4.3-chunks", "a chunk that is not the last has one reply", "Only with LAST are the replies for each recipient.", async p =>
        {
            await p.Ready();
            await p.Mail();
            await p.Rcpt();
            await p.Rcpt();
            await p.SendRaw($"BDAT {DataCases.Header.Length}\r\n{DataCases.Header}");
            await p.Reply("250");
            await p.SendRaw("BDAT 8 LAST\r\nHello.\r\n");
            await p.Reply("2xx 4xx 5xx");
            await p.Reply("2xx 4xx 5xx");
            await p.StillInStep();
        }).Needing("CHUNKING"),

        Must("2033-4.3-no-recipient", "the last chunk without a recipient has no reply", "If no RCPT succeeded BDAT LAST returns no reply at all.", async p =>
        {
            await p.Ready();
            await p.Mail();
            await p.BrokenRcpt();
            await p.SendRaw("BDAT 6 LAST\r\nNOOP\r\n");
            await p.StillInStep();
        }).Needing("CHUNKING"),

        Must("2033-4.2-pipelined", "the replies of a group come in its order", "PIPELINING, which every LMTP server has, and the replies for each recipient go together.", async p =>
        {
            await p.Ready();
            p.NeedRecipient();
            await p.SendRaw($"MAIL FROM:<{p.From}>\r\nRCPT TO:<{p.To}>\r\nRCPT TO:<{p.To}>\r\nDATA\r\n");
            await p.Reply("250", mayDefer: true);
            await p.Reply("250 251", mayDefer: true);
            await p.Reply("250 251", mayDefer: true);
            await p.Reply("354");
            await p.SendRaw(DataCases.Header + "Hello.\r\n.\r\nNOOP\r\n");
            await p.Reply("2xx 4xx 5xx");
            await p.Reply("2xx 4xx 5xx");
            await p.Reply("250");
            await p.StillInStep();
        }).Needing("PIPELINING"),

        Must("2033-4.2-no-recipient", "DATA without a recipient is refused with 503", "If no RCPT succeeded the server must answer DATA 503.", async p =>
        {
            await p.Ready();
            await p.Mail();
            await p.Ask("DATA", "503");
        }),
    }.ConvertAll(one => one.LmtpOnly());
}

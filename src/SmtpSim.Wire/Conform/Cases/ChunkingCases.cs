using static SmtpSim.Wire.Case;

namespace SmtpSim.Wire;

/// <summary>RFC 3030: BDAT in place of DATA. In LMTP a last chunk without a recipient has no reply at all (RFC 2033 section 4.3).</summary>
internal static class ChunkingCases
{
    public static IReadOnlyList<ConformCase> All { get; } =
    [
        Must("3030-2-last", "a message in one chunk is accepted", "BDAT size LAST: 250 accepts the message.", async p =>
        {
            await Begin(p);
            await Chunk(p, DataCases.Header + "Hello.\r\n", last: true);
        }),

        Must("3030-2-chunks", "a message in several chunks is accepted", "Each chunk has its reply; the last one's is for the message.", async p =>
        {
            await Begin(p);
            await Chunk(p, DataCases.Header, last: false);
            await Chunk(p, "Hel", last: false);
            await Chunk(p, "lo.\r\n", last: true);
        }),

        Must("3030-2-empty-last", "an empty last chunk ends the message", "BDAT 0 LAST ends it.", async p =>
        {
            await Begin(p);
            await Chunk(p, DataCases.Header + "Hello.\r\n", last: false);
            await Chunk(p, "", last: true);
        }),

        Must("3030-2-no-transparency", "dots in a chunk have no meaning", "Neither dot-stuffing nor CRLF.CRLF is used with BDAT.", async p =>
        {
            await Begin(p);
            await Chunk(p, DataCases.Header + "\r\n.\r\nNOOP\r\n.\r\n", last: true);
            await p.StillInStep();
        }),

        Must("3030-2-in-one-segment", "command and chunk go in one segment", "The chunk follows the command at once.", async p =>
        {
            await Begin(p);
            await p.SendRaw("BDAT 4\r\nA: b" + "BDAT 10 LAST\r\n\r\n\r\nHi yo\r");
            await p.Reply("250");
            await p.Reply("250 4xx 5xx");
            await p.StillInStep();
        }),

        Must("3030-2-before-rcpt", "a chunk without a recipient is refused, and read", "The octets of a refused chunk are discarded, not taken for commands.", async p =>
        {
            await p.Ready();
            await p.Mail();
            await p.SendRaw("BDAT 12 LAST\r\nNOOP\r\nNOOP\r\n");
            await p.Reply("5xx");
            await p.Ask("QUIT", "221");
        }).SmtpOnly(),

        Must("3030-2-before-mail", "a chunk without a transaction is refused, and read", "503 for BDAT out of order; its octets are discarded.", async p =>
        {
            await p.Ready();
            await p.SendRaw("BDAT 6 LAST\r\nNOOP\r\n");
            await p.Reply("503 554");
            await p.Ask("QUIT", "221");
        }).SmtpOnly(),

        Must("3030-2-no-data-after-bdat", "DATA behind BDAT is refused with 503", "DATA and BDAT cannot be used in the same transaction.", async p =>
        {
            await Begin(p);
            await Chunk(p, DataCases.Header, last: false);
            await p.Ask("DATA", "503");
        }),

        Must("3030-2-rset", "RSET drops the chunks", "RSET aborts a transaction with chunks as any other.", async p =>
        {
            await Begin(p);
            await Chunk(p, DataCases.Header, last: false);
            await p.Ask("RSET", "250");
            await p.SendRaw("BDAT 2 LAST\r\nHi");
            await p.Reply("5xx");
        }).SmtpOnly(),

        Must("3030-2-chunk-then-message", "another message follows a chunked one", "After LAST the buffers are cleared.", async p =>
        {
            await Begin(p);
            await Chunk(p, DataCases.Header + "One.\r\n", last: true);
            await p.Mail();
            await p.Rcpt();
            await Chunk(p, DataCases.Header + "Two.\r\n", last: true);
        }),

        Should("3030-2-without-size", "BDAT without a size is refused", "bdat-cmd = \"BDAT\" SP chunk-size [ SP end-marker ].", async p =>
        {
            await Begin(p);
            await p.Ask("BDAT", "5xx");
        }),

        Should("3030-2-bad-size", "a size that is no number is refused", "chunk-size = 1*DIGIT.", async p =>
        {
            await Begin(p);
            await p.Ask("BDAT many LAST", "5xx");
        }),

        Must("3030-3-binarymime", "MAIL takes BODY=BINARYMIME", "A server that offers BINARYMIME takes the body of that name.", async p =>
        {
            await p.Ready();
            await p.Mail("BODY=BINARYMIME");
        }).Needing("BINARYMIME"),

        Must("3030-3-binarymime-data", "and refuses DATA for it with 503", "A message of BINARYMIME is sent with BDAT alone.", async p =>
        {
            await p.Ready();
            await p.Mail("BODY=BINARYMIME");
            await p.Rcpt();
            await p.Ask("DATA", "503");
        }).Needing("BINARYMIME"),
    ];

    private static async Task Begin(Probe p)
    {
        await p.Ready();
        await p.Mail();
        await p.Rcpt();
    }

    private static async Task Chunk(Probe p, string octets, bool last)
    {
        await p.SendRaw($"BDAT {octets.Length}{(last ? " LAST" : "")}\r\n{octets}");
        await p.Reply("250");
    }
}

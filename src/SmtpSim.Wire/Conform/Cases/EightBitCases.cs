using static SmtpSim.Wire.Case;

namespace SmtpSim.Wire;

/// <summary>RFC 6152: 8-bit text.</summary>
internal static class EightBitCases
{
    public static IReadOnlyList<ConformCase> All { get; } =
    [
        Must("6152-2-8bitmime", "MAIL takes BODY=8BITMIME", "body-value = \"7BIT\" / \"8BITMIME\".", async p =>
        {
            await p.Ready();
            await p.Mail("BODY=8BITMIME");
        }),

        Must("6152-2-7bit", "MAIL takes BODY=7BIT", "body-value = \"7BIT\" / \"8BITMIME\".", async p =>
        {
            await p.Ready();
            await p.Mail("BODY=7BIT");
        }),

        Must("6152-2-case", "in any case", "Parameters are not case sensitive.", async p =>
        {
            await p.Ready();
            await p.Mail("body=8bitmime");
        }),

        Must("6152-3-text", "8-bit text is accepted", "A server that offers 8BITMIME takes messages with 8-bit octets.", async p =>
        {
            await p.Ready();
            await p.Mail("BODY=8BITMIME");
            await p.Rcpt();
            await p.Ask("DATA", "354");
            await p.Text("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n" + DataCases.Header + "gr\xc3\xbc\xc3\x9fe\r\n.\r\n");
        }),

        Should("6152-2-other", "another body is refused", "501 or 504 for a value that the server does not know.", async p =>
        {
            await p.Ready();
            await p.Ask($"MAIL FROM:<{p.From}> BODY=9BIT", "5xx");
        }),

        Should("6152-2-empty", "a body without a value is refused", "body-value is not empty.", async p =>
        {
            await p.Ready();
            await p.Ask($"MAIL FROM:<{p.From}> BODY=", "5xx");
        }),
    ];
}

using static SmtpSim.Wire.Case;

namespace SmtpSim.Wire;

/// <summary>RFC 5321 section 4.5.2: dots at the beginning of lines.</summary>
internal static class TransparencyCases
{
    public static IReadOnlyList<ConformCase> All { get; } =
    [
        Inside("5321-4.5.2-stuffed-dot", "a stuffed dot does not end the message", "A line of two dots stands for a line of one.", ".."),
        Inside("5321-4.5.2-dot-and-text", "a line that begins with a dot and goes on does not end the message", "If other characters follow the period, it is deleted and the line is text.", ".text"),
        Inside("5321-4.5.2-dot-and-space", "a dot and a space do not end the message", "The end is a line of a period alone.", ". "),
        Inside("5321-4.5.2-dot-at-line-end", "a dot at the end of a line does not end the message", "The end is a line of a period alone.", "text."),
        Inside("5321-4.5.2-space-and-dot", "a space and a dot do not end the message", "The end is a line of a period alone.", " ."),

        Must("5321-4.5.2-end-in-pieces", "the end is found however it is cut into segments", "TCP knows no lines: the end may come in any pieces.", async p =>
        {
            await p.Data();
            foreach (var piece in new[] { DataCases.Header + "Hello.\r", "\n", ".", "\r", "\n" })
            {
                await p.SendRaw(piece);
                await Task.Yield();
            }
            await p.Reply("250");
            await p.StillInStep();
        }),

        Must("5321-4.5.2-many-dots", "a message of stuffed dots is taken whole", "Every line of it begins with a dot; none of them is the end.", async p =>
        {
            await p.Data();
            await p.Text(DataCases.Header + string.Concat(Enumerable.Repeat("..\r\n", 1000)) + ".\r\n");
            await p.StillInStep();
        }),
    ];

    /// <summary>If the line ended the message, NOOP behind it would be a command and have a reply.</summary>
    private static ConformCase Inside(string id, string title, string rule, string line) => Must(id, title, rule, async p =>
    {
        await p.Data();
        await p.Text($"{DataCases.Header}{line}\r\nNOOP\r\n.\r\n", "250 4xx 5xx");
        await p.StillInStep();
    });
}

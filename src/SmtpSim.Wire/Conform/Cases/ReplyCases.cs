using static SmtpSim.Wire.Case;

namespace SmtpSim.Wire;

/// <summary>RFC 5321 section 4.2: the form of replies.</summary>
internal static class ReplyCases
{
    public static IReadOnlyList<ConformCase> All { get; } =
    [
        Form("5321-4.2-reply-codes", "reply codes are of the form 2yz to 5yz, second digit 0 to 5", "Reply-code = %x32-35 %x30-35 %x30-39.", ReplyFlaws.OddCode, "codes from 200 to 559"),
        Form("5321-4.2-reply-text", "reply text is printable ASCII", "textstring = 1*(%d09 / %d32-126).", ReplyFlaws.NotText, "tabs and printable ASCII alone"),
        Form("5321-2.3.8-reply-line-ends", "every reply line ends with CRLF", "Lines end with CRLF; CR and LF stand nowhere else.", ReplyFlaws.BareLineFeed | ReplyFlaws.BareCarriageReturn, "CRLF at the end, and no CR or LF elsewhere"),
        Form("5321-4.2.1-reply-separator", "the code is followed by a space or a hyphen", "All lines but the last have a hyphen behind the code, the last a space.", ReplyFlaws.OddSeparator, "a space or a hyphen behind the code"),
        Form("5321-4.2.1-reply-same-code", "the lines of a reply have the same code", "In a multiline reply the code on each line must be the same.", ReplyFlaws.CodesDiffer, "the same code on every line"),

        Should("5321-4.5.3.1.5-reply-length", "reply lines have at most 512 octets, whatever was sent", "A reply line has at most 512 octets with its code and CRLF; larger objects should be avoided.", async p =>
        {
            await p.Hello();
            foreach (var command in new[] { "VRFY ", "EXPN ", "NOOP ", "XYZZY ", "MAIL FROM:<" })
                await p.Ask(command.PadRight(505, 'x'));
            p.Check(!p.Flaws.HasFlag(ReplyFlaws.LongLine), "reply lines of at most 512 octets");
        }),

        Must("5321-4.2-one-reply-each", "every command has exactly one reply", "Every command must generate exactly one reply.", async p =>
        {
            await p.Hello();
            foreach (var command in new[] { "NOOP", "XYZZY", "RSET", "NOOP" })
                await p.Ask(command);
            await p.Ask("QUIT", "221");
            await p.Closes();
        }),

        Must("5321-4.2-no-reflection", "what a client sends does not come back raw", "Reply text is printable US-ASCII, also where it quotes a command.", async p =>
        {
            await p.Hello();
            await p.Ask("XYZZY \x01\x02\x1b[31mred", "!close");
            await p.Ask("VRFY \x01\x02\x1b[31mred", "!close");
            p.Check(!p.Flaws.HasFlag(ReplyFlaws.NotText), "no control characters in replies");
        }),
    ];

    /// <summary>Replies of every kind.</summary>
    private static readonly string[] Commands = ["NOOP", "HELP", "VRFY conform", "XYZZY", "RSET", "QUIT"];

    private static ConformCase Form(string id, string title, string rule, ReplyFlaws flaws, string expected) => Must(id, title, rule, async p =>
    {
        await p.Hello();
        foreach (var command in Commands)
        {
            await p.Ask(command);
            p.Check((p.Flaws & flaws) == 0, expected);
        }
    });
}

using static SmtpSim.Wire.Case;

namespace SmtpSim.Wire;

/// <summary>RFC 5321 section 4.5.3.1: what a server has to take at least, and what it does with more.</summary>
internal static class LimitCases
{
    private const int LocalPart = 64;
    private const int Path = 256;
    private const int CommandLine = 512;
    private const int TextLine = 1000;
    private const int Message = 65536;
    private const int Recipients = 100;

    public static IReadOnlyList<ConformCase> All { get; } =
    [
        Must("5321-4.5.3.1.1-local-part", "a local part of 64 octets is understood", "A local part may have 64 octets.", async p =>
        {
            await p.Ready();
            await p.Ask($"MAIL FROM:<{new string('a', LocalPart)}@example.org>", "!500 501");
        }),

        Must("5321-4.5.3.1.3-path", "a path of 256 octets is understood", "A path may have 256 octets with its punctuation, a domain 255.", async p =>
        {
            var domain = string.Join('.', Enumerable.Repeat(new string('d', 62), 4));
            await p.Ready();
            await p.Ask($"MAIL FROM:<{"a@".PadLeft(Path - 2 - domain.Length, 'a')}{domain}>", "!500 501");
        }),

        Must("5321-4.5.3.1.4-command-line", "a command line of 512 octets is taken", "A command line may have 512 octets with its CRLF.", async p =>
        {
            await p.Hello();
            await p.Ask("NOOP ".PadRight(CommandLine - 2, 'x'), "250 501 504");
            await p.StillInStep();
        }),

        Must("5321-4.5.3.1.6-text-line", "a text line of 1000 octets is taken", "A text line may have 1000 octets with its CRLF.", async p =>
        {
            await p.Data();
            await p.Text($"{DataCases.Header}{new string('x', TextLine - 2)}\r\n.\r\n");
        }),

        Must("5321-4.5.3.1.7-message", "a message of 64 KiB is taken", "The length of a message must be allowed to be at least 64K octets.", async p =>
        {
            if (p.Survey.Extensions.TryGetValue("SIZE", out var size) && long.TryParse(size, out var limit) && limit is > 0 and < Message)
                Probe.Skip($"SIZE allows no more than {limit} octets");
            await p.Data();
            await p.Text(DataCases.Header + string.Concat(Enumerable.Repeat(new string('x', 62) + "\r\n", Message / 64 - 4)) + ".\r\n");
        }),

        Must("5321-4.5.3.1.8-recipients", "100 recipients are taken", "A server must be able to buffer 100 recipients at least.", async p =>
        {
            if (p.Survey.Extensions.TryGetValue("LIMITS", out var limits) && limits.Contains("RCPTMAX", StringComparison.OrdinalIgnoreCase))
                Probe.Skip("LIMITS names another number");
            await p.Ready();
            await p.Mail();
            for (var i = 0; i < Recipients; i++)
                await p.Rcpt();
        }),

        Should("5321-4.5.3.1.9-long-command", "a command line of 2000 octets has one reply, 500", "What is over a limit is answered: 500 line too long.", async p =>
        {
            await p.Hello();
            await p.Ask("XYZZY ".PadRight(2000, 'x'), "500 501 502");
            await p.StillInStep();
        }),

        Must("5321-4.2-long-command-step", "and the rest of it is not taken for commands", "Every command must generate exactly one reply, however long it is: it is not executed in pieces.", async p =>
        {
            await p.Hello();
            for (var length = 480; length <= 2080; length += 160)
            {
                if ((await p.Ask("XYZZY ".PadRight(length, 'x') + " NOOP", "5xx close 421")).IsClosed)
                    return;
            }
            await p.StillInStep();
        }),

        Should("5321-4.5.3.1.9-long-text-line", "a text line of 5000 octets is answered at the end of the message", "A line over the limit is taken or refused; the end is found either way.", async p =>
        {
            await p.Data();
            await p.Text($"{DataCases.Header}{new string('x', 5000)}\r\n.\r\n", "250 4xx 5xx");
            await p.StillInStep();
        }),

        Should("5321-4.5.3.1.9-long-local-part", "a local part of 200 octets is not a fault of the server", "Limits are lower bounds: more is taken or refused.", async p =>
        {
            await p.Ready();
            await p.Ask($"MAIL FROM:<{new string('a', 200)}@example.org>", "250 5xx");
            await p.StillInStep();
        }),
    ];
}

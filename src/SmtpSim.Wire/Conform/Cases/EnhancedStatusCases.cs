using System.Text.RegularExpressions;
using static SmtpSim.Wire.Case;

namespace SmtpSim.Wire;

/// <summary>RFC 2034 and 3463: enhanced status codes.</summary>
internal static partial class EnhancedStatusCases
{
    public static IReadOnlyList<ConformCase> All { get; } =
    [
        Carries("2034-4-mail", "the reply to MAIL has one", p => Task.FromResult($"MAIL FROM:<{p.From}>")),
        Carries("2034-4-rset", "the reply to RSET has one", _ => Task.FromResult("RSET")),
        Carries("2034-4-noop", "the reply to NOOP has one", _ => Task.FromResult("NOOP")),
        Carries("2034-4-unknown-command", "the reply to an unknown command has one", _ => Task.FromResult("XYZZY")),
        Carries("2034-4-syntax", "the reply to a wrong argument has one", _ => Task.FromResult("MAIL FROM:<broken")),
        Carries("2034-4-sequence", "the reply to a command out of order has one", p => Task.FromResult($"RCPT TO:<{p.To}>")),
        Carries("2034-4-quit", "the reply to QUIT has one", _ => Task.FromResult("QUIT")),

        Carries("2034-4-rcpt", "the reply to RCPT has one", async p =>
        {
            p.NeedRecipient();
            await p.Mail();
            return $"RCPT TO:<{p.To}>";
        }),

        Must("2034-4-message", "the reply to a message has one", Rule, async p =>
        {
            await p.Data();
            Check(p, await p.Text(DataCases.Header + "Hello.\r\n.\r\n", "2xx 4xx 5xx"));
        }),

        Must("3463-2-grammar", "they are three numbers without leading zeros", "status-code = class \".\" subject \".\" detail; each number has at most three digits and no leading zeros.", async p =>
        {
            await p.Ready();
            foreach (var command in Commands(p))
                CheckAll(p, await p.Ask(command), Grammar(), "an enhanced status code such as 5.5.1, its numbers without leading zeros");
        }),

        Must("3463-2-class", "their class is 2, 4 or 5, as the code's", "class = \"2\" / \"4\" / \"5\".", async p =>
        {
            await p.Ready();
            foreach (var command in Commands(p))
                Check(p, await p.Ask(command));
        }),

        Should("3463-3-subject", "their subject is one of those defined", "Subjects are 0 to 7: other, addressing, mailbox, mail system, network, delivery protocol, content, security.", async p =>
        {
            await p.Ready();
            foreach (var command in Commands(p))
                CheckAll(p, await p.Ask(command), Subject(), "a subject from 0 to 7");
        }),

        Should("2034-4-not-in-hello", "greeting, EHLO and 354 have none", "2yz, 4yz and 5yz have one, but for the greeting and the replies to EHLO and HELO; 3yz have none.", async p =>
        {
            var greeting = await p.Greeted();
            p.Check(!Code().IsMatch(greeting.Text), "a greeting without an enhanced status code");
            var hello = await p.Ask($"{p.HelloVerb} {Probe.Name}", "250");
            p.Check(!Code().IsMatch(hello.Text), "a reply to EHLO without an enhanced status code");
            await p.Secure();
            await p.Mail();
            await p.Rcpt();
            var data = await p.Ask("DATA", "354");
            p.Check(!Code().IsMatch(data.Text), "354 without an enhanced status code");
        }),
    ];

    private const string Rule = "2yz, 4yz and 5yz replies begin with an enhanced status code, whose class is the code's first digit.";

    /// <summary>Commands whose replies are of every class, in an order that no server takes for an attack.</summary>
    private static string[] Commands(Probe p) => ["NOOP", "RSET", "VRFY conform", $"RCPT TO:<{p.To}>", "MAIL FROM:<broken", $"MAIL FROM:<{p.From}>", "RSET", "XYZZY", "QUIT"];

    private static void CheckAll(Probe p, ProbeReply reply, Regex form, string expected) => p.Check(reply.Lines.All(form.IsMatch), expected);

    private static ConformCase Carries(string id, string title, Func<Probe, Task<string>> command) => Must(id, title, Rule, async p =>
    {
        await p.Ready();
        Check(p, await p.Ask(await command(p)));
    });

    private static void Check(Probe p, ProbeReply reply)
    {
        foreach (var line in reply.Lines)
            p.Check(Code().Match(line) is { Success: true } match && match.Value[0] - '0' == reply.Code / 100, $"an enhanced status code of class {reply.Code / 100} behind {reply.Code}");
    }

    [GeneratedRegex(@"^[245]\.\d{1,3}\.\d{1,3}( |$)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Code();

    [GeneratedRegex(@"^[245]\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})( |$)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Grammar();

    [GeneratedRegex(@"^\d\.[0-7]\.", RegexOptions.NonBacktracking)]
    private static partial Regex Subject();
}

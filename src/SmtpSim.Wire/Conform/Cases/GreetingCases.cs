using static SmtpSim.Wire.Case;

namespace SmtpSim.Wire;

/// <summary>RFC 5321 section 3.1: the server speaks first.</summary>
internal static class GreetingCases
{
    public static IReadOnlyList<ConformCase> All { get; } =
    [
        Must("5321-3.1-greeting", "the server greets with 220", "A session begins when a client opens a connection and the server answers with an opening message.",
            p => p.Reply("220")),

        Must("5321-4.2-greeting-domain", "the greeting begins with the server's name", "Greeting = \"220 \" (Domain / address-literal): the name comes first.", async p =>
        {
            var greeting = await p.Greeted();
            p.Check(Names.IsDomainOrLiteral(greeting.Text.Split(' ')[0]), "a domain name or an address literal behind 220");
        }),

        Must("5321-4.2-greeting-form", "the greeting is printable text in lines that end with CRLF", "Reply text is printable US-ASCII; a line ends with CRLF.", async p =>
        {
            await p.Greeted();
            p.Check((p.Flaws & ~ReplyFlaws.LongLine) == ReplyFlaws.None, "lines of printable ASCII that end with CRLF");
        }),

        Should("5321-4.3.1-greeting-once", "the server says nothing more until it is spoken to", "A server sends one greeting and then waits for a command.", async p =>
        {
            await p.Greeted();
            await p.Ask("NOOP", "250 5xx");
            await p.StillInStep();
        }),
    ];
}

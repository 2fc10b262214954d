using System.Text;
using static SmtpSim.Wire.Case;

namespace SmtpSim.Wire;

/// <summary>What no client would say: the server answers or hangs up, and is there for the next one (RFC 5321 sections 3.8, 4.1.2 and 4.2.4).</summary>
internal static class HostileCases
{
    /// <summary>Some servers say goodbye, 221, to what is no mail client.</summary>
    private const string Refusal = "5xx 421 221 close";

    private const string Rule = "Commands are US-ASCII without control characters; anything else is refused.";

    public static IReadOnlyList<ConformCase> All { get; } =
    [
        Refused("5321-4.1.2-nul-in-command", "NUL in a command is refused", "XYZZY a\0b\r\n"),
        Refused("5321-4.1.2-nul-in-path", "NUL in a path is refused", "MAIL FROM:<a\0@example.org>\r\n"),
        Refused("5321-2.4-eight-bit-verb", "8-bit octets for a verb are refused", "\xff\xfe\xfd\r\n"),
        Refused("5321-2.4-eight-bit-path", "8-bit octets in a path that is not UTF-8 are refused", "MAIL FROM:<\xe9\xff@example.org>\r\n"),
        Refused("5321-4.1.2-control-in-path", "control characters in a path are refused", "MAIL FROM:<a\x01\x7f@example.org>\r\n"),
        Refused("5321-4.2.4-http-request", "a request of HTTP is refused", "GET / HTTP/1.0\r\n"),

        Should("5321-4.2.4-http-post", "commands hidden in a request of HTTP deliver nothing", "Another protocol's client must not be made a mail client.", async p =>
        {
            await p.Greeted();
            await p.SendRaw("POST / HTTP/1.1\r\nHost: x\r\n\r\n");
            if (!(await p.Reply(Refusal)).IsClosed && !(await p.Reply(Refusal)).IsClosed)
                await p.Reply(Refusal);
        }),

        Should("5321-4.2.4-garbage", "garbage is refused and the server lives on", "Whatever comes, the server answers or hangs up.", async p =>
        {
            var garbage = new byte[4096];
            for (var i = 0; i < garbage.Length; i++)
                garbage[i] = (byte)(i * 131 + (i >> 3));
            await p.Hello();
            await p.SendRaw(Encoding.Latin1.GetString(garbage).Replace('\n', ' ') + "\r\n");
            await p.Reply(Refusal);
        }),

        Should("5321-4.5.3.1.9-endless-line", "a line of 100,000 octets is refused, not kept", "A line over the limit is refused; the server need not hold it.", async p =>
        {
            await p.Hello();
            await p.SendRaw(new string('x', 100_000) + "\r\n");
            if (!(await p.Reply(Refusal)).IsClosed)
                await p.Ask("NOOP", "250 " + Refusal);
        }),

        Should("5321-3.8-many-mistakes", "twenty mistakes are each refused, or the server hangs up", "Unknown commands are answered; a server that gives up says 421 before it closes the connection.", async p =>
        {
            await p.Hello();
            for (var i = 0; i < 20; i++)
            {
                var reply = await p.Ask("XYZZY", Refusal);
                if (reply.IsClosed || reply.Code == 421)
                    return;
            }
        }),

        Must("5321-4.5.2-nul-in-text", "NUL in the text is taken or refused at its end", "Mail data may contain any of the 128 ASCII characters; the end is found whatever the text has in it.", async p =>
        {
            await p.Data();
            await p.Text(DataCases.Header + "a\0b\r\n\0\r\n.\r\n", "250 4xx 5xx close");
            await p.StillInStep();
        }),

        Must("5321-2.4-eight-bit-text", "8-bit text without 8BITMIME is taken or refused at its end", "A server may take, change or refuse it; it answers once.", async p =>
        {
            await p.Data();
            await p.Text(DataCases.Header + "\xe4\xf6\xfc\xff\r\n.\r\n", "250 4xx 5xx");
            await p.StillInStep();
        }),

        Must("5321-4.1.1.10-lost-in-command", "a connection lost within a command leaves the server at work", "If the connection is closed prematurely, the server must cancel any pending transaction.", async p =>
        {
            await p.Hello();
            await p.SendRaw("MAIL FROM:<a@exam");
            p.Connection.ShutdownSend();
            await p.Reply("close 421 5xx");
        }),
    ];

    private static ConformCase Refused(string id, string title, string octets) => Should(id, title, Rule, async p =>
    {
        await p.Hello();
        await p.SendRaw(octets);
        if (!(await p.Reply(Refusal)).IsClosed)
            await p.Ask("QUIT", "221 close");
    });
}

using System.Security.Authentication;
using static SmtpSim.Wire.Case;

namespace SmtpSim.Wire;

/// <summary>RFC 3207: TLS begins within a session.</summary>
internal static class StartTlsCases
{
    public static IReadOnlyList<ConformCase> All { get; } =
    [
        Must("3207-4-starttls", "STARTTLS is answered 220 and the handshake succeeds", "After 220 the client begins the TLS negotiation.", async p =>
        {
            await p.Hello();
            await p.StartTls();
        }),

        Must("3207-4.2-ehlo", "EHLO follows under TLS", "The client says EHLO again, and the server answers as if the session began.", async p =>
        {
            await p.Hello();
            await p.StartTls();
            await p.Ask($"{p.HelloVerb} {Probe.Name}", "250");
        }),

        Must("3207-4.2-not-offered-again", "STARTTLS is not offered under TLS", "A server must not return STARTTLS in the reply to EHLO after the handshake.", async p =>
        {
            await p.Hello();
            await p.StartTls();
            var hello = await p.Ask($"{p.HelloVerb} {Probe.Name}", "250");
            p.Check(!hello.Lines.Any(line => line.StartsWith("STARTTLS", StringComparison.OrdinalIgnoreCase)), "no STARTTLS among the extensions");
        }),

        Must("3207-4.2-injected", "what was sent before the handshake is discarded", "A server must discard what the client said before TLS, also what it had only received.", async p =>
        {
            await p.Hello();
            await p.SendRaw("STARTTLS\r\nNOOP\r\n");
            await p.Reply("220");
            // A server that has read no further than STARTTLS takes NOOP for the handshake, which then fails: nothing is injected that way.
            try
            {
                await p.Handshake();
            }
            catch (ConformFailureException)
            {
                p.Note("the handshake fails, since NOOP is no part of it");
                return;
            }
            await p.Ask($"{p.HelloVerb} {Probe.Name}", "250");
            await p.Ask("QUIT", "221");
        }),

        Must("3207-4.2-transaction-dropped", "a transaction does not survive the handshake", "The server must discard any knowledge obtained from the client.", async p =>
        {
            await p.Ready();
            await p.Mail();
            if ((await p.Ask("STARTTLS", "220 5xx")).Code != 220)
                Probe.Skip("STARTTLS is refused in a transaction");
            await p.Handshake();
            await p.Ask($"RCPT TO:<{p.To}>", "5xx");
        }),

        Should("3207-4.2-mail-before-ehlo", "MAIL under TLS needs another EHLO", "The server is in the state it had after its greeting.", async p =>
        {
            await p.Hello();
            await p.StartTls();
            await p.Ask($"MAIL FROM:<{p.From}>", "503");
        }),

        Must("3207-4-mail", "mail is taken under TLS", "After the handshake and EHLO the session goes on as usual.", async p =>
        {
            p.NeedRecipient();
            await p.Hello();
            await p.StartTls();
            await p.Ask($"{p.HelloVerb} {Probe.Name}", "250");
            await p.Mail();
            await p.Rcpt();
            await p.Ask("DATA", "354");
            await p.Text(DataCases.Header + "Hello.\r\n.\r\n");
        }),

        Should("3207-4-argument", "STARTTLS with an argument is refused with 501", "501: syntax error (no parameters allowed).", async p =>
        {
            await p.Hello();
            await p.Ask("STARTTLS now", "501");
        }),

        Should("3207-4.2-twice", "STARTTLS under TLS is refused", "A client must not attempt it; there is nothing to begin.", async p =>
        {
            await p.Hello();
            await p.StartTls();
            await p.Ask($"{p.HelloVerb} {Probe.Name}", "250");
            await p.Ask("STARTTLS", "5xx");
        }),

        Must("8996-5-version", "the version is TLS 1.2 or 1.3", "TLS 1.0 and 1.1 must not be used.", async p =>
        {
            await p.Hello();
            await p.StartTls();
            p.Check(p.Connection.TlsVersion is SslProtocols.Tls12 or SslProtocols.Tls13, $"TLS 1.2 or 1.3, not {p.Connection.TlsVersion}");
        }),

        Should("3207-4.1-no-handshake", "what is no handshake ends the connection", "If the negotiation fails the client or server closes.", async p =>
        {
            await p.Hello();
            await p.Ask("STARTTLS", "220");
            await p.SendRaw("this is no handshake at all, not even the beginning of one\r\n");
            p.Connection.ShutdownSend();
            while (await p.Connection.ReadLineAsync() is not null)
            {
            }
        }),
    ];
}

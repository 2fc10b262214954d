using static SmtpSim.Wire.Case;

namespace SmtpSim.Wire;

/// <summary>RFC 4954: authentication.</summary>
internal static class AuthCases
{
    public static IReadOnlyList<ConformCase> All { get; } =
    [
        Must("4954-3-mechanisms", "the keyword lists mechanisms", "The AUTH keyword has a space-separated list of SASL mechanisms.", async p =>
        {
            await p.Hello();
            var mechanisms = Mechanisms(p);
            p.Check(mechanisms.Length > 0 && mechanisms.All(name => name.Length is > 0 and <= 20 && name.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c is '-' or '_')),
                "names of SASL mechanisms, in capitals");
        }),

        Should("4954-4-unknown-mechanism", "an unknown mechanism is refused with 504", "504: the mechanism is not supported.", async p =>
        {
            await p.Hello();
            await p.Ask("AUTH XYZZY", "504");
        }),

        Should("4954-4-without-mechanism", "AUTH without a mechanism is refused", "auth-command = \"AUTH\" SP sasl-mech ….", async p =>
        {
            await p.Hello();
            await p.Ask("AUTH", "500 501 504");
        }),

        Must("4954-4-cancel", "an exchange can be cancelled", "A line of * cancels: the server must answer 501.", async p =>
        {
            NeedPlain(p);
            await p.Hello();
            await p.Ask("AUTH PLAIN", "334");
            await p.Ask("*", "501");
            await p.Ask("NOOP", "250");
        }),

        Must("4954-4-empty-challenge", "PLAIN without an initial response is asked for it", "The server sends 334 with an empty challenge.", async p =>
        {
            NeedPlain(p);
            await p.Hello();
            var challenge = await p.Ask("AUTH PLAIN", "334");
            p.Check(challenge.Text.Trim().Length == 0 && challenge.Lines.Count == 1, "334 and an empty challenge");
        }),

        Must("4954-4-bad-base64", "a response that is not base64 is refused with 501", "If the server cannot decode a line it answers 501.", async p =>
        {
            NeedPlain(p);
            await p.Hello();
            await p.Ask("AUTH PLAIN ???", "501");
        }),

        Should("4954-4-wrong-password", "a wrong password is refused with 535", "A server that cannot authenticate the client should answer 535, unless another code says more.", async p =>
        {
            NeedPlain(p);
            await p.Hello();
            if ((await p.Ask("AUTH PLAIN " + Probe.Base64("\0nobody\0wrong"), "535 235")).Code == 235)
                Probe.Skip("the server takes any password");
            await p.Ask("NOOP", "250");
        }),

        Must("4954-4-in-transaction", "AUTH in a transaction is refused with 503", "AUTH is not permitted during a mail transaction.", async p =>
        {
            await p.Hello();
            if (p.Survey.SenderRefused is not null || (await p.Ask($"MAIL FROM:<{p.From}>")).Code != 250)
                Probe.Skip("there is no transaction without authentication");
            await p.Ask($"AUTH {Mechanisms(p).FirstOrDefault("PLAIN")}", "503");
        }),

        Must("4954-4-password", "the right password is taken with 235", "235 2.7.0: authentication succeeded.", async p =>
        {
            NeedPassword(p);
            await p.Ready();
            await p.Mail();
        }),

        Must("4954-4-twice", "AUTH after success is refused with 503", "After a successful AUTH no more AUTH commands may be issued in the session.", async p =>
        {
            NeedPassword(p);
            await p.Ready();
            await p.Ask("AUTH PLAIN " + Probe.PlainOf(p.Options.Credentials!.Value), "503");
        }),

        Should("4954-4-plain-needs-tls", "PLAIN and LOGIN are not offered without TLS", "A server should not offer mechanisms that send passwords in clear text without a secure channel.", async p =>
        {
            if (p.Options.Tls)
                Probe.Skip("the session is under TLS");
            await p.Hello();
            p.Check(!Mechanisms(p).Any(name => name is "PLAIN" or "LOGIN"), "neither PLAIN nor LOGIN in clear text");
        }),
    ];

    private static string[] Mechanisms(Probe p) => p.Survey.Extensions["AUTH"].Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static void NeedPlain(Probe p)
    {
        if (!Mechanisms(p).Contains("PLAIN", StringComparer.OrdinalIgnoreCase))
            Probe.Skip("PLAIN is not offered");
    }

    private static void NeedPassword(Probe p)
    {
        NeedPlain(p);
        if (p.Options.Credentials is null)
            Probe.Skip("no password was given; name one with --auth");
    }
}

using System.Text;

namespace SmtpSim.Wire;

/// <content>The steps that many cases begin with.</content>
internal sealed partial class Probe
{
    public const string Name = "conform.example.org";

    public string HelloVerb => options.Lmtp ? "LHLO" : "EHLO";

    public string From => options.From;

    public string To => options.To;

    public bool Offers(string keyword) => survey.Extensions.ContainsKey(keyword);

    /// <summary>Waits for the greeting.</summary>
    public Task<ProbeReply> Greeted() => Reply("220");

    /// <summary>Waits for the greeting and says EHLO, or LHLO.</summary>
    public async Task<ProbeReply> Hello()
    {
        await Greeted();
        return await Ask($"{HelloVerb} {Name}", "250");
    }

    /// <summary>Ready for mail: greeted, inside TLS when that was asked for, and authenticated when there is a password for it.</summary>
    public async Task Ready()
    {
        await Hello();
        await Secure();
        if (options.Credentials is { } credentials && Offers("AUTH"))
            await Ask("AUTH PLAIN " + PlainOf(credentials), "235");
    }

    /// <summary>Goes inside TLS, when that was asked for and is offered.</summary>
    public async Task Secure()
    {
        if (!options.StartTls || !Offers("STARTTLS"))
            return;
        await StartTls();
        await Ask($"{HelloVerb} {Name}", "250");
    }

    /// <summary>Begins a transaction.</summary>
    /// <param name="parameters">What stands behind the path.</param>
    public async Task<ProbeReply> Mail(string parameters = "")
    {
        if (survey.SenderRefused is { } refusal)
            Skip(refusal);
        await Send($"MAIL FROM:<{From}>{Parameters(parameters)}");
        return await Reply("250", mayDefer: true);
    }

    /// <summary>Adds the recipient.</summary>
    public async Task<ProbeReply> Rcpt(string parameters = "")
    {
        NeedRecipient();
        return await Recipient(To, parameters);
    }

    /// <summary>Adds a recipient that the server has to take.</summary>
    public async Task<ProbeReply> Recipient(string mailbox, string parameters = "", string verb = "RCPT TO")
    {
        await Send($"{verb}:<{mailbox}>{Parameters(parameters)}");
        return await Reply("250 251", mayDefer: true);
    }

    /// <summary>Why nothing can be said of a server that wants the mail later.</summary>
    public static string Deferral(ProbeReply reply) => $"the server defers mail ({reply.Code} {reply.Text})";

    /// <summary>A sender in a form that no server should take; the case is skipped where it is taken all the same.</summary>
    public async Task BrokenMail()
    {
        if (!(await Ask("MAIL FROM:<broken", "2xx 5xx")).IsPositive)
            return;
        Skip("the server takes a path without its closing bracket");
    }

    /// <summary>A recipient likewise.</summary>
    public async Task BrokenRcpt()
    {
        await Send("RCPT TO:<broken");
        await BrokenRcptReply();
    }

    public async Task BrokenRcptReply()
    {
        if ((await Reply("2xx 5xx")).IsPositive)
            Skip("the server takes a path without its closing bracket");
    }

    /// <summary>Skips the case when the server takes no mail for the recipient.</summary>
    public void NeedRecipient()
    {
        if (survey.RecipientRefused is { } refusal)
            Skip(refusal);
    }

    /// <summary>A transaction as far as the text of its message.</summary>
    public async Task Data()
    {
        await Ready();
        await Mail();
        await Rcpt();
        await Ask("DATA", "354");
    }

    /// <summary>Sends the text of a message as it is and reads the reply to it.</summary>
    public async Task<ProbeReply> Text(string octets, string accepted = "250")
    {
        await SendRaw(octets);
        return await Reply(accepted, mayDefer: true);
    }

    /// <summary>The connection and its order are whole: what comes next is answered as if nothing had been.</summary>
    public async Task StillInStep()
    {
        if (!IsClosed)
            await Ask("QUIT", "221");
    }

    /// <summary>STARTTLS and its handshake.</summary>
    public async Task StartTls()
    {
        await Ask("STARTTLS", "220");
        await Handshake();
    }

    public async Task Handshake()
    {
        Note("TLS handshake");
        await connection.StartTlsAsync();
    }

    /// <summary>The initial response of PLAIN (RFC 4616 section 2).</summary>
    public static string PlainOf((string User, string Password) login) => Base64($"\0{login.User}\0{login.Password}");

    public static string Base64(string octets) => Convert.ToBase64String(Encoding.UTF8.GetBytes(octets));

    private static string Parameters(string parameters) => parameters.Length == 0 ? "" : " " + parameters;
}

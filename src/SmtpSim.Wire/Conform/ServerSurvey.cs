namespace SmtpSim.Wire;

/// <summary>What is known of a server before the first case: what it offers, and whether it takes the mail of the cases.</summary>
internal sealed record ServerSurvey
{
    /// <summary>By EHLO keyword, in capitals; the parameters of each as they were announced.</summary>
    public IReadOnlyDictionary<string, string> Extensions { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the server calls itself.</summary>
    public string Domain { get; init; } = "";

    /// <summary>What the server said to the user and password that were given; null when it took them, or none were given.</summary>
    public string? LoginRefused { get; init; }

    /// <summary>Why no transaction can be begun; null when one can.</summary>
    public string? SenderRefused { get; init; }

    /// <summary>Why no recipient can be added; null when one can.</summary>
    public string? RecipientRefused { get; init; }

    /// <summary>Looks at the server over a connection of its own.</summary>
    public static async Task<ServerSurvey> TakeAsync(Probe probe)
    {
        await probe.Greeted();
        var hello = await probe.Ask($"{probe.HelloVerb} {Probe.Name}");
        if (!hello.IsPositive && !probe.Options.Lmtp)
            hello = await probe.Ask($"HELO {Probe.Name}");
        var survey = new ServerSurvey { Domain = hello.Text.Split(' ')[0], Extensions = ExtensionsIn(hello) };
        if (probe.Options.StartTls && survey.Extensions.TryGetValue("STARTTLS", out var start))
        {
            await probe.StartTls();
            // What is offered inside counts; of what is offered outside alone, STARTTLS is the one that cases are about.
            survey = survey with { Extensions = new Dictionary<string, string>(ExtensionsIn(await probe.Ask($"{probe.HelloVerb} {Probe.Name}")), StringComparer.OrdinalIgnoreCase) { ["STARTTLS"] = start } };
        }
        if (probe.Options.Credentials is { } credentials && survey.Extensions.ContainsKey("AUTH"))
        {
            var login = await probe.Ask("AUTH PLAIN " + Probe.PlainOf(credentials));
            if (IsLoginRefusal(login))
                return survey with { LoginRefused = $"{login.Code} {login.Text}" };
        }
        var mail = await probe.Ask($"MAIL FROM:<{probe.From}>");
        if (!mail.IsPositive)
        {
            var refusal = IsDeferral(mail) ? Probe.Deferral(mail) : $"the server refuses mail from <{probe.From}> ({mail.Code} {mail.Text}); name another sender with --from";
            return survey with { SenderRefused = refusal, RecipientRefused = refusal };
        }
        var rcpt = await probe.Ask($"RCPT TO:<{probe.To}>");
        return rcpt.IsPositive ? survey
            : IsDeferral(rcpt) ? survey with { RecipientRefused = Probe.Deferral(rcpt) }
            : survey with { RecipientRefused = $"the server refuses mail for <{probe.To}> ({rcpt.Code} {rcpt.Text}); name a mailbox of it with --to" };
    }

    /// <summary>The codes of RFC 4954 sections 4 and 6 for a mechanism or a password that is not taken; any other is for the cases to judge.</summary>
    private static bool IsLoginRefusal(ProbeReply reply) => reply.Code is 432 or 454 or 504 or 534 or 535 or 538;

    private static bool IsDeferral(ProbeReply reply) => reply.Code is 450 or 451;

    private static Dictionary<string, string> ExtensionsIn(ProbeReply hello)
    {
        var extensions = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in hello.Lines.Skip(1))
        {
            var words = line.Split(' ', 2);
            if (words[0].Length > 0)
                extensions[words[0]] = words.Length > 1 ? words[1] : "";
        }
        return extensions;
    }
}

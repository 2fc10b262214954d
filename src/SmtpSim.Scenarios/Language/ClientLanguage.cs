using SmtpSim.Kernel;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Scenarios;

/// <summary>The keys of a group of clients.</summary>
internal static class ClientLanguage
{
    /// <summary>Group counts stay under what 30 bits address; <see cref="ScenarioChecks"/> adds them up.</summary>
    public const int MostHosts = (1 << 30) - 1;

    private static readonly RecordShape<ClientTimeouts> Timeouts = new("{ connect, greeting, … }", () => new ClientTimeouts(),
    [
        Timeout("connect", t => t.Connect, (t, v) => t with { Connect = v }, "For the connection to stand."),
        Timeout("greeting", t => t.Greeting, (t, v) => t with { Greeting = v }, "For the greeting 220."),
        Timeout("hello", t => t.Hello, (t, v) => t with { Hello = v }, "For the reply to EHLO, HELO, STARTTLS or AUTH."),
        Timeout("mail", t => t.Mail, (t, v) => t with { Mail = v }, "For the reply to MAIL."),
        Timeout("rcpt", t => t.Rcpt, (t, v) => t with { Rcpt = v }, "For the reply to RCPT."),
        Timeout("data", t => t.Data, (t, v) => t with { Data = v }, "For the reply 354 to DATA."),
        Timeout("block", t => t.Block, (t, v) => t with { Block = v }, "While the text leaves, which takes time where the 'bandwidth' is limited, and nothing of it is taken: of a cut path, or of a server that can't be reached."),
        Timeout("body", t => t.Body, (t, v) => t with { Body = v }, "From the final dot, or the last chunk, to its reply."),
        Timeout("rset", t => t.Rset, (t, v) => t with { Rset = v }, "For the reply to RSET."),
        Timeout("quit", t => t.Quit, (t, v) => t with { Quit = v }, "For the reply to QUIT."),
    ]);

    public static IReadOnlyList<Key<ClientGroup>> Keys { get; } =
    [
        new Key<ClientGroup, int>("count", Count.From(1, MostHosts), c => c.Count, (c, v) => c with { Count = v }, "How many clients."),
        new Key<ClientGroup, RetrySpec>("retry", RetryLanguage.Retry, c => c.Retry, (c, v) => c with { Retry = v },
            "When a deferred message is tried again, and when it is given up.")
        { RequiredAs = "retry: postfix" },
        // The next two may also stand under retry, where the canonical form has them.
        new Key<ClientGroup, SimDuration>(
            "lifetime", Durations.Any, c => c.Retry.Lifetime, (c, v) => c with { Retry = c.Retry with { Lifetime = v } },
            RetryLanguage.Lifetime.Description)
        { WrittenIf = _ => false },
        new Key<ClientGroup, int>(
            "max-attempts", Count.Limit(RetryLanguage.MostAttempts), c => c.Retry.MaxAttempts,
            (c, v) => c with { Retry = c.Retry with { MaxAttempts = v } },
            RetryLanguage.MaxAttempts.Description)
        { WrittenIf = _ => false },
        new Key<ClientGroup, int>("concurrency", Count.From(1, 100_000), c => c.Concurrency, (c, v) => c with { Concurrency = v },
            "Sessions at a time from one client to one destination."),
        new Key<ClientGroup, int>(
            "messages-per-session", Count.From(1, 1_000_000), c => c.MessagesPerSession, (c, v) => c with { MessagesPerSession = v },
            "Messages in one session at most; 1 means a connection each."),
        new Key<ClientGroup, HostChoice>("mx", DomainLanguage.HostChoice, c => c.Mx, (c, v) => c with { Mx = v },
            "How an attempt goes through the hosts of a domain that has several (RFC 5321 section 5.1)."),
        new Key<ClientGroup, int>("senders", Count.From(1, 4096), c => c.Senders, (c, v) => c with { Senders = v },
            "How many sender addresses a client has; greylisting sees them."),
        new Key<ClientGroup, bool>(
            "hello", Choices.Of("a way to say hello", ("ehlo", false), ("helo", true)), c => c.HeloOnly, (c, v) => c with { HeloOnly = v },
            "ehlo, or helo for a client that never says EHLO."),
        new Key<ClientGroup, bool>("pipelining", Choices.YesNo, c => c.Pipelining, (c, v) => c with { Pipelining = v },
            "Send MAIL, RCPT and DATA together where PIPELINING is offered (RFC 2920)."),
        new Key<ClientGroup, bool>("chunking", Choices.YesNo, c => c.Chunking, (c, v) => c with { Chunking = v },
            "Send the text with BDAT where CHUNKING is offered (RFC 3030)."),
        new Key<ClientGroup, TlsUse>("tls", ExtensionLanguage.Tls, c => c.Tls, (c, v) => c with { Tls = v },
            "Use STARTTLS where it is offered: never, may, or must: without it mail waits (RFC 3207)."),
        new Key<ClientGroup, AuthMechanisms>("auth", ExtensionLanguage.Auth, c => c.Auth, (c, v) => c with { Auth = v },
            "The mechanism of AUTH; without it mail waits (RFC 4954)."),
        new Key<ClientGroup, int>("queue-limit", Count.Limit(int.MaxValue), c => c.QueueLimit, (c, v) => c with { QueueLimit = v },
            "Messages that a client's queue holds; one more is dropped."),
        new Key<ClientGroup, ClientTimeouts>("timeouts", Timeouts, c => c.Timeouts, (c, v) => c with { Timeouts = v },
            "How long a client waits for each reply (RFC 5321 section 4.5.3.2)."),
        new Key<ClientGroup, ClientPatience?>("patience", new OptionalShape<ClientPatience>("none", PatienceLanguage.Patience, () => new ClientPatience()), c => c.Patience, (c, v) => c with { Patience = v },
            "Time-outs that are drawn anew each time, for clients that give up sooner or later; never longer than those of timeouts."),
        .. QueueLanguage.Keys,
        CrashLanguage.Key,
        .. ThrottleLanguage.Keys,
        .. RouteLanguage.Keys,
    ];

    public static RecordShape<ClientGroup> Group { get; } = new("a group of clients", () => Blank("clients"), Keys) { Check = RetryIsStatedOnce };

    public static ClientGroup Blank(string name) => new() { Name = name, Retry = new RetrySpec.None() };

    public static void RetryIsStatedOnce(ClientGroup group, MapNode map, string path, ReadContext context)
    {
        foreach (var name in (string[])["lifetime", "max-attempts"])
        {
            if (map[name] is not { } here) continue;
            if ((map["retry"]?.Value as MapNode)?[name] is not null)
                context.Error(here.KeyPlace, $"'{name}' stands in {path} and in {path}.retry", "remove one of them");
            else if (group.Retry is RetrySpec.None || (name == "lifetime" && !RetryLanguage.HasLifetime(group.Retry)))
                context.Error(
                    here.KeyPlace, $"'{name}' does not go with '{RetryLanguage.NameOf(group.Retry)}' in {path}.retry",
                    "remove it");
        }
    }

    private static Key<ClientTimeouts, SimDuration> Timeout(
        string name, Func<ClientTimeouts, SimDuration> get, Func<ClientTimeouts, SimDuration, ClientTimeouts> set, string description) =>
        new(name, Durations.Positive, get, set, description);
}

using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>Faults by chance and outages by schedule.</summary>
internal static class FaultLanguage
{
    private static readonly RecordShape<FaultDraft> Fault = new(
        "a fault such as { at: rcpt, reply: 450 4.2.0 Busy, chance: 2% }", () => new FaultDraft(),
    [
        new Key<FaultDraft, SessionStep>("at", Choices.Of("a step of a session",
            ("connect", SessionStep.Connect), ("greeting", SessionStep.Greeting), ("hello", SessionStep.Hello), ("mail", SessionStep.Mail), ("rcpt", SessionStep.Rcpt),
            ("data", SessionStep.Data), ("body", SessionStep.Body), ("rset", SessionStep.Rset), ("quit", SessionStep.Quit),
            ("starttls", SessionStep.StartTls), ("auth", SessionStep.Auth)),
            f => f.At, (f, v) => f with { At = v }, "The step at which it may strike; body is the end of mail data.")
        { RequiredAs = "at: rcpt" },
        new Key<FaultDraft, ReplySpec>("reply", Replies.Negative, f => f.Reply!, (f, v) => f with { Reply = v },
            "The server answers this and does nothing; a 421 also closes the session.")
        { WrittenIf = f => f.Reply is not null && f.Kind == FaultKind.Reply },
        new Key<FaultDraft, FaultKind>("fault", Choices.Of("a fault",
            ("lose-reply", FaultKind.LoseReply), ("silent", FaultKind.Silent), ("reset", FaultKind.Reset),
            ("delay", FaultKind.Delay), ("duplicate", FaultKind.Duplicate), ("garble", FaultKind.Garble), ("truncate", FaultKind.Truncate), ("wrong-code", FaultKind.WrongCode),
            ("refuse", FaultKind.Refuse), ("timeout", FaultKind.Timeout)),
            f => f.Kind, (f, v) => f with { Kind = v },
            "lose-reply: the work is done and nothing more arrives; silent: nothing is done or answered; reset: the connection is reset; the work is done and its reply comes later (delay), twice (duplicate), as no reply at all (garble), without its end (truncate) or with another code (wrong-code); at connect, refuse or timeout.")
        { WrittenIf = f => f.Kind != FaultKind.Reply },
        new Key<FaultDraft, double>(
            "chance", Quantity.Probability, f => f.Chance, (f, v) => f with { Chance = v }, "Probability at each pass of the step."),
        new Key<FaultDraft, Distribution>("delay", DistributionLanguage.OfDurations, f => f.Delay, (f, v) => f with { Delay = v }, "For delay: how much later the reply leaves.")
        { WrittenIf = f => f.Kind == FaultKind.Delay },
        new Key<FaultDraft, int>("code", Count.From(200, 599), f => f.Code, (f, v) => f with { Code = v }, "For wrong-code: what the reply says in place of its own code.")
        { WrittenIf = f => f.Kind == FaultKind.WrongCode },
        new Key<FaultDraft, FaultWhen>("when", WhenLanguage.When, f => f.When, (f, v) => f with { When = v },
            "When, in what state of the server and to whom it strikes; a fault with it is looked at before those without.")
        { WrittenIf = f => f.When != FaultWhen.Always },
    ])
    { Check = FaultFits };

    /// <summary>What an outage does.</summary>
    internal static readonly ScalarShape<OutageKind> KindOfOutage = Choices.Of("a kind of outage",
        ("refuse", OutageKind.Refuse), ("timeout", OutageKind.Timeout), ("unavailable", OutageKind.ServiceUnavailable));

    private static readonly RecordShape<OutageSpec> Outage = new(
        "an outage such as { servers: mx, at: 1h, for: 6h }", () => new OutageSpec { Servers = "", Start = default, Length = default },
    [
        new Key<OutageSpec, string>(
            "servers", Names.Group, o => o.Servers, (o, v) => o with { Servers = v },
            "The server group that is out.") { RequiredAs = "servers: mx" },
        new Key<OutageSpec, SimDuration>(
            "at", Durations.Any, o => o.Start, (o, v) => o with { Start = v }, "When it begins.") { RequiredAs = "at: 1h" },
        new Key<OutageSpec, SimDuration>(
            "for", Durations.Positive, o => o.Length, (o, v) => o with { Length = v }, "How long it lasts.") { RequiredAs = "for: 1h" },
        new Key<OutageSpec, OutageKind>("fault", KindOfOutage,
            o => o.Kind, (o, v) => o with { Kind = v },
            "refuse: connections are refused; timeout: nothing is answered; unavailable: every session is answered 421."),
        new Key<OutageSpec, SimDuration>("loses", Durations.Any, o => o.Loses, (o, v) => o with { Loses = v },
            "Mail that was accepted within this time before the outage is lost, though RFC 5321 section 6.1 forbids it."),
    ]);

    public static Shape<IReadOnlyList<FaultSpec>> Faults { get; } = new ConvertedShape<IReadOnlyList<FaultDraft>, IReadOnlyList<FaultSpec>>(
        new ListShape<FaultDraft>("a list of faults", Fault, () => new FaultDraft()),
        drafts => [.. drafts.Select(draft => draft.ToSpec())], specs => [.. specs.Select(FaultDraft.Of)]);

    public static Shape<IReadOnlyList<OutageSpec>> Outages { get; } = new ListShape<OutageSpec>(
        "a list of outages", Outage, () => new OutageSpec { Servers = "", Start = default, Length = default });

    private static void FaultFits(FaultDraft fault, MapNode map, string path, ReadContext context)
    {
        if (fault.Reply is null == (map["fault"] is null))
        {
            var found = fault.Reply is null ? "neither 'reply' nor 'fault'" : "both 'reply' and 'fault'";
            context.Error(map, $"{path} has {found}", "give one of the two");
        }
        else if (Misplaced(fault) is { } complaint)
        {
            context.Error(PathText.Member(path, "fault"), complaint.Message + PathText.In(path), complaint.Remedy);
        }
        else if (WhenLanguage.KnowsNoMailbox(fault.At, fault.When))
        {
            context.Error(PathText.Member(path, "when.mailboxes"), $"no mailbox is known at this step{PathText.In(path)}", "write 'at: rcpt', 'at: data' or 'at: body'");
        }
        else if ((map["delay"] is null) == (fault.Kind == FaultKind.Delay) || (map["code"] is null) == (fault.Kind == FaultKind.WrongCode))
        {
            context.Error(map, $"'delay' goes with 'fault: delay', and 'code' with 'fault: wrong-code'{PathText.In(path)}", "write the key that belongs to the fault");
        }
    }

    private static Complaint? Misplaced(FaultDraft fault) => (fault.At == SessionStep.Connect, fault.Kind) switch
    {
        (true, FaultKind.Reset) => new Complaint("no connection to reset stands yet at connect", "write 'fault: refuse'"),
        (true, FaultKind.Silent) => new Complaint("nothing was said yet at connect", "write 'fault: timeout'"),
        (true, FaultKind.Delay or FaultKind.Duplicate or FaultKind.Garble or FaultKind.Truncate or FaultKind.WrongCode) =>
            new Complaint("there is no reply yet at connect", "write 'at: greeting'"),
        (true, FaultKind.LoseReply) => new Complaint("there is no reply to lose at connect", "write 'at: greeting'"),
        (false, FaultKind.Refuse) => new Complaint("'refuse' is possible at connect only", "write 'fault: reset'"),
        (false, FaultKind.Timeout) => new Complaint("'timeout' is possible at connect only", "write 'fault: silent'"),
        _ => null,
    };
}

/// <summary>A fault as it is written. A reply at connect is the greeting: nothing can be answered before it.</summary>
internal sealed record FaultDraft(
    SessionStep At = SessionStep.Connect, ReplySpec? Reply = null, FaultKind Kind = FaultKind.Reply, double Chance = 1)
{
    public Distribution Delay { get; init; } = Distribution.Zero;

    /// <summary>For a wrong code.</summary>
    public int Code { get; init; }

    public FaultWhen When { get; init; } = FaultWhen.Always;

    public static FaultDraft Of(FaultSpec fault) => new(fault.At, fault.Kind == FaultKind.Reply ? fault.Reply : null, fault.Kind, fault.Chance)
    {
        Delay = fault.Delay,
        Code = fault.Kind == FaultKind.WrongCode ? fault.Reply!.Code : 0,
        When = fault.When,
    };

    public FaultSpec ToSpec() => new()
    {
        At = Kind == FaultKind.Reply && At == SessionStep.Connect ? SessionStep.Greeting : At,
        Kind = Kind,
        Reply = Kind == FaultKind.WrongCode ? new ReplySpec(Code, 0, 0, 0, "") : Reply,
        Chance = Chance,
        Delay = Delay,
        When = When,
    };
}

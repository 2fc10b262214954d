using SmtpSim.Kernel;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Scenarios;

/// <summary>What a server does on purpose to mail of certain addresses.</summary>
internal static class RuleLanguage
{
    private static readonly RecordShape<AddressRule> Rule = new(
        "a rule such as { recipient: full@*, reply: 452 4.2.2 Mailbox full }", () => new AddressRule(),
    [
        new Key<AddressRule, string>("recipient", AddressPatterns.Shape, r => r.Recipient ?? "", (r, v) => r with { Recipient = v },
            "The recipients it is for; * stands for any characters.")
        { WrittenIf = r => r.Recipient is not null },
        new Key<AddressRule, string>("sender", AddressPatterns.Shape, r => r.Sender ?? "", (r, v) => r with { Sender = v },
            "The senders it is for; * stands for any characters, <> for the null reverse-path.")
        { WrittenIf = r => r.Sender is not null },
        new Key<AddressRule, SessionStep>("at", Choices.Of("a step of a transaction",
            ("mail", SessionStep.Mail), ("rcpt", SessionStep.Rcpt), ("data", SessionStep.Data), ("body", SessionStep.Body)),
            r => r.Step, (r, v) => r with { At = v }, "Where it strikes; rcpt when left out, or mail where no recipient is named.")
        { WrittenIf = r => r.At is not null },
        new Key<AddressRule, ReplySpec>("reply", Replies.Negative, r => r.Reply!, (r, v) => r with { Reply = v },
            "The server answers this and does nothing; a 421 also closes the session.")
        { WrittenIf = r => r.Reply is not null },
        new Key<AddressRule, FaultKind>("fault", Choices.Of("a fault",
            ("lose-reply", FaultKind.LoseReply), ("silent", FaultKind.Silent), ("reset", FaultKind.Reset)),
            r => r.Fault ?? default, (r, v) => r with { Fault = v },
            "lose-reply: the work is done and nothing more is sent; silent: nothing is done or sent; reset: the connection is reset.")
        { WrittenIf = r => r.Fault is not null },
        new Key<AddressRule, SimDuration>("delay", Durations.Any, r => r.Delay, (r, v) => r with { Delay = v }, "How much later the answer leaves.")
        { WrittenIf = r => r.Delay.Ticks > 0 },
        new Key<AddressRule, int>("times", Count.From(1, 1_000_000), r => r.Times, (r, v) => r with { Times = v },
            "Only the first so many times for each client, sender and recipient; always when left out.")
        { WrittenIf = r => r.Times > 0 },
    ])
    { Check = RuleFits };

    public static Shape<IReadOnlyList<AddressRule>> Rules { get; } = new ListShape<AddressRule>("a list of rules", Rule, () => new AddressRule());

    private static void RuleFits(AddressRule rule, MapNode map, string path, ReadContext context)
    {
        if (rule.Recipient is null && rule.Sender is null)
            context.Error(map, $"{path} has neither 'recipient' nor 'sender'", "name the addresses it is for, such as 'recipient: full@*'");
        else if (rule.Reply is not null && rule.Fault is not null)
            context.Error(map, $"{path} has both 'reply' and 'fault'", "give one of the two");
        else if (rule.Reply is null && rule.Fault is null && rule.Delay.Ticks == 0)
            context.Error(map, $"{path} has none of 'reply', 'fault' and 'delay'", "say what is to happen");
        else if (rule is { At: SessionStep.Mail, Recipient: not null })
            context.Error(PathText.Member(path, "at"), $"no recipient is known at mail{PathText.In(path)}", "write 'at: rcpt', or leave 'recipient' out");
    }
}

using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>When, in what state of the server, and to whom a fault strikes.</summary>
internal static class WhenLanguage
{
    private const int Most = 1_000_000_000;

    private static ScalarShape<int> Number => Count.From(1, Most);

    private static readonly RecordShape<Range> Mailboxes = new("a number, or { from, to }", () => new Range(1, 1 << 20),
    [
        new Key<Range, int>("from", Count.From(1, 1 << 20), r => r.From, (r, v) => r with { From = v }, "The first mailbox, counted from 1."),
        new Key<Range, int>("to", Count.From(1, 1 << 20), r => r.To, (r, v) => r with { To = v }, "The last mailbox."),
    ])
    { ShortForAll = true, Check = RangeRises };

    public static RecordShape<FaultWhen> When { get; } = new("{ from, to, after-sessions, sessions-over, waiting-over, times, mailboxes, clients }", () => FaultWhen.Always,
    [
        new Key<FaultWhen, SimDuration>("from", Durations.Any, w => w.From, (w, v) => w with { From = v }, "Not before this time."),
        new Key<FaultWhen, SimDuration>("to", Durations.Positive, w => w.To, (w, v) => w with { To = v }, "Not from this time on.") { WrittenIf = w => w.To.Ticks > 0 },
        new Key<FaultWhen, int>("after-sessions", Number, w => w.AfterSessions, (w, v) => w with { AfterSessions = v }, "Once the server has taken so many sessions.")
        { WrittenIf = w => w.AfterSessions > 0 },
        new Key<FaultWhen, int>("sessions-over", Number, w => w.SessionsOver, (w, v) => w with { SessionsOver = v }, "While the server holds more sessions.")
        { WrittenIf = w => w.SessionsOver > 0 },
        new Key<FaultWhen, int>("waiting-over", Number, w => w.WaitingOver, (w, v) => w with { WaitingOver = v },
            "While more commands wait for a worker; of servers with a 'queue' other than fifo alone, or a 'pace'.")
        { WrittenIf = w => w.WaitingOver > 0 },
        new Key<FaultWhen, int>("times", Number, w => w.Times, (w, v) => w with { Times = v },
            "Only the first so many times for each client and, at RCPT and after it, mailbox: then the step succeeds.")
        { WrittenIf = w => w.Times > 0 },
        new Key<FaultWhen, Range>("mailboxes", Mailboxes, w => w.LastMailbox == 0 ? null! : new(w.FirstMailbox, w.LastMailbox), (w, v) => w with { FirstMailbox = v.From, LastMailbox = v.To },
            "Only for these mailboxes; at DATA and the end of mail data that of the first recipient counts.")
        { WrittenIf = w => w.LastMailbox > 0 },
        new Key<FaultWhen, string>("clients", Names.Group, w => w.Clients!, (w, v) => w with { Clients = v }, "Only for clients of this group.")
        { WrittenIf = w => w.Clients is not null },
    ])
    { Check = TimesRise };

    /// <summary>Whether mailboxes are named at a step before any is known.</summary>
    public static bool KnowsNoMailbox(SessionStep at, FaultWhen when) => when.LastMailbox > 0 && at is not (SessionStep.Rcpt or SessionStep.Data or SessionStep.Body);

    private static void TimesRise(FaultWhen when, MapNode map, string path, ReadContext context)
    {
        if (when.To.Ticks > 0 && when.From >= when.To)
            context.Error(PathText.Member(path, "to"), $"'to' is not later than 'from'{PathText.In(path)}", "write a later time");
    }

    private static void RangeRises(Range range, MapNode map, string path, ReadContext context)
    {
        if (range.From > range.To)
            context.Error(path, $"'from' is more than 'to'{PathText.In(path)}", "write the smaller number first");
    }

    /// <summary>Numbers of mailboxes, both included.</summary>
    internal sealed record Range(int From, int To);
}

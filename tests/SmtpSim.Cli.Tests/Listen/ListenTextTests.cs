using SmtpSim.Protocol;
using SmtpSim.Wire;

namespace SmtpSim.Cli.Tests;

public sealed class ListenTextTests
{
    private static readonly ListenTotals Totals = new()
    {
        Connections = 1412, Sessions = 1400, PeakSessions = 20, Messages = 6993, Recipients = 7001, Bytes = 4_100_000, TransientReplies = 12, Greylisted = 12,
    };

    [Fact]
    public void Table_OfSessions_TellsWhereEachStands()
    {
        SessionView[] sessions =
        [
            new(7, "127.0.0.1", 0, ServerState.ReceivingData, Verb.Data, WellKnownReplies.StartMailInput, 2, Waits: false),
            new(1400, "::1", 15_000_000, ServerState.MailGiven, Verb.Rcpt, WellKnownReplies.MailboxBusy, 0, Waits: false),
            new(1401, "127.0.0.1", 20_000_000, ServerState.Ready, Verb.Mail, WellKnownReplies.SenderOk, 0, Waits: true),
        ];
        Assert.Equal(
            """
             3 sessions open of 1,412, 6,993 messages taken for 7,001 recipients, 12 answered 4yz, 12 greylisted  2.5s
             peer       session  phase          state           mail  last                age
             127.0.0.1        7  mail transfer  receiving data     2  DATA → 354         2.5s
             ::1          1,400  mail transfer  mail given         0  RCPT → 450 4.2.0     1s
             127.0.0.1    1,401  mail transfer  ready              0  MAIL → …          500ms

            """, TestScreen.Render(screen => ListenText.Write(screen, Totals, sessions, 2.5, rows: 10), width: 120));
    }

    [Fact]
    public void Table_MoreSessionsThanRows_ShowsTheLatest()
    {
        var sessions = Enumerable.Range(1, 30).Select(i => new SessionView(i, "::1", 0, ServerState.Ready, Verb.Noop, WellKnownReplies.Ok, 0, Waits: false)).ToList();
        var page = TestScreen.Render(screen => ListenText.Write(screen, Totals, sessions, 1, rows: 5));
        Assert.Equal(8, page.Split('\n').Length - 1);
        Assert.Contains(" and 26 earlier ones", page); // the totals take two lines of 80 columns
        Assert.Contains(" 30  ", page);
    }

    [Theory]
    [InlineData(120)]
    [InlineData(80)]
    [InlineData(60)]
    [InlineData(40)]
    [InlineData(32)]
    public void Table_OnANarrowScreen_HasNoLineThatIsBroken(int width)
    {
        SessionView[] sessions =
        [
            new(7, "127.0.0.1", 0, ServerState.AnsweringRecipients, Verb.StartTls, WellKnownReplies.StartMailInput, 2, Waits: false),
            new(1400, "2001:db8::1234:5678", 15_000_000, ServerState.Greeted, Verb.Rcpt, WellKnownReplies.MailboxBusy, 0, Waits: false),
        ];
        var totals = Totals with { PermanentReplies = 1000, UnknownMailboxes = 400, Faults = 31, IdleTimeouts = 2 };
        var lines = TestScreen.Render(screen => ListenText.Write(screen, totals, sessions, 2.5, rows: 10), width).Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
        Assert.Contains(lines, line => line.Contains("RCPT → 450", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("time-outs", StringComparison.Ordinal));
    }

    [Fact]
    public void Done_SaysWhatWasTakenAndWhatWasNot() => Assert.Equal(
        "took 6,993 messages (4.1 MB) for 7,001 recipients in 1,412 sessions, at most 20 at a time, in 1m 30s, 12 answered 4yz, 12 greylisted",
        ListenText.Done(Totals, 90));

    [Fact]
    public void Done_NothingTaken_HasAUnit() => Assert.StartsWith("took 0 messages (0 B) for", ListenText.Done(new ListenTotals(), 1));
}

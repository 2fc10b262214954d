using SmtpSim.Protocol;
using SmtpSim.Wire;

namespace SmtpSim.Cli;

/// <summary>What a listener does, as a person sees it. Pure, so that what it says can be tested.</summary>
internal static class ListenText
{
    /// <summary>The totals, and as many sessions as there is room for: the latest.</summary>
    public static void Write(Screen screen, ListenTotals totals, IReadOnlyList<SessionView> sessions, double elapsed, int rows)
    {
        rows = Math.Max(1, rows - WriteTotals(screen, Plain(totals, sessions.Count), Quantity.Duration(elapsed)) + 1);
        if (sessions.Count == 0)
            return;
        var table = new TextTable(
        [
            new Column("peer", Right: false), new Column("session", Spare: 2), new Column("phase", Right: false, Spare: 1), new Column("state", Right: false, Spare: 5),
            new Column("mail", Spare: 3), new Column("last", Right: false), new Column("age", Spare: 4),
        ]);
        foreach (var session in sessions.Skip(Math.Max(0, sessions.Count - rows)))
            table.Add(session.Peer, Quantity.Count(session.Number), Spaced(session.Phase.ToString()), Spaced(session.State.ToString()),
                Quantity.Count(session.Messages), Last(session), new Cell(Quantity.Duration(elapsed - session.Opened / 1e7), Ink.Dim));
        table.Write(screen);
        if (sessions.Count > rows)
            screen.Line(screen.Paint(Ink.Dim, $" and {Quantity.Count(sessions.Count - rows)} earlier ones"));
    }

    /// <summary>A line that the terminal broke by itself would not be counted, and stay behind when the table is drawn anew.</summary>
    /// <returns>The lines written.</returns>
    private static int WriteTotals(Screen screen, string totals, string elapsed)
    {
        var lines = WordWrap.Lines(totals, screen.Width - 1).ToList();
        var fits = 1 + lines[^1].Length + 2 + elapsed.Length <= screen.Width;
        foreach (var line in lines.SkipLast(1))
            screen.Line($" {screen.Paint(Ink.Strong, line)}");
        screen.Line($" {screen.Paint(Ink.Strong, lines[^1])}{(fits ? $"  {screen.Paint(Ink.Dim, elapsed)}" : "")}");
        return lines.Count;
    }

    /// <summary>One line for a log.</summary>
    public static string Plain(ListenTotals totals, int open) =>
        $"{Quantity.Count(open, "session")} open of {Quantity.Count(totals.Connections)}, {Quantity.Count(totals.Messages, "message")} taken"
        + $" for {Quantity.Count(totals.Recipients, "recipient")}{Refusals(totals)}";

    /// <summary>What stays when it is over.</summary>
    public static string Done(ListenTotals totals, double elapsed)
    {
        var took = $"took {Quantity.Count(totals.Messages, "message")} ({Quantity.Bytes(totals.Bytes)}) for {Quantity.Count(totals.Recipients, "recipient")}"
            + $" in {Quantity.Count(totals.Connections, "session")}, at most {Quantity.Count(totals.PeakSessions)} at a time, in {Quantity.Duration(elapsed)}";
        return took + Refusals(totals);
    }

    private static string Refusals(ListenTotals totals)
    {
        (long Count, string Text)[] parts =
        [
            (totals.TransientReplies, "answered 4yz"), (totals.PermanentReplies, "answered 5yz"), (totals.Greylisted, "greylisted"),
            (totals.UnknownMailboxes, "to unknown mailboxes"), (totals.Faults, "faults"), (totals.IdleTimeouts, "idle time-outs"),
        ];
        return string.Concat(parts.Where(part => part.Count > 0).Select(part => $", {Quantity.Count(part.Count)} {part.Text}"));
    }

    private static Cell Last(SessionView session)
    {
        if (session.Reply.IsNone)
            return "";
        var command = session.Verb == Verb.Unknown ? "" : Verbs.TextOf(session.Verb) + " → ";
        return session.Waits ? new Cell(command + "…", Ink.Doubtful)
            : new Cell(command + session.Reply, session.Reply.Code >= 400 ? Ink.Bad : Ink.Good);
    }

    /// <summary><c>MailTransfer</c> as <c>mail transfer</c>.</summary>
    private static string Spaced(string name) =>
        string.Concat(name.Select((letter, i) => char.IsUpper(letter) && i > 0 ? " " + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));
}

using SmtpSim.Kernel;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Cli;

/// <summary>
/// A trace as a person reads it: times to the left, who speaks, what is said, the phase where it begins, and below a failure the reason and the
/// rule of the scenario that it comes from.
/// </summary>
/// <param name="screen">Where to.</param>
/// <param name="places">Where rules stand in the scenario.</param>
/// <param name="full">Whether attempts that went like the one before, and other messages of a session, are shown in full too.</param>
internal sealed class TracePage(Screen screen, RulePlaces places, bool full)
{
    private const int LongestListOfLikes = 10;

    private int _timeWidth;
    private Phase? _phase;
    private long _message;

    public void Write(TraceLog log)
    {
        _timeWidth = log.Lines.Max(line => Clock(line.Time).Length) + 1;
        _message = log.Number;
        WriteHeader(log);
        var attempts = AttemptsOf(full ? log.Lines : log.Folded());
        for (var i = 0; i < attempts.Count; i++)
        {
            var likes = full ? 0 : LikesAfter(attempts, i);
            WriteAttempt(attempts[i], log);
            if (likes > 0)
                WriteLikes(attempts.GetRange(i + 1, likes));
            i += likes;
        }
    }

    private void WriteHeader(TraceLog log)
    {
        var route = log.Sender is null ? "" : $"  {log.Sender} → {log.Server}";
        screen.Line(
            $"message {screen.Paint(Ink.Strong, log.Name)}{route}  {Quantity.Count(log.Bytes, "byte")}  "
            + $"{screen.Paint(InkOf(log.Fate), Word(log.Fate))} after {Quantity.Count(log.Attempts, "attempt")}");
        if (log.Recipients.Count <= 1)
            return;
        foreach (var recipient in log.Recipients)
            screen.Line($"  {recipient.Address}  {screen.Paint(InkOf(recipient.Fate), Word(recipient.Fate))}{(recipient.Reply is { } reply ? "  " + screen.Paint(Ink.Dim, reply.Replace('\n', ' ')) : "")}");
    }

    private void WriteAttempt(IReadOnlyList<TraceLine> lines, TraceLog log)
    {
        screen.Line();
        if (lines[0].Attempt > 0)
            screen.Line(screen.Paint(Ink.Strong, $" attempt {lines[0].Attempt} of {log.Attempts}"));
        (_phase, _message) = (null, log.Number);
        foreach (var line in lines)
            WriteLine(line, log);
    }

    private void WriteLine(TraceLine line, TraceLog log)
    {
        // A session may carry other messages of the client too: they are shown, so that the dialogue is whole, and stand back.
        var foreign = line.Message != 0 && line.Message != log.Number;
        if (full && line.Message != 0 && line.Message != _message)
        {
            _message = line.Message;
            WriteBare(screen.Paint(Ink.Dim, foreign ? $"({log.Client}/{line.Message} in the same session)" : $"(back to {log.Name})"));
        }

        var speaker = line.IsFromClient ? "C: " : line.IsFromServer ? "S: " : "   ";
        // Dialogue stands as it was said; what is told about it is broken to the screen.
        var text = (line.Kind == TraceKind.LostReply ? line.Text + "   (lost)" : line.Text).Split('\n');
        if (string.IsNullOrWhiteSpace(speaker))
            text = [.. WordWrap.Lines(line.Text, screen.Width - _timeWidth - 2 - speaker.Length)];
        var phase = line.Phase is { } now && now != _phase ? PhaseName(now) : "";
        _phase = line.Phase ?? _phase;
        var time = Clock(line.Time).PadLeft(_timeWidth);
        var length = time.Length + 2 + speaker.Length + text[0].Length;
        if (phase.Length > 0 && length + 2 + phase.Length > screen.Width)
        {
            screen.Line(screen.Paint(Ink.Accent, phase.PadLeft(screen.Width)));
            phase = "";
        }

        var ink = foreign ? Ink.Dim : InkOf(line);
        screen.Line($"{screen.Paint(Ink.Dim, time)}  {screen.Paint(Ink.Dim, speaker)}{screen.Paint(ink, text[0])}"
            + (phase.Length > 0 ? screen.Paint(Ink.Accent, phase.PadLeft(screen.Width - length)) : ""));
        foreach (var more in text.Skip(1))
            WriteBare("   " + screen.Paint(ink, more));
        foreach (var reason in line.Reasons)
            WriteReason(reason);
    }

    private void WriteReason(TraceReason reason)
    {
        const string Arrow = "   ← ";
        var width = screen.Width - _timeWidth - 2 - Arrow.Length;
        var rule = reason.Rule is null ? "" : $"({places.Describe(reason.Rule)})";
        var lines = WordWrap.Lines(reason.Text, width).ToList();
        var ruleFits = lines[^1].Length + 1 + rule.Length <= width;
        for (var i = 0; i < lines.Count; i++)
        {
            var more = i == lines.Count - 1 && ruleFits && rule.Length > 0 ? " " + screen.Paint(Ink.Dim, rule) : "";
            WriteBare((i == 0 ? screen.Paint(Ink.Dim, Arrow) : new string(' ', Arrow.Length)) + lines[i] + more);
        }

        if (!ruleFits)
            WriteBare(new string(' ', Arrow.Length) + screen.Paint(Ink.Dim, rule));
    }

    /// <summary>Attempts that went like the one above: a line each, and of many the first and the last.</summary>
    private void WriteLikes(List<IReadOnlyList<TraceLine>> attempts)
    {
        screen.Line();
        screen.Line(screen.Paint(Ink.Strong, $" attempts {attempts[0][0].Attempt} to {attempts[^1][0].Attempt} went the same way")
            + screen.Paint(Ink.Dim, "  (--full shows all)"));
        var shown = attempts.Count <= LongestListOfLikes ? attempts.Count : LongestListOfLikes / 2;
        for (var i = 0; i < attempts.Count; i++)
        {
            if (i == shown && attempts.Count - i > 1)
            {
                WriteBare(screen.Paint(Ink.Dim, "   …"));
                i = attempts.Count - 2;
                continue;
            }

            WriteLike(attempts[i][0].Time, attempts[i].LastOrDefault(line => line.IsFailure) ?? attempts[i][^1]);
        }
    }

    private void WriteLike(SimTime start, TraceLine failure)
    {
        var text = failure.Text.Replace('\n', ' ');
        var room = screen.Width - _timeWidth - 5 - text.Length - " ← ".Length;
        var reason = failure.Reasons.Count > 0 && failure.Reasons[0].Text.Length <= room ? screen.Paint(Ink.Dim, " ← " + failure.Reasons[0].Text) : "";
        screen.Line($"{screen.Paint(Ink.Dim, Clock(start).PadLeft(_timeWidth))}     {screen.Paint(InkOf(failure), text)}{reason}");
    }

    private void WriteBare(string text) => screen.Line(new string(' ', _timeWidth + 2) + text);

    private static List<IReadOnlyList<TraceLine>> AttemptsOf(IReadOnlyList<TraceLine> lines)
    {
        var attempts = new List<IReadOnlyList<TraceLine>>();
        for (var start = 0; start < lines.Count;)
        {
            var end = start;
            while (end < lines.Count && lines[end].Attempt == lines[start].Attempt)
                end++;
            attempts.Add([.. lines.Skip(start).Take(end - start)]);
            start = end;
        }

        return attempts;
    }

    /// <summary>How many attempts after one went like it, the last attempt of all excepted: that one tells the end.</summary>
    private static int LikesAfter(List<IReadOnlyList<TraceLine>> attempts, int index)
    {
        var likes = 0;
        while (index + likes + 2 < attempts.Count && IsLike(attempts[index], attempts[index + likes + 1]))
            likes++;
        // One or two are as quickly read as talked about.
        return likes > 2 ? likes : 0;
    }

    private static bool IsLike(IReadOnlyList<TraceLine> a, IReadOnlyList<TraceLine> b)
    {
        static IEnumerable<(TraceKind, string)> Said(IReadOnlyList<TraceLine> lines) =>
            lines.Where(line => line.Kind is not (TraceKind.Submitted or TraceKind.Waiting or TraceKind.Deferred)).Select(line => (line.Kind, line.Text));
        return Said(a).SequenceEqual(Said(b));
    }

    private static string Clock(SimTime time) => time.ToString();

    private static string PhaseName(Phase phase) => phase switch
    {
        Phase.ConnectionEstablishment => "connection establishment",
        Phase.MailTransfer => "mail transfer",
        _ => "connection termination",
    };

    private static string Word(MessageFate fate) => fate switch
    {
        MessageFate.Queued => "still queued",
        _ => fate.ToString().ToLowerInvariant(),
    };

    private static Ink InkOf(MessageFate fate) => fate switch
    {
        MessageFate.Delivered => Ink.Good,
        MessageFate.Queued => Ink.Doubtful,
        _ => Ink.Bad,
    };

    private static Ink InkOf(TraceLine line) => line.Kind switch
    {
        TraceKind.Delivered => Ink.Good,
        TraceKind.LostReply => Ink.Bad,
        TraceKind.OtherMessages => Ink.Dim,
        TraceKind.Deferred or TraceKind.Queued or TraceKind.Waiting => Ink.Doubtful,
        _ when line.ReplyCode is >= 400 and < 500 => Ink.Doubtful,
        _ when line.IsFailure => Ink.Bad,
        _ => Ink.Plain,
    };
}

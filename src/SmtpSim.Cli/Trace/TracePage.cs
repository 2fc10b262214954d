using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Cli;

/// <summary>A trace as a page: attempt after attempt, who says what and when, the phase at the right where it changes, reasons behind ←.</summary>
/// <param name="screen">Where to.</param>
/// <param name="places">Where rules stand in the scenario.</param>
/// <param name="full">Whether attempts that went like the one before, and other messages of a session, are shown in full too.</param>
internal sealed class TracePage(Screen screen, RulePlaces places, bool full)
{
    private const int LongestListOfLikes = 10;

    public void Write(TraceLog log)
    {
        var lines = full ? log.Lines : log.Folded();
        var columns = new TraceColumns(screen, lines);
        WriteHead(log);
        var blocks = AttemptBlock.Split(lines);
        for (var i = 0; i < blocks.Count; i++)
        {
            WriteBlock(log, columns, blocks[i], i == 0 ? null : blocks[i - 1]);
            var likes = full ? 0 : LikesAfter(blocks, i);
            if (likes == 0)
                continue;
            WriteLikes(columns, blocks.GetRange(i + 1, likes));
            i += likes;
        }
        WriteRecipients(log);
        if (lines.Count == log.Lines.Count)
            return;
        screen.Line();
        screen.Line(screen.Paint(Ink.Dim, "--full shows the other messages too"));
    }

    private void WriteHead(TraceLog log)
    {
        var route = log.Server is null ? log.Client : $"{log.Client} → {log.Server}";
        var recipients = log.Recipients.Count > 0 ? $", {Quantity.Count(log.Recipients.Count, "recipient")}" : "";
        var title = $"message {log.Name}";
        var facts = $"  {route}  {Quantity.Count(log.Bytes, "byte")}{recipients}";
        var attempts = log.Attempts > 0 ? $" after {Quantity.Count(log.Attempts, "attempt")}" : "";
        var fate = screen.Paint(FateText.InkOf(log.Fate), FateText.Of(log.Fate)) + attempts;
        var fits = title.Length + facts.Length + 2 + FateText.Of(log.Fate).Length + attempts.Length <= screen.Width;
        screen.Line(screen.Paint(Ink.Strong, title) + facts + (fits ? "  " + fate : ""));
        if (!fits)
            screen.Line(fate);
        var note = $"{Path.GetFileName(places.File)}, seed {log.Scenario.Seed}. C: at the time it was sent, S: at the time the client received it"
            + (log.Lines.Any(line => line.Kind == TraceKind.LostReply) ? "; what is lost, at the time it left." : ".");
        foreach (var line in WordWrap.Lines(note, screen.Width))
            screen.Line(screen.Paint(Ink.Dim, line));
    }

    private void WriteBlock(TraceLog log, TraceColumns columns, AttemptBlock block, AttemptBlock? before)
    {
        screen.Line();
        if (block.Attempt > 0)
        {
            var opener = block.Lines.FirstOrDefault(line => line.Kind == TraceKind.Connect)?.Message ?? log.Number;
            var where = block.Start.Session > 0 && before?.Lines[^1].Session == block.Start.Session ? ", in the same session"
                : opener > 0 && opener != log.Number ? $", in a session opened for {log.Client}/{opener}"
                : "";
            columns.WriteTitle($"attempt {block.Attempt} of {log.Attempts}{where}", before is null ? "phase" : "");
        }
        Phase? phase = null;
        foreach (var line in block.Lines)
        {
            columns.Write(line, line.Phase is { } now && now != phase ? PhaseText.Of(now) : null, line.Reasons.Select(places.Describe));
            phase = line.Phase ?? phase;
        }
    }

    /// <summary>How many attempts after one went like it, the last attempt of all excepted: that one tells the end.</summary>
    private static int LikesAfter(List<AttemptBlock> blocks, int index)
    {
        var likes = blocks.Skip(index + 1).SkipLast(1).TakeWhile(blocks[index].LooksLike).Count();
        // One or two are as quickly read as talked about.
        return likes > 2 ? likes : 0;
    }

    /// <summary>Attempts that went like the one above: a line each, and of many the first and the last.</summary>
    private void WriteLikes(TraceColumns columns, List<AttemptBlock> blocks)
    {
        screen.Line();
        screen.Line(screen.Paint(Ink.Strong, $"attempts {blocks[0].Attempt} to {blocks[^1].Attempt} went the same way") + screen.Paint(Ink.Dim, "  (--full shows all)"));
        var shown = blocks.Count <= LongestListOfLikes ? blocks.Count : LongestListOfLikes / 2;
        foreach (var block in blocks.Take(shown))
            columns.WriteLike(block.Start.Time, block.Decisive);
        if (shown == blocks.Count)
            return;
        columns.WriteGap();
        columns.WriteLike(blocks[^1].Start.Time, blocks[^1].Decisive);
    }

    private void WriteRecipients(TraceLog log)
    {
        if (log.Recipients.Count < 2)
            return;
        screen.Line();
        var table = new TextTable([new Column("recipient", Right: false), new Column("fate", Right: false), new Column("attempt"), new Column("last reply", Right: false)]);
        foreach (var (address, fate, attempt, reply) in log.Recipients)
            table.Add(address, new Cell(FateText.Of(fate), FateText.InkOf(fate)), attempt == 0 ? Quantity.None : Quantity.Count(attempt), reply?.Replace('\n', ' ') ?? "");
        table.Write(screen);
    }
}

/// <summary>Fates in words.</summary>
internal static class FateText
{
    public static string Of(MessageFate fate) => fate == MessageFate.Queued ? "still queued" : fate.ToString().ToLowerInvariant();

    public static Ink InkOf(MessageFate fate) => fate switch
    {
        MessageFate.Delivered => Ink.Good,
        MessageFate.Queued => Ink.Doubtful,
        _ => Ink.Bad,
    };
}

using System.Globalization;
using SmtpSim.Model;

namespace SmtpSim.Report;

/// <summary>
/// The life of a message as a sequence diagram: the client's line at the left, the server's at the right, commands and replies between them in the order
/// of time. Attempts that went like the one before are told in a line each.
/// </summary>
internal static class DialogueBlock
{
    /// <summary>Of attempts that went the same way so many are listed.</summary>
    private const int MostLikes = 8;

    /// <summary>So many recipients in a row that are answered alike are told in one line.</summary>
    private const int FewestAlike = 3;

    public static void Write(HtmlWriter html, TraceLog log)
    {
        html.Line();
        using var article = html.Open("article", ("class", "life"), ("id", IdOf(log)));
        html.Element("h3", $"{log.Name}: {FateOf(log.Fate)}");
        html.Element("p", Facts(log), ("class", "faint"));
        var blocks = AttemptBlock.Split(log.Folded());
        for (var i = 0; i < blocks.Count; i++)
        {
            WriteAttempt(html, log, blocks[i]);
            var likes = blocks.Skip(i + 1).SkipLast(1).TakeWhile(blocks[i].LooksLike).Count();
            if (likes < 2)
                continue;
            WriteLikes(html, blocks.GetRange(i + 1, likes));
            i += likes;
        }
    }

    public static string IdOf(TraceLog log) => "message-" + log.Name.Replace('/', '-');

    public static string FateOf(MessageFate fate) => fate == MessageFate.Queued ? "still queued" : fate.ToString().ToLowerInvariant();

    private static string Facts(TraceLog log)
    {
        var route = log.Server is null ? log.Client : $"{log.Client} → {log.Server}";
        var recipients = log.Recipients.Count > 0 ? $", {Quantity.Count(log.Recipients.Count, "recipient")}" : "";
        return $"{route}, {Quantity.Count(log.Bytes, "byte")}{recipients}; submitted at {log.Submitted}, {FateOf(log.Fate)} {Quantity.Duration((log.Settled - log.Submitted).TotalSeconds)} later.";
    }

    private static void WriteAttempt(HtmlWriter html, TraceLog log, AttemptBlock block)
    {
        if (block.Attempt > 0)
            html.Element("h4", string.Create(CultureInfo.InvariantCulture, $"Attempt {block.Attempt} of {log.Attempts}"));
        using var list = html.Open("ol", ("class", "dialogue"));
        var phase = block.Lines[0].Phase;
        string? said = null;
        for (var i = 0; i < block.Lines.Count; i++)
        {
            var line = block.Lines[i];
            if (RecipientsLikeThoseBefore(block.Lines, i) is >= FewestAlike and var alike)
            {
                html.Element("li", $"{Quantity.Count(alike, "more recipient")}, each answered {block.Lines[i + 1].Text}", ("class", "faint alike"));
                i += 2 * alike - 1;
                continue;
            }
            phase = line.Phase ?? phase;
            var name = line.Phase is null || phase is not { } now || PhaseText.Of(now) == said ? null : said = PhaseText.Of(now);
            WriteLine(html, line, name);
        }
    }

    /// <summary>How many recipients, each with its reply, are named from here on and answered like the one before.</summary>
    private static int RecipientsLikeThoseBefore(IReadOnlyList<TraceLine> lines, int from)
    {
        bool IsRecipient(int i) => i >= 0 && i + 1 < lines.Count && lines[i].IsFromClient && lines[i].Text.StartsWith("RCPT ", StringComparison.Ordinal)
            && lines[i + 1].IsFromServer && !lines[i + 1].IsFailure && lines[i].Reasons.Count + lines[i + 1].Reasons.Count == 0;
        var count = 0;
        while (IsRecipient(from - 2) && IsRecipient(from + 2 * count) && lines[from + 2 * count + 1].Text == lines[from - 1].Text)
            count++;
        return count;
    }

    private static void WriteLine(HtmlWriter html, TraceLine line, string? phase)
    {
        html.Line();
        var side = line.IsFromClient ? "c" : line.Kind == TraceKind.LostReply ? "s lost" : line.IsFromServer ? "s" : line.Kind == TraceKind.Connect ? "c" : "i";
        using var item = html.Open("li", ("class", line.IsFailure ? side + " wrong" : side));
        html.Element("span", line.Time.ToString(), ("class", "at"));
        using var lanes = html.Open("div", ("class", "lanes"));
        if (phase is not null)
            html.Element("span", phase, ("class", "phase"));
        using (html.Open("span", ("class", "line")))
        {
            if (line.IsFromClient || line.IsFromServer)
                html.Element("span", line.IsFromClient ? "client: " : "server: ", ("class", "unseen"));
            // A command or reply is on the wire as it stands; the rest is told.
            using var text = html.Open(line.IsFromClient || line.IsFromServer ? "code" : "em");
            html.Text(line.Text);
            if (line.Kind == TraceKind.LostReply)
                html.Text("  ✗ lost");
        }
        foreach (var reason in line.Reasons)
        {
            using var why = html.Open("span", ("class", "why"));
            html.Text("← " + reason.Text);
            if (reason.Rule is { } rule)
            {
                html.Text(" (");
                html.Element("code", rule);
                html.Text(")");
            }
        }
    }

    private static void WriteLikes(HtmlWriter html, List<AttemptBlock> likes)
    {
        html.Element("h4", string.Create(CultureInfo.InvariantCulture, $"Attempts {likes[0].Attempt} to {likes[^1].Attempt} went the same way"));
        using var list = html.Open("ol", ("class", "dialogue"));
        var shown = likes.Count <= MostLikes ? likes : [.. likes.Take(MostLikes - 1), likes[^1]];
        foreach (var block in shown)
        {
            using var item = html.Open("li", ("class", "i wrong"));
            html.Element("span", block.Start.Time.ToString(), ("class", "at"));
            using var lanes = html.Open("div", ("class", "lanes"));
            using var line = html.Open("span", ("class", "line"));
            html.Element("em", $"attempt {block.Attempt}: {block.Decisive.Text.Replace('\n', ' ')}");
        }
        if (shown.Count < likes.Count)
            html.Element("li", $"and {Quantity.Count(likes.Count - shown.Count)} more between the last two of these", ("class", "faint"));
    }
}

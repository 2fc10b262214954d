namespace SmtpSim.Model;

/// <summary>Folds the transactions of other messages in the traced one's sessions, each run of them into one line.</summary>
internal static class OtherMessages
{
    public static List<TraceLine> Fold(TraceLog log)
    {
        var lines = new List<TraceLine>();
        var run = new List<TraceLine>();
        foreach (var line in log.Lines)
        {
            if (IsOther(line, log))
            {
                run.Add(line);
                continue;
            }
            Close(log, run, lines);
            lines.Add(line);
        }
        Close(log, run, lines);
        return lines;
    }

    private static bool IsOther(TraceLine line, TraceLog log)
        => (line.IsFromClient || line.IsFromServer) && line.Message > 0 && line.Message != log.Number;

    private static void Close(TraceLog log, List<TraceLine> run, List<TraceLine> lines)
    {
        if (run.Count > 0)
            lines.Add(run[0] with { Kind = TraceKind.OtherMessages, Text = Describe(log, run), Reasons = [], ReplyCode = 0 });
        run.Clear();
    }

    private static string Describe(TraceLog log, List<TraceLine> run)
    {
        var messages = run.Select(line => line.Message).Distinct().ToList();
        if (messages.Count > 1)
            return $"({messages.Count} other messages, {log.Client}/{messages[0]} … {log.Client}/{messages[^1]})";
        // What the transaction came to; the answer to a RSET after it says nothing about that.
        var reply = run.LastOrDefault(line => line.IsFromServer && line.ReplyCode >= 400) ?? run.LastOrDefault(line => line.IsFromServer);
        return $"(another message, {log.Client}/{messages[0]}{(reply is null ? "" : $": {reply.Text}")})";
    }
}

using SmtpSim.Kernel;
using SmtpSim.Model;
using SmtpSim.Protocol;
using SmtpSim.Wire;

namespace SmtpSim.Cli;

/// <summary>A session with a real server as a page, in the columns of a trace.</summary>
internal sealed class SendPage(Screen screen)
{
    /// <summary>Of more messages than this each has no line in the end; how they fared together is in the title.</summary>
    private const int MostRows = 50;

    public void Write(SendResult result, Target target)
    {
        var first = result.Messages[0].Message;
        var several = result.Messages.Count > 1 ? $"{Quantity.Count(result.Messages.Count, "message")} of " : "";
        var title = $"<{first.ReversePath}> → {target}";
        screen.Line($"{screen.Paint(Ink.Strong, title)}  {several}{Quantity.Count(first.Text.Length, "byte")}, {Quantity.Count(first.Recipients.Count, "recipient")}");
        var (text, ink) = SendWords.Of(result);
        screen.Line(screen.Paint(ink, text));
        screen.Line(screen.Paint(Ink.Dim, "C: at the time it was sent, S: at the time it was received."));
        WriteSession(result);
        WriteRecipients(result);
    }

    private void WriteSession(SendResult result)
    {
        var outcome = new TraceLine { Time = SimTime.Zero, Kind = SendWords.KindOf(result), Text = SendWords.Of(result).Text };
        var columns = new TraceColumns(screen, result.Lines);
        screen.Line();
        Phase? phase = null;
        foreach (var line in result.Lines)
        {
            columns.Write(line, line.Phase is { } now && now != phase ? PhaseText.Of(now) : null, line.Reasons.Select(reason => reason.Text));
            phase = line.Phase ?? phase;
        }

        columns.Write(outcome, phase: null, []);
    }

    private void WriteRecipients(SendResult result)
    {
        var rows = result.Messages.SelectMany((message, i) => message.Recipients.Select(recipient => (Number: i + 1, recipient))).ToList();
        if (rows.Count is < 2 or > MostRows)
            return;
        var several = result.Messages.Count > 1;
        screen.Line();
        var columns = new List<Column> { new("recipient", Right: false), new("fate", Right: false), new("reply", Right: false) };
        if (several)
            columns.Insert(0, new Column("message"));
        var table = new TextTable([.. columns]);
        foreach (var (number, (address, fate, reply)) in rows)
        {
            var cells = new List<Cell> { address, new(SendWords.Of(fate), FateText.InkOf(fate)), reply?.Replace('\n', ' ') ?? Quantity.None };
            if (several)
                cells.Insert(0, Quantity.Count(number));
            table.Add([.. cells]);
        }

        table.Write(screen);
    }
}

/// <summary>What came of sending, in words.</summary>
internal static class SendWords
{
    public static (string Text, Ink Ink) Of(SendResult result)
    {
        if (result.End == SendEnd.Unreachable)
            return ("not sent: no connection", Ink.Bad);
        if (result.End == SendEnd.TlsFailed)
            return ("not sent: no TLS", Ink.Bad);
        var recipients = result.Messages.SelectMany(message => message.Recipients).ToList();
        var delivered = recipients.Count(recipient => recipient.Fate == MessageFate.Delivered);
        var bounced = recipients.Count(recipient => recipient.Fate == MessageFate.Bounced);
        var queued = recipients.Count - delivered - bounced;
        if (delivered == recipients.Count)
            return ("accepted" + Share(delivered, recipients.Count), Ink.Good);
        var parts = new[] { (delivered, "accepted"), (bounced, "refused for good"), (queued, queued > 0 && result.End != SendEnd.Completed ? "to be tried again" : "refused for now") }
            .Where(part => part.Item1 > 0)
            .Select(part => part.Item2 + Share(part.Item1, recipients.Count));
        return (string.Join(", ", parts), bounced > 0 ? Ink.Bad : Ink.Doubtful);
    }

    public static TraceKind KindOf(SendResult result) => Of(result).Ink switch
    {
        Ink.Good => TraceKind.Delivered,
        Ink.Bad => TraceKind.Bounced,
        _ => TraceKind.Deferred,
    };

    public static string Of(MessageFate fate) => fate switch
    {
        MessageFate.Delivered => "accepted",
        MessageFate.Bounced => "refused for good",
        _ => "to be tried again",
    };

    private static string Share(int count, int all) => all == 1 ? "" : count == all ? $" for all {Quantity.Count(all)} recipients" : $" for {Quantity.Count(count)} of {Quantity.Count(all)} recipients";
}

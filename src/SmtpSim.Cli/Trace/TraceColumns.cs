using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Cli;

/// <summary>The columns of a trace: time, who, text, and the phase at the right. What does not fit goes on below its text.</summary>
internal sealed class TraceColumns(Screen screen, IReadOnlyList<TraceLine> lines)
{
    private const int Gap = 2;
    private const char NoBreak = '\u00A0';
    private const string Because = "← ";
    private const string Lost = "  ✗ lost";

    private const int OutcomeIndent = 3;

    /// <summary>As wide as the longest of the phases.</summary>
    private const int PhaseWidth = 24;

    private readonly int _timeWidth = lines.Max(line => line.Time.ToString().Length);

    /// <summary>Blank, time, gap, who, blank.</summary>
    private int TextStart => 1 + _timeWidth + Gap + 3;

    private int PhaseStart => Math.Max(TextStart, screen.Width - PhaseWidth);

    public void WriteTitle(string title, string right)
    {
        var blanks = right.Length == 0 ? "" : new string(' ', Math.Max(Gap, PhaseStart - title.Length));
        screen.Line(screen.Paint(Ink.Strong, title) + blanks + screen.Paint(Ink.Dim, right));
    }

    /// <summary>Writes an attempt as a line: when it began and what it failed of, with the first reason if there is room.</summary>
    public void WriteLike(SimTime start, TraceLine failure)
    {
        var text = failure.Text.Replace('\n', ' ');
        var why = failure.Reasons.Count > 0 ? Because + failure.Reasons[0].Text : "";
        var fits = why.Length > 0 && TextStart + text.Length + Gap + why.Length <= screen.Width;
        screen.Line($" {screen.Paint(Ink.Dim, start.ToString().PadLeft(_timeWidth))}{new string(' ', TextStart - 1 - _timeWidth)}{screen.Paint(InkOf(failure), text)}"
            + (fits ? new string(' ', Gap) + screen.Paint(Ink.Dim, why) : ""));
    }

    public void WriteGap() => screen.Line(new string(' ', TextStart) + screen.Paint(Ink.Dim, "…"));

    /// <summary>Writes a line of the trace.</summary>
    /// <param name="line">The line.</param>
    /// <param name="phase">The phase where it changes, else null.</param>
    /// <param name="reasons">The reasons with their places.</param>
    public void Write(TraceLine line, string? phase, IEnumerable<string> reasons)
    {
        var why = string.Join("; and ", reasons);
        if (line.IsOutcome)
        {
            var parts = WordWrap.Lines(line.Text, screen.Width - OutcomeIndent).ToList();
            for (var i = 0; i < parts.Count - 1; i++)
                screen.Line(new string(' ', i == 0 ? 1 : OutcomeIndent) + screen.Paint(InkOf(line), parts[i]));
            var start = new string(' ', parts.Count == 1 ? 1 : OutcomeIndent);
            WriteWithReason(start, screen.Paint(InkOf(line), parts[^1]), start.Length + parts[^1].Length, why, OutcomeIndent);
            return;
        }
        var texts = line.Text.Split('\n');
        if (phase is not null && TextStart + texts[0].Length + 1 + phase.Length > screen.Width)
        {
            screen.Line(new string(' ', Math.Max(0, PhaseStart)) + screen.Paint(Ink.Dim, phase));
            phase = null;
        }
        for (var i = 0; i < texts.Length; i++)
        {
            var time = (i == 0 ? line.Time.ToString() : "").PadLeft(_timeWidth);
            var head = $" {screen.Paint(Ink.Dim, time)}{new string(' ', Gap)}{Who(line)} ";
            var lost = line.Kind == TraceKind.LostReply && i == texts.Length - 1 ? Lost : "";
            var text = screen.Paint(InkOf(line), texts[i]) + screen.Paint(Ink.Bad, lost);
            var width = TextStart + texts[i].Length + lost.Length;
            if (i == 0 && phase is not null)
            {
                // A long text pushes the phase to the edge.
                var at = width < PhaseStart ? PhaseStart : screen.Width - phase.Length;
                text += new string(' ', Math.Max(1, at - width)) + screen.Paint(Ink.Dim, phase);
                width = at + phase.Length;
            }
            if (i < texts.Length - 1)
                screen.Line(head + text);
            else
                WriteWithReason(head, text, width, why, TextStart + 2);
        }
    }

    private void WriteWithReason(string start, string text, int width, string why, int indent)
    {
        if (why.Length == 0)
        {
            screen.Line((start + text).TrimEnd());
            return;
        }
        if (width + Gap + Because.Length + why.Length <= screen.Width)
        {
            screen.Line(start + text + new string(' ', Gap) + screen.Paint(Ink.Dim, Because + why.Replace(NoBreak, ' ')));
            return;
        }
        screen.Line((start + text).TrimEnd());
        var first = true;
        foreach (var part in WordWrap.Lines(why, Math.Max(20, screen.Width - indent - Because.Length)))
        {
            screen.Line(new string(' ', indent) + screen.Paint(Ink.Dim, (first ? Because : new string(' ', Because.Length)) + part.Replace(NoBreak, ' ')));
            first = false;
        }
    }

    private string Who(TraceLine line) => line.IsFromClient ? screen.Paint(Ink.Accent, "C:") : line.IsFromServer ? screen.Paint(Ink.Strong, "S:") : "  ";

    private static Ink InkOf(TraceLine line) => line.Kind switch
    {
        TraceKind.Delivered => Ink.Good,
        TraceKind.Deferred or TraceKind.Queued or TraceKind.Waiting => Ink.Doubtful,
        TraceKind.LostReply or TraceKind.OtherMessages => Ink.Dim,
        TraceKind.Reply when line.ReplyCode is >= 400 and < 500 => Ink.Doubtful,
        _ => line.IsFailure ? Ink.Bad : Ink.Plain,
    };
}

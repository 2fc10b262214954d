using SmtpSim.Wire;

namespace SmtpSim.Cli;

/// <summary>The result of a check as a page: subject by subject, what failed with its transcript, and a table of counts.</summary>
internal sealed class ConformPage(Screen screen, ConformTranscripts transcripts)
{
    private const int LevelWidth = 6;
    private const int Indent = 11;

    public static void List(IReadOnlyList<ConformCase> cases, Screen screen)
    {
        var width = cases.Max(one => one.Id.Length);
        foreach (var group in cases.GroupBy(one => one.Group))
        {
            screen.Line(screen.Paint(Ink.Strong, group.Key));
            foreach (var one in group)
                screen.Line($" {Level(one.Level)}  {one.Id.PadRight(width)}  {one.Title}");
        }
    }

    public static string TroubleOf(ConformReport report) => report.Trouble switch
    {
        ConformTrouble.Unreachable => $"no connection to {report.Options.Target}: {report.TroubleText}",
        ConformTrouble.NotSmtp => $"{report.Options.Target} does not behave as a mail server: expected {report.TroubleText}",
        ConformTrouble.LoginRefused => $"{report.Options.Target} refuses AUTH PLAIN with the user and password of --auth: {report.TroubleText}; no case was run",
        _ => $"{report.Options.Target} is gone: {report.TroubleText}; {Quantity.Count(report.Results.Count(result => result.Outcome == ConformOutcome.NotRun), "case")} not run",
    };

    public void Write(ConformReport report)
    {
        if (report.Trouble is ConformTrouble.Unreachable or ConformTrouble.NotSmtp or ConformTrouble.LoginRefused)
        {
            screen.Line(screen.Paint(Ink.Bad, TroubleOf(report)));
            WriteTranscript(report.TroubleTranscript);
            return;
        }
        screen.Line($"{screen.Paint(Ink.Strong, report.Options.Target.ToString())}  {report.Domain}");
        foreach (var line in WordWrap.Lines(report.Extensions.Count == 0 ? "no extensions" : "offers " + string.Join(' ', report.Extensions), screen.Width))
            screen.Line(screen.Paint(Ink.Dim, line));
        foreach (var group in report.Results.GroupBy(result => result.Case.Group))
        {
            // What is about the other protocol is no news.
            var results = group.Where(result => transcripts == ConformTranscripts.All || !(result.Outcome == ConformOutcome.Skipped && IsForeign(result, report))).ToList();
            if (results.Count > 0)
                WriteGroup(group.Key, results);
        }
        screen.Line();
        WriteCounts(report);
        if (report.Trouble == ConformTrouble.Gone)
            screen.Line(screen.Paint(Ink.Bad, TroubleOf(report)));
    }

    private static bool IsForeign(ConformResult result, ConformReport report)
        => !result.Case.Protocols.HasFlag(report.Options.Lmtp ? ConformProtocols.Lmtp : ConformProtocols.Smtp);

    private void WriteGroup(string name, List<ConformResult> results)
    {
        screen.Line();
        screen.Line(screen.Paint(Ink.Strong, name));
        if (results.Count > 1 && results.TrueForAll(result => result.Outcome == ConformOutcome.Skipped && result.Reason == results[0].Reason))
        {
            screen.Line(screen.Paint(Ink.Dim, $" – {Quantity.Count(results.Count, "case")}: {results[0].Reason}"));
            return;
        }
        foreach (var result in results)
            WriteResult(result);
    }

    private void WriteResult(ConformResult result)
    {
        var one = result.Case;
        var (mark, ink) = result.Outcome switch
        {
            ConformOutcome.Passed => ("✓", Ink.Good),
            ConformOutcome.Failed => ("✗", one.Level == ConformLevel.Must ? Ink.Bad : Ink.Doubtful),
            _ => ("–", Ink.Dim),
        };
        var id = Indent + one.Title.Length + 2 + one.Id.Length <= screen.Width ? new string(' ', screen.Width - Indent - one.Title.Length - one.Id.Length) + screen.Paint(Ink.Dim, one.Id) : "";
        screen.Line($" {screen.Paint(ink, mark)} {screen.Paint(Ink.Dim, Level(one.Level))}  {screen.Paint(result.Outcome == ConformOutcome.Failed ? ink : Ink.Plain, one.Title)}{id}");
        if (result.Outcome is ConformOutcome.Skipped or ConformOutcome.NotRun)
            Below(result.Reason!, Ink.Dim);
        if (transcripts == ConformTranscripts.All || (transcripts == ConformTranscripts.Failed && result.Outcome == ConformOutcome.Failed))
            WriteTranscript(result.Transcript);
        if (result.Outcome != ConformOutcome.Failed)
            return;
        Below($"expected {result.Reason}", ink);
        Below($"{one.Section}: {one.Rule}{(id.Length == 0 ? $" ({one.Id})" : "")}", Ink.Dim);
    }

    private void WriteTranscript(IReadOnlyList<ProbeLine> lines)
    {
        foreach (var line in lines)
        {
            var who = line.FromClient switch { true => "C: ", false => "S: ", _ => "   " };
            screen.Line($"{(line.IsOffending ? "        ▶ " : "          ")}{screen.Paint(line.IsOffending ? Ink.Bad : Ink.Dim, who + line.Text)}");
        }
    }

    private void Below(string text, Ink ink)
    {
        foreach (var line in WordWrap.Lines(text, screen.Width - Indent))
            screen.Line(new string(' ', Indent - 1) + screen.Paint(ink, line));
    }

    private void WriteCounts(ConformReport report)
    {
        var table = new TextTable([new Column("", Right: false), new Column("passed"), new Column("failed"), new Column("skipped")]);
        foreach (var level in Enum.GetValues<ConformLevel>())
        {
            var failed = report.Count(level, ConformOutcome.Failed);
            table.Add(
                level.ToString().ToLowerInvariant(),
                Quantity.Count(report.Count(level, ConformOutcome.Passed)),
                new Cell(Quantity.Count(failed), failed == 0 ? Ink.Plain : level == ConformLevel.Must ? Ink.Bad : Ink.Doubtful),
                Quantity.Count(report.Count(level, ConformOutcome.Skipped)));
        }
        table.Write(screen);
    }

    private static string Level(ConformLevel level) => level.ToString().ToLowerInvariant().PadRight(LevelWidth);
}

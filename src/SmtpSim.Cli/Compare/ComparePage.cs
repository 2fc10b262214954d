using SmtpSim.Results;

namespace SmtpSim.Cli;

/// <summary>What <c>compare</c> prints.</summary>
internal sealed class ComparePage(Screen screen, bool all)
{
    private const int MostSettings = 12;
    private const int MostFigures = 25;

    /// <summary>What two results are, or in what they differ.</summary>
    public void Write(ReportedComparison compared, ComparedResults a, ComparedResults b)
    {
        if (compared.IsSame)
        {
            WriteSame(a);
            return;
        }

        WriteHead(a, b);
        if (compared.OnlyA.Count + compared.OnlyB.Count > 0)
            WriteSettings(compared.OnlyA, compared.OnlyB);
        else if (compared.Figures is not null)
            WriteSameScenario(a, b);
        if (compared.FirstEvent is { } first)
            WriteFirstEvent(first, compared.FirstEvents);
        if (compared.Figures is { } figures)
            WriteFigures(figures);
        if (compared.Cells is { } cells)
            WriteCells(cells);
    }

    public void WriteReport(string file) => screen.Line($" {screen.Paint(Ink.Dim, "report")}  {file}");

    private void WriteSame(ComparedResults one) => screen.Line($"{screen.Paint(Ink.Good, "the same")}  digest {one.Digest}");

    private void WriteHead(ComparedResults a, ComparedResults b)
    {
        screen.Line(screen.Paint(Ink.Bad, "not the same"));
        screen.Line($" A  {a.Folder}  digest {a.Digest[..12]}…");
        screen.Line($" B  {b.Folder}  digest {b.Digest[..12]}…");
    }

    /// <summary>The same scenario with two digests: what ran it was not the same.</summary>
    private void WriteSameScenario(ComparedResults a, ComparedResults b)
    {
        var (one, two) = (a.Manifest(ResultsJson.Default.Manifest), b.Manifest(ResultsJson.Default.Manifest));
        var why = a.Complete != b.Complete ? $"{(a.Complete ? "B" : "A")} was interrupted"
            : one.Load is not null || two.Load is not null ? "one of them ran against a real server"
            : one.Program != two.Program ? $"they are of {Text(one.Program)} and {Text(two.Program)}"
            : "and so should be the results: 'smtpsim verify' tells which of them this program gives";
        screen.Line();
        screen.Line($" The scenario is the same; {why}.");
    }

    /// <summary>The lines of the effective scenarios that differ.</summary>
    private void WriteSettings(IReadOnlyList<string> onlyA, IReadOnlyList<string> onlyB)
    {
        screen.Line();
        screen.Line($" {screen.Paint(Ink.Dim, "scenario")}");
        foreach (var (mark, line) in Shown(onlyA.Select(line => ("A", line)).Concat(onlyB.Select(line => ("B", line))), MostSettings))
            screen.Line($"  {mark}  {line}");
        WriteRest(onlyA.Count + onlyB.Count, MostSettings, "line");
    }

    private void WriteFirstEvent(string first, IReadOnlyList<(string Time, string Host, string What)> events)
    {
        screen.Line();
        screen.Line(" " + first);
        var (time, host) = (events.Select(one => one.Time.Length).DefaultIfEmpty().Max(), events.Select(one => one.Host.Length).DefaultIfEmpty().Max());
        for (var i = 0; i < events.Count; i++)
            screen.Line($"  {(i == 0 ? "A" : "B")}  {events[i].Time.PadLeft(time)}  {events[i].Host.PadRight(host)}  {events[i].What}");
    }

    private void WriteFigures(IReadOnlyList<FigureDifference> figures)
    {
        screen.Line();
        if (figures.Count == 0)
        {
            screen.Line(" No figure of the summary differs: what differs is in the series, or in the order of events.");
            return;
        }

        var table = new TextTable([new Column("figure", Right: false), new Column("A"), new Column("B"), new Column("change")]);
        foreach (var figure in Shown(figures, MostFigures))
            table.Add(figure.Name, ComparisonText.Number(figure.A), ComparisonText.Number(figure.B), ComparisonText.Change(figure.Relative));
        table.Write(screen);
        WriteRest(figures.Count, MostFigures, "figure");
        screen.Line();
        screen.Line($" {Quantity.Count(figures.Count, "figure")} differ{(figures.Count == 1 ? "s" : "")}. One run of each tells no chance from effect: sweep with replications for intervals.");
    }

    private void WriteCells(IReadOnlyList<CellDifference> differences)
    {
        var clear = differences.Where(difference => difference.IsClear).ToList();
        screen.Line();
        foreach (var cell in Shown(clear, MostFigures).GroupBy(difference => difference.Cell, StringComparer.Ordinal))
        {
            screen.Line($" {screen.Paint(Ink.Strong, cell.Key)}");
            var table = new TextTable([new Column("metric", Right: false), new Column("A"), new Column("B"), new Column("B - A")]);
            foreach (var one in cell)
            {
                var unit = ComparisonText.UnitOf(one.Metric);
                table.Add(one.Metric, MetricFigure.Of(unit, one.Paired.MeanOfA), MetricFigure.Of(unit, one.Paired.MeanOfB), ComparisonText.Signed(unit, one.Paired.Difference));
            }

            table.Write(screen);
            screen.Line();
        }

        WriteRest(clear.Count, MostFigures, "difference");

        foreach (var line in WordWrap.Lines((ComparisonText.MostTelling(differences) is { } telling ? telling + ". " : "") + ComparisonText.OfCells(differences), screen.Width - 1))
            screen.Line(" " + line);
    }

    private IEnumerable<T> Shown<T>(IEnumerable<T> items, int most) => all ? items : items.Take(most);

    private void WriteRest(int count, int most, string noun)
    {
        if (!all && count > most)
            screen.Line($" … {Quantity.Count(count - most, "more " + noun)}: --all");
    }

    private static string Text(ManifestProgram program) =>
        program.Commit is null ? program.Version : $"{program.Version} ({program.Commit[..Math.Min(9, program.Commit.Length)]})";
}

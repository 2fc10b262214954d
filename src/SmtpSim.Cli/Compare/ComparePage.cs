using System.Globalization;
using SmtpSim.Kernel;
using SmtpSim.Model;
using SmtpSim.Results;

namespace SmtpSim.Cli;

/// <summary>What <c>compare</c> prints.</summary>
internal sealed class ComparePage(Screen screen, bool all)
{
    private const int MostSettings = 12;
    private const int MostFigures = 25;

    public void WriteSame(ComparedResults one) => screen.Line($"{screen.Paint(Ink.Good, "the same")}  digest {one.Digest}");

    public void WriteHead(ComparedResults a, ComparedResults b)
    {
        screen.Line(screen.Paint(Ink.Bad, "not the same"));
        screen.Line($" A  {a.Folder}  digest {a.Digest[..12]}…");
        screen.Line($" B  {b.Folder}  digest {b.Digest[..12]}…");
    }

    /// <summary>The same scenario with two digests: what ran it was not the same.</summary>
    public void WriteSameScenario(ComparedResults a, ComparedResults b)
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
    public void WriteSettings(string a, string b)
    {
        var (linesOfA, linesOfB) = (SettingLines.Of(a), SettingLines.Of(b));
        var (onlyA, onlyB) = (linesOfA.Except(linesOfB).ToList(), linesOfB.Except(linesOfA).ToList());
        screen.Line();
        screen.Line($" {screen.Paint(Ink.Dim, "scenario")}");
        foreach (var (mark, line) in Shown(onlyA.Select(line => ("A", line)).Concat(onlyB.Select(line => ("B", line))), MostSettings))
            screen.Line($"  {mark}  {line}");
        WriteRest(onlyA.Count + onlyB.Count, MostSettings, "line");
    }

    public void WriteFirstEvent(TrajectoryDifference? difference)
    {
        screen.Line();
        screen.Line(
            difference is null ? " Every event is the same in both."
            : difference.First == difference.Second ? $" They part at event {Quantity.Count(difference.Number)}, at {Clock(difference.First)}."
            : $" They part at event {Quantity.Count(difference.Number)}: in A {Clock(difference.First)}, in B {Clock(difference.Second)}.");
    }

    public void WriteFigures(IReadOnlyList<FigureDifference> figures)
    {
        screen.Line();
        if (figures.Count == 0)
        {
            screen.Line(" No figure of the summary differs: what differs is in the series, or in the order of events.");
            return;
        }

        var table = new TextTable([new Column("figure", Right: false), new Column("A"), new Column("B"), new Column("change")]);
        foreach (var figure in Shown(figures, MostFigures))
            table.Add(figure.Name, Number(figure.A), Number(figure.B), Change(figure.Relative));
        table.Write(screen);
        WriteRest(figures.Count, MostFigures, "figure");
        screen.Line();
        screen.Line($" {Quantity.Count(figures.Count, "figure")} differ{(figures.Count == 1 ? "s" : "")}. One run of each tells no chance from effect: sweep with replications for intervals.");
    }

    public void WriteCells(IReadOnlyList<CellDifference> differences)
    {
        var clear = differences.Where(difference => difference.IsClear).ToList();
        screen.Line();
        foreach (var cell in Shown(clear, MostFigures).GroupBy(difference => difference.Cell, StringComparer.Ordinal))
        {
            screen.Line($" {screen.Paint(Ink.Strong, cell.Key)}");
            var table = new TextTable([new Column("metric", Right: false), new Column("A"), new Column("B"), new Column("B - A")]);
            foreach (var one in cell)
            {
                var unit = MetricCatalogue.Find(one.Metric.Split('{')[0])?.Unit ?? MetricUnit.Factor;
                table.Add(one.Metric, MetricFigure.Of(unit, one.Paired.MeanOfA), MetricFigure.Of(unit, one.Paired.MeanOfB), Signed(unit, one.Paired.Difference));
            }

            table.Write(screen);
            screen.Line();
        }

        WriteRest(clear.Count, MostFigures, "difference");

        screen.Line(Sentence(differences, clear.Count));
    }

    private static string Sentence(IReadOnlyList<CellDifference> differences, int clear)
    {
        if (differences.Count == 0)
            return " No metric of a cell that both have differs.";
        if (differences.All(difference => difference.Paired.Difference.Count < 2))
            return $" {Quantity.Count(differences.Count, "metric")} of cells that both have differ, but one replication gives no interval: sweep with more.";
        return clear == 0
            ? $" None of {Quantity.Count(differences.Count, "difference")} is clear: all may be chance (paired 95 % intervals that hold together, Bonferroni)."
            : $" {clear} of {Quantity.Count(differences.Count, "difference")} {(clear == 1 ? "is" : "are")} clear: paired 95 % intervals, which hold all together (Bonferroni), leave 0 out.";
    }

    private IEnumerable<T> Shown<T>(IEnumerable<T> items, int most) => all ? items : items.Take(most);

    private void WriteRest(int count, int most, string noun)
    {
        if (!all && count > most)
            screen.Line($" … {Quantity.Count(count - most, "more " + noun)}: --all");
    }

    private static string Signed(MetricUnit unit, MeanInterval difference) =>
        $"{(difference.Mean < 0 ? "-" : "+")}{MetricFigure.Of(unit, Math.Abs(difference.Mean))} ±{MetricFigure.Of(unit, difference.HalfWidth)}";

    private static string Number(double? value) => value?.ToString("G6", CultureInfo.InvariantCulture) ?? Quantity.None;

    private static string Change(double? relative) =>
        relative is { } share && double.IsFinite(share) ? share.ToString("+0.0 %;-0.0 %", CultureInfo.InvariantCulture) : Quantity.None;

    private static string Text(ManifestProgram program) =>
        program.Commit is null ? program.Version : $"{program.Version} ({program.Commit[..Math.Min(9, program.Commit.Length)]})";

    private static string Clock(SimTime? time)
    {
        if (time is not { } at)
            return "nothing more happens";
        var span = TimeSpan.FromTicks(at.Ticks);
        return span.ToString(span.Days > 0 ? @"d\ hh\:mm\:ss\.fff" : @"h\:mm\:ss\.fff", CultureInfo.InvariantCulture);
    }
}

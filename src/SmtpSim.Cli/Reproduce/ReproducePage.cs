using System.Globalization;
using SmtpSim.Results;

namespace SmtpSim.Cli;

/// <summary>Published figures beside simulated ones on a terminal, with the verdict of each and where they were published.</summary>
internal sealed class ReproducePage(Screen screen)
{
    public void Write(PublishedExperiment experiment, IReadOnlyList<PublishedComparison> comparisons, SweepTable table, ulong seed, string path, string digest)
    {
        var runs = table.Cells.Sum(cell => cell.Runs.Count);
        screen.Line($" {screen.Paint(Ink.Strong, experiment.Name)}  seed {seed.ToString(CultureInfo.InvariantCulture)}  {Quantity.Count(table.Cells.Count, "cell")}, {Quantity.Count(runs, "run")}");
        foreach (var line in WordWrap.Lines(experiment.Title, screen.Width - 2))
            screen.Line(" " + line);
        screen.Line();
        var figures = new TextTable(
        [
            .. table.Factors.Select(factor => new Column(factor, Right: false)),
            new Column("quantity", Right: false), new Column("published"), new Column("simulated"), new Column("99 % interval", Spare: 1), new Column("verdict", Right: false),
        ]);
        var above = "";
        foreach (var one in comparisons)
        {
            var cell = table.Cells.Single(cell => cell.Name == one.Figure.Cell);
            figures.Add(
            [
                .. cell.Values.Select(value => one.Figure.Cell == above ? "" : new Cell(value.Value, Ink.Strong)),
                one.Figure.Quantity, PublishedText.Published(one), PublishedText.Simulated(one), PublishedText.Interval(one), Verdict(one),
            ]);
            above = one.Figure.Cell;
        }

        figures.Write(screen);
        screen.Line();
        var good = comparisons.All(one => one.Verdict == PublishedVerdict.Holds);
        foreach (var line in WordWrap.Lines(PublishedJudge.Sentence(comparisons), screen.Width - 2))
            screen.Line(" " + screen.Paint(good ? Ink.Good : Ink.Bad, line));
        if (comparisons.Any(one => one.Interval is not null))
            screen.Line(" The intervals hold all together with 99 % (Bonferroni).");
        screen.Line();
        foreach (var (line, first) in WordWrap.Lines(experiment.Source, screen.Width - 12).Select((line, i) => (line, i == 0)))
            screen.Line($" {screen.Paint(Ink.Dim, first ? "source " : "       ")}  {line}");
        screen.Line($" {screen.Paint(Ink.Dim, "report ")}  {Path.Combine(path, SweepReport.FileName)}");
        screen.Line($" {screen.Paint(Ink.Dim, "digest ")}  {digest}");
    }

    private static Cell Verdict(PublishedComparison one) => one.Verdict switch
    {
        PublishedVerdict.Holds => new Cell("holds", Ink.Good),
        PublishedVerdict.Differs => new Cell("differs", Ink.Bad),
        _ => new Cell("too wide", Ink.Doubtful),
    };
}

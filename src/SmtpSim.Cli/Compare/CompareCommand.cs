using System.CommandLine;
using System.Text.Json;
using SmtpSim.Model;
using SmtpSim.Results;

namespace SmtpSim.Cli;

/// <summary><c>smtpsim compare A B</c>: whether two results are the same, and if not, where they part and by how much.</summary>
internal static class CompareCommand
{
    public static Command Create(Terminal terminal)
    {
        var a = new Argument<string>("A") { Description = "A results folder of run or sweep." };
        var b = new Argument<string>("B") { Description = "Another of the same kind." };
        var all = new Option<bool>("--all") { Description = "Show every difference, not the first few." };
        var report = new Option<FileInfo?>("--report") { HelpName = "FILE", Description = "Write the comparison as a page of its own (HTML)." };
        var figures = FigureExport.Option();
        var command = new Command("compare", "Compare two results: the same, or what differs.") { a, b, all, report, figures };
        command.SetAction(parsed =>
        {
            using var export = FigureExport.Begin(parsed.GetValue(figures), terminal);
            return Compare(
                ComparedResults.Of(parsed.GetRequiredValue(a)), ComparedResults.Of(parsed.GetRequiredValue(b)), new ComparePage(terminal.Output, parsed.GetValue(all)), parsed.GetValue(report), export, terminal);
        });
        return command;
    }

    private static int Compare(ComparedResults a, ComparedResults b, ComparePage page, FileInfo? report, FigureExport? export, Terminal terminal)
    {
        if (a.IsSweep != b.IsSweep)
            throw new CommandException(ExitCode.NoInput, $"{(a.IsSweep ? a : b).Folder} is of a sweep and {(a.IsSweep ? b : a).Folder} of a run: they can't be compared");
        var compared = a.Digest == b.Digest ? Plain(a, b) : a.IsSweep ? Sweeps(a, b) : Runs(a, b, terminal);
        page.Write(compared, a, b);
        if (report is not null)
        {
            OutputFile.Write(terminal, report, ComparisonReport.Of(compared).ToHtml(), mayOverwrite: true);
            page.WriteReport(report.ToString());
        }

        export?.Write(ComparisonReport.Charts(compared), $"Comparison of {a.Folder} (A) and {b.Folder} (B), {compared.Name}", App.Program, $"{a.Digest} (A) and {b.Digest} (B)");
        return compared.IsSame ? ExitCode.Ok : ExitCode.Different;
    }

    private static ReportedComparison Plain(ComparedResults a, ComparedResults b)
    {
        var (one, two) = (a.ScenarioName, b.ScenarioName);
        return new ReportedComparison { Name = one == two ? one : $"{one} and {two}", A = (a.Folder, a.Digest), B = (b.Folder, b.Digest) };
    }

    private static ReportedComparison Runs(ComparedResults a, ComparedResults b, Terminal terminal)
    {
        var (textOfA, textOfB) = (a.Read(ResultsFolder.ScenarioFile), b.Read(ResultsFolder.ScenarioFile));
        using var summaryOfA = a.Json(ResultsFolder.SummaryFile);
        using var summaryOfB = b.Json(ResultsFolder.SummaryFile);
        var (onlyA, onlyB) = SettingLines.Between(textOfA, textOfB);
        // One scenario can't give two trajectories here: what ran it was not the same.
        var isSought = textOfA != textOfB && a.Complete && b.Complete;
        var parting = isSought ? TrajectoryDifference.Find(ScenarioOf(a, terminal), ScenarioOf(b, terminal)) : null;
        return Plain(a, b) with
        {
            OnlyA = onlyA,
            OnlyB = onlyB,
            FirstEvent = isSought ? FirstEventText.Of(parting) : null,
            FirstEvents = FirstEventText.Events(parting),
            Figures = FigureDifference.Between(summaryOfA.RootElement, summaryOfB.RootElement),
        };
    }

    private static ReportedComparison Sweeps(ComparedResults a, ComparedResults b)
    {
        var (pairsOfA, pairsOfB) = (IsAntithetic(a), IsAntithetic(b));
        if (pairsOfA != pairsOfB)
            throw new CommandException(ExitCode.NoInput, $"the replications of {(pairsOfA ? a : b).Folder} are antithetic pairs and those of {(pairsOfA ? b : a).Folder} are not: they can't be compared");
        var (runsOfA, runsOfB) = (RunsOf(a, pairsOfA), RunsOf(b, pairsOfB));
        if (!runsOfA.Keys.Intersect(runsOfB.Keys).Any())
            throw new CommandException(ExitCode.NoInput, $"{a.Folder} and {b.Folder} have no cell in common: they can't be compared");
        var (onlyA, onlyB) = SettingLines.Between(a.Read(SweepFolder.SweepFile), b.Read(SweepFolder.SweepFile));
        var (setForA, setForB) = (SetFor(a), SetFor(b));
        return Plain(a, b) with { OnlyA = [.. onlyA, .. setForA.Except(setForB)], OnlyB = [.. onlyB, .. setForB.Except(setForA)], Cells = SweepRunsTable.Between(runsOfA, runsOfB) };
    }

    private static Scenario ScenarioOf(ComparedResults results, Terminal terminal) =>
        ScenarioSource.Load(results.Folder, [], terminal, out _).Scenario!;

    /// <summary>What a sweep's file does not have: the values that were set on the command line.</summary>
    private static IEnumerable<string> SetFor(ComparedResults sweep) => sweep.Manifest(ResultsJson.Default.SweepManifest).Set.Select(set => "--set " + set);

    private static bool IsAntithetic(ComparedResults sweep)
    {
        using var summary = sweep.Json(ResultsFolder.SummaryFile);
        return summary.RootElement.TryGetProperty("antithetic", out var antithetic) && antithetic.ValueKind == JsonValueKind.True;
    }

    private static SweepRunsTable RunsOf(ComparedResults results, bool antithetic)
    {
        try
        {
            using var reader = new StringReader(results.Read(SweepCsv.RunsFile));
            return SweepRunsTable.Read(reader, antithetic);
        }
        catch (FormatException e)
        {
            throw new CommandException(ExitCode.NoInput, $"{SweepCsv.RunsFile} of {results.Folder} is damaged: {e.Message}");
        }
    }
}

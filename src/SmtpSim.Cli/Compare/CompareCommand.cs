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
        var command = new Command("compare", "Compare two results: the same, or what differs.") { a, b, all };
        command.SetAction(parsed => Compare(
            ComparedResults.Of(parsed.GetRequiredValue(a)), ComparedResults.Of(parsed.GetRequiredValue(b)), new ComparePage(terminal.Output, parsed.GetValue(all)), terminal));
        return command;
    }

    private static int Compare(ComparedResults a, ComparedResults b, ComparePage page, Terminal terminal)
    {
        if (a.IsSweep != b.IsSweep)
            throw new CommandException(ExitCode.NoInput, $"{(a.IsSweep ? a : b).Folder} is of a sweep and {(a.IsSweep ? b : a).Folder} of a run: they can't be compared");
        if (a.Digest == b.Digest)
        {
            page.WriteSame(a);
            return ExitCode.Ok;
        }

        if (a.IsSweep)
            CompareSweeps(a, b, page);
        else
            CompareRuns(a, b, page, terminal);
        return ExitCode.Different;
    }

    private static void CompareRuns(ComparedResults a, ComparedResults b, ComparePage page, Terminal terminal)
    {
        var (textOfA, textOfB) = (a.Read(ResultsFolder.ScenarioFile), b.Read(ResultsFolder.ScenarioFile));
        page.WriteHead(a, b);
        if (textOfA == textOfB)
        {
            page.WriteSameScenario(a, b);
        }
        else
        {
            page.WriteSettings(textOfA, textOfB);
            if (a.Complete && b.Complete)
                page.WriteFirstEvent(TrajectoryDifference.Find(ScenarioOf(a, terminal), ScenarioOf(b, terminal)));
        }

        using var summaryOfA = JsonDocument.Parse(a.Read(ResultsFolder.SummaryFile));
        using var summaryOfB = JsonDocument.Parse(b.Read(ResultsFolder.SummaryFile));
        page.WriteFigures(FigureDifference.Between(summaryOfA.RootElement, summaryOfB.RootElement));
    }

    private static Scenario ScenarioOf(ComparedResults results, Terminal terminal) =>
        ScenarioSource.Load(results.Folder, [], terminal, out _).Scenario!;

    private static void CompareSweeps(ComparedResults a, ComparedResults b, ComparePage page)
    {
        var (runsOfA, runsOfB) = (RunsOf(a), RunsOf(b));
        if (!runsOfA.Keys.Intersect(runsOfB.Keys).Any())
            throw new CommandException(ExitCode.NoInput, $"{a.Folder} and {b.Folder} have no cell in common: they can't be compared");
        page.WriteHead(a, b);
        page.WriteCells(SweepRunsTable.Between(runsOfA, runsOfB));
    }

    private static SweepRunsTable RunsOf(ComparedResults results)
    {
        try
        {
            using var reader = new StringReader(results.Read(SweepCsv.RunsFile));
            return SweepRunsTable.Read(reader);
        }
        catch (FormatException e)
        {
            throw new CommandException(ExitCode.NoInput, $"{SweepCsv.RunsFile} of {results.Folder} is damaged: {e.Message}");
        }
    }
}

using SmtpSim.Results;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli;

/// <summary>Makes the report of a sweep from the runs that its folder tells of; nothing is run again.</summary>
internal sealed class SweepReporting(ComparedResults results, string? figures, Terminal terminal)
{
    public int Run()
    {
        using var export = FigureExport.Begin(figures, terminal);
        var manifest = results.Manifest(ResultsJson.Default.SweepManifest);
        var plan = SweepSource.PlanOf(results.Folder, manifest.Scenario.File, manifest.Set, manifest.Traces, terminal);
        var table = TableOf(plan);
        if (table.Digest() != manifest.Digest)
            throw new CommandException(ExitCode.Different, $"{SweepCsv.RunsFile} of {results.Folder} does not have the digest of its manifest", "It was changed after it was written; run the sweep anew.");
        var sweep = SweepOutcome.Of(plan, table, manifest.Experiment).Reported(results.Read(SweepFolder.SweepFile), manifest.Set, manifest.Program);
        try
        {
            SweepFolder.Put(results.Folder, SweepReport.FileName, SweepReport.Of(sweep).ToHtml());
        }
        catch (ResultsException e)
        {
            throw new CommandException(ResultsExit.CodeOf(e.Failure), e.Message);
        }

        terminal.Output.Line(Path.Combine(results.Folder, SweepReport.FileName));
        export?.Write(SweepReport.Charts(sweep), $"Sweep of {sweep.Name}, seed {sweep.Seed}", manifest.Program, sweep.Digest);
        return ExitCode.Ok;
    }

    private SweepTable TableOf(SweepPlan plan)
    {
        try
        {
            using var reader = new StringReader(results.Read(SweepCsv.RunsFile));
            return SweepCsv.ReadRuns(reader, plan.Factors, plan.Metrics, [.. plan.Cells.Select(cell => cell.Values)], plan.Replications.Antithetic);
        }
        catch (FormatException e)
        {
            throw new CommandException(ExitCode.NoInput, $"{SweepCsv.RunsFile} of {results.Folder} is damaged: {e.Message}");
        }
    }
}

using SmtpSim.Grains;
using SmtpSim.Kernel;
using SmtpSim.Results;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli;

/// <summary>Runs a results folder again, makes sure that it gives what stands there, and writes the report beside it, and the figures where they are wanted.</summary>
internal sealed class Reporting(ComparedResults results, string? figures, bool quiet, Terminal terminal)
{
    public async Task<int> RunAsync()
    {
        var manifest = ManifestOf();
        using var export = FigureExport.Begin(figures, terminal);
        var scenario = ScenarioSource.Load(results.Folder, [], terminal, out _).Scenario!;
        var outcome = await SecondRun.OfAsync(scenario, quiet, terminal).ConfigureAwait(false);
        if (!outcome.Result.Complete)
            return ExitCode.Interrupted;
        if (outcome.Result.Digest != manifest.Digest)
            throw new CommandException(ExitCode.Different, $"{results.Folder} has digest {manifest.Digest}, and this program gives {outcome.Result.Digest}",
                $"Its results are of {manifest.Program.Name} {manifest.Program.Version}; make them anew with 'run'.");
        var metrics = new RunMetrics(outcome.Result);
        List<ExpectationResult> expectations = [.. ExpectChecks.Of(scenario).Select(expectation => ExpectationResult.Of(expectation, metrics))];
        var run = RunReporting.Look(scenario, outcome.Result, expectations, results.Read(ResultsFolder.ScenarioFile), manifest with { Program = App.Program });
        Put(RunPage.Of(run).ToHtml());
        terminal.Output.Line(Path.Combine(results.Folder, RunPage.FileName));
        export?.Write(
            RunPage.Charts(run), $"Run of {scenario.Name}, seed {scenario.Seed}{(scenario.Replication > 0 ? $", replication {scenario.Replication}" : "")}", App.Program, manifest.Digest);
        return ExitCode.Ok;
    }

    private Manifest ManifestOf()
    {
        if (!results.Complete)
            throw new CommandException(ExitCode.NoInput, $"{results.Folder} is of a run that was interrupted: nobody can say where it would have been");
        var manifest = results.Manifest(ResultsJson.Default.Manifest);
        return manifest.Load is null ? manifest : throw new CommandException(ExitCode.NoInput, $"{results.Folder} is of a run against a real server, which can't be repeated");
    }

    private void Put(string html)
    {
        try
        {
            ResultsFolder.Put(results.Folder, RunPage.FileName, html);
        }
        catch (ResultsException e)
        {
            throw new CommandException(ResultsExit.CodeOf(e.Failure), e.Message);
        }
    }
}

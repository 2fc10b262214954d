using SmtpSim.Kernel;
using SmtpSim.Results;

namespace SmtpSim.Cli;

/// <summary>Runs a results folder again and gives the digest; null when it was interrupted.</summary>
internal sealed class Verification(ComparedResults results, bool quiet, Terminal terminal)
{
    public Task<string?> RunAsync() => results.IsSweep ? SweepAsync() : OneAsync();

    private async Task<string?> OneAsync()
    {
        if (results.Manifest(ResultsJson.Default.Manifest).Load is not null)
            throw new CommandException(ExitCode.NoInput, $"{results.Folder} is of a run against a real server, which can't be repeated");
        var scenario = ScenarioSource.Load(results.Folder, [], terminal, out _).Scenario!;
        var outcome = await SecondRun.OfAsync(scenario, quiet, terminal).ConfigureAwait(false);
        return outcome.Result.Complete ? outcome.Result.Digest : null;
    }

    private async Task<string?> SweepAsync()
    {
        var manifest = results.Manifest(ResultsJson.Default.SweepManifest);
        var plan = SweepSource.PlanOf(results.Folder, manifest.Scenario.File, manifest.Set, manifest.Traces, terminal);
        var runs = new SweepRuns(plan, Environment.ProcessorCount, quiet, terminal.Error);
        var schedule = runs.Schedule();
        await runs.SimulateAsync(schedule, _ => { }).ConfigureAwait(false);
        return schedule.IsDone ? runs.TableOf(schedule).Digest() : null;
    }
}

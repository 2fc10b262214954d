using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SmtpSim.Grains;
using SmtpSim.Kernel;
using SmtpSim.Model;
using SmtpSim.Results;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli;

/// <summary>One run from the request to the exit code: folder, silo, progress, results, page.</summary>
internal sealed class Simulation(RunRequest request, Terminal terminal)
{
    private readonly DateTime _started = DateTime.UtcNow;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _simulating;

    public async Task<int> RunAsync()
    {
        try
        {
            // Prepared first: that a folder can't be written should not be news after an hour's run.
            var world = request.Records is null ? null : new World(request.Scenario);
            var recorded = request.Records?.For(world!);
            using var folder = ResultsFolder.Prepare(request.Folder, request.Scenario);
            using var files = recorded is null ? null : new RecordFiles(folder.Stage, world!, recorded);
            using var writer = files is null ? null : new RecordWriter(files);
            var outcome = await SimulateAsync(writer is null ? null : new RecordTap(recorded!.Selection, writer.TakeAsync)).ConfigureAwait(false);
            if (writer is not null)
                await writer.CompleteAsync().ConfigureAwait(false);
            var scenario = EffectiveScenario.WithLocalTraces(request.Scenario);
            var yaml = EffectiveScenario.Write(scenario);
            var expectations = Judge(outcome.Result);
            var manifest = ManifestOf(outcome, yaml);
            var report = request.Report ? RunReporting.Write(request.Scenario, outcome.Result, expectations, yaml, manifest) : null;
            (var path, manifest) = folder.Write(
                outcome.Result,
                [(ResultsFolder.ScenarioFile, yaml), .. EffectiveScenario.TraceFiles(scenario), .. report is null ? [] : new[] { (RunPage.FileName, report) }],
                manifest, expectations);
            if (request.Junit is { } junit)
                WriteJunit(junit, outcome.Result, expectations);
            Show(outcome, path, manifest, expectations);
            return !outcome.Result.Complete ? ExitCode.Interrupted
                : expectations.All(result => result.Passed) ? ExitCode.Ok
                : ExitCode.ExpectationFailed;
        }
        catch (ResultsException e)
        {
            throw new CommandException(ResultsExit.CodeOf(e.Failure), e.Message);
        }
    }

    private void WriteJunit(string path, RunResult result, List<ExpectationResult> expectations) => ExpectationJunit.WriteFile(path, output =>
    {
        if (result.Complete)
            ExpectationJunit.Write(output, request.Scenario.Name, request.File, request.ExpectLines, expectations, TraceHint.Of(RunSummary.Of(result), request.Sets).Of);
        else
            ExpectationJunit.WriteInterrupted(output, request.Scenario.Name, ExpectChecks.Of(request.Scenario));
    });

    /// <summary>Whether the expectations were met; of an interrupted run nobody can say.</summary>
    private List<ExpectationResult> Judge(RunResult result)
    {
        if (!result.Complete)
            return [];
        var metrics = new RunMetrics(result);
        return [.. ExpectChecks.Of(request.Scenario).Select(expectation => ExpectationResult.Of(expectation, metrics))];
    }

    private async Task<RunOutcome> SimulateAsync(RecordTap? records)
    {
        if (!PartitionChoice.TryParse(request.Partitions, out var partitions))
            throw new InvalidOperationException($"'{request.Partitions}' was taken for a number of partitions and is none.");
        using var progress = ProgressDisplay.For(terminal.Error, request.Quiet);
        using var interrupt = new Interrupt(atOnce: progress.End);
        var silo = await EmbeddedSilo.StartAsync().ConfigureAwait(false);
        await using (silo.ConfigureAwait(false))
        {
            var begun = _watch.Elapsed;
            progress.Begin(SimTime.Zero + request.Scenario.Duration, interrupt.Token);
            var outcome = await silo.RunAsync(request.Scenario, partitions, progress, interrupt.Token, records).ConfigureAwait(false);
            progress.Finish(outcome);
            _simulating = _watch.Elapsed - begun;
            return outcome;
        }
    }

    private Manifest ManifestOf(RunOutcome outcome, string yaml)
    {
        var scenario = request.Scenario;
        return new Manifest(
            Manifest.SchemaName,
            outcome.Result.Complete,
            outcome.Result.Digest,
            new ManifestScenario(
                scenario.Name,
                request.File,
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(yaml))),
                scenario.Seed,
                scenario.Replication),
            new ManifestOptions(request.Sets, request.Partitions, outcome.Partitions, request.Records?.ForManifest()),
            App.Program,
            Machine.Current(),
            _started,
            Math.Round(_watch.Elapsed.TotalSeconds, 6),
            Math.Round(_simulating.TotalSeconds, 6),
            outcome.Result.Events,
            Math.Round(outcome.Result.Events / _simulating.TotalSeconds),
            Process.GetCurrentProcess().PeakWorkingSet64,
            []);
    }

    private void Show(RunOutcome outcome, string path, Manifest manifest, IReadOnlyList<ExpectationResult> expectations)
    {
        var summary = RunSummary.Of(outcome.Result, expectations);
        if (request.Json)
            terminal.Output.Line(JsonSerializer.Serialize(new RunReport(path, manifest, summary), CliJson.Default.RunReport));
        else if (!request.Quiet)
            new SummaryPage(terminal.Output).Write(summary, request, path, manifest.Digest, expectations);
        if (outcome.Result.Complete)
            return;
        // What goes to standard error stands below the page and not in the middle of it.
        terminal.Output.Writer.Flush();
        terminal.Error.Line($"{App.Name}: interrupted; partial results are in {path}");
    }
}

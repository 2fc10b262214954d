using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using SmtpSim.Results;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli;

/// <summary>One sweep from the request to the exit code: journal, runs, results, page.</summary>
internal sealed class SweepExecution(SweepSource sweep, SweepShown shown, Terminal terminal)
{
    private readonly DateTime _started = DateTime.UtcNow;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly SweepPlan _plan = sweep.Plan;
    private readonly SweepRuns _runs = new(sweep.Plan, shown.Workers, shown.Quiet, terminal.Error);

    public async Task<int> RunAsync()
    {
        try
        {
            var schedule = _runs.Schedule();
            using (var journal = SweepJournal.Open(sweep.Folder.Path, sweep.Hash))
            {
                foreach (var record in journal.Records)
                    schedule.Add(record);
                await _runs.SimulateAsync(schedule, journal.Append).ConfigureAwait(false);
            }

            if (!schedule.IsDone)
            {
                terminal.Error.Line($"{App.Name}: interrupted after {schedule.Done} of {schedule.Needed} runs; '{App.Name} resume {sweep.Folder.Path}' goes on");
                return ExitCode.Interrupted;
            }

            return Finish(schedule);
        }
        catch (ResultsException e)
        {
            // The journal has the runs that are done.
            var remedy = e.Failure == ResultsFailure.WriteFailed ? $"'{App.Name} resume {sweep.Folder.Path}' goes on when there is room: what has run is not run again." : null;
            throw new CommandException(ResultsExit.CodeOf(e.Failure), e.Message, remedy);
        }
    }

    private int Finish(SweepSchedule schedule)
    {
        var table = _runs.TableOf(schedule);
        var outcome = SweepOutcome.Of(_plan, table, sweep.Folder.Request.Experiment);
        var (expectations, set) = (outcome.Expectations, sweep.Folder.Request.Set);
        var scenario = _plan.Scenario;
        var summary = SweepSummary.Of(scenario.Name, scenario.Seed, _plan.CommonRandomNumbers, table, expectations);
        var (path, _) = sweep.Folder.Finish(table, summary, new SweepManifest(
            SweepManifest.SchemaName,
            summary.Digest,
            new ManifestScenario(
                scenario.Name, sweep.Folder.Request.File, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sweep.Text))), scenario.Seed, scenario.Replication),
            set,
            table.Cells.Sum(cell => cell.Runs.Count),
            App.Program,
            Machine.Current(),
            _started,
            Math.Round(_watch.Elapsed.TotalSeconds, 6),
            _runs.Count,
            Math.Round(_runs.SimulatingSeconds, 6),
            shown.Workers,
            sweep.Folder.Request.Traces,
            [],
            outcome.Experiment?.Name), outcome.Files(sweep.Text, set, App.Program));
        var file = sweep.Folder.Request.File;
        var hint = new SweepHint(_plan, table, set, hasFile: outcome.Experiment is null);
        if (shown.Junit is { } junit)
            ExpectationJunit.WriteFile(junit, output => ExpectationJunit.Write(output, scenario.Name, file, _plan.ExpectLines, expectations, hint.Of));
        if (shown.Json)
            terminal.Output.Line(JsonSerializer.Serialize(new SweepJson(path, summary, outcome.Published), CliJson.Default.SweepJson));
        else if (!shown.Quiet && outcome is { Experiment: { } experiment, Published: { } published })
            new ReproducePage(terminal.Output).Write(experiment, published, table, scenario.Seed, path, summary.Digest);
        else if (!shown.Quiet)
            new SweepPage(terminal.Output).Write(_plan, table, expectations, hint, file, path, summary.Digest);
        return outcome.IsGood ? ExitCode.Ok : ExitCode.ExpectationFailed;
    }
}

/// <summary>What <c>sweep --json</c> and <c>reproduce --json</c> print.</summary>
public sealed record SweepJson(
    string Results,
    SweepSummary Summary,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<PublishedComparison>? Published = null);

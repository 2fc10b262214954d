using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SmtpSim.Results;
using SmtpSim.Scenarios;
using SmtpSim.Wire;

namespace SmtpSim.Cli;

/// <summary>One load run from the request to the exit code: folder, progress, results, page.</summary>
internal sealed class Load(LoadRequest request, Terminal terminal)
{
    private readonly DateTime _started = DateTime.UtcNow;

    public async Task<int> RunAsync()
    {
        var scenario = request.Options.Scenario;
        try
        {
            // What a real server answers is not the same twice: the name has the time in it and no digest.
            var name = string.Create(CultureInfo.InvariantCulture, $"{scenario.Name}-load-s{scenario.Seed}-{_started:yyyyMMdd-HHmmss}");
            using var folder = ResultsFolder.Prepare(request.Folder ?? Path.Combine(ResultsFolder.DefaultRoot, name), scenario);
            var outcome = await LoadAsync().ConfigureAwait(false);
            if (outcome.End == LoadEnd.Unreachable)
                throw new CommandException(
                    ExitCode.Unavailable, $"{request.Options.Target} can't be reached: {outcome.Trouble}", "With --keep-trying the clients go on trying as their schedules say.");
            if (outcome.End == LoadEnd.NotSmtp)
                throw new CommandException(
                    ExitCode.Protocol, $"{request.Options.Target} does not behave as a mail server: what it sends is no reply of SMTP",
                    $"'{App.Name} send {request.Options.Target}' shows it. With --keep-trying the clients go on trying as their schedules say.");
            if (outcome.End == LoadEnd.Insecure)
                throw new CommandException(
                    ExitCode.Protocol, $"there is no TLS with {request.Options.Target}: {outcome.Trouble}",
                    request.Options.VerifiesCertificate ? "Without --tls-verify any certificate will do." : "To send in clear text: --set clients.NAME.tls=never");
            var local = EffectiveScenario.WithLocalTraces(scenario);
            var yaml = EffectiveScenario.Write(local);
            var (path, manifest) = folder.Write(
                outcome.Result, [(ResultsFolder.ScenarioFile, yaml), .. EffectiveScenario.TraceFiles(local)], ManifestOf(outcome, yaml));
            Show(outcome, path, manifest);
            return outcome.End == LoadEnd.Completed ? ExitCode.Ok : ExitCode.Interrupted;
        }
        catch (ResultsException e)
        {
            throw new CommandException(ResultsExit.CodeOf(e.Failure), e.Message);
        }
    }

    private async Task<LoadOutcome> LoadAsync()
    {
        var display = new LoadDisplay(terminal.Error, request);
        using var interrupt = new Interrupt(atOnce: display.End);
        try
        {
            return await LoadRun.RunAsync(request.Options, display.Show, interrupt.Token).ConfigureAwait(false);
        }
        finally
        {
            display.End();
        }
    }

    private Manifest ManifestOf(LoadOutcome outcome, string yaml)
    {
        var (options, counts) = (request.Options, outcome.Counts);
        var scenario = options.Scenario;
        return new Manifest(
            Manifest.SchemaName,
            outcome.Result.Complete,
            outcome.Result.Digest,
            new ManifestScenario(scenario.Name, request.File, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(yaml))), scenario.Seed, scenario.Replication),
            new ManifestOptions(request.Sets, "1", 1),
            App.Program,
            Machine.Current(),
            _started,
            Math.Round(outcome.WallS, 6),
            Math.Round(outcome.WallS, 6),
            outcome.Result.Events,
            Math.Round(outcome.Result.Events / outcome.WallS),
            Process.GetCurrentProcess().PeakWorkingSet64,
            [],
            new ManifestLoad(
                options.Target.ToString(),
                options.Group,
                options.Speed,
                options.MaxConnections,
                options.Pipelining,
                counts.Connections,
                counts.PeakConnections,
                counts.Failed,
                counts.Garbled,
                counts.Secured,
                counts.Insecure,
                counts.Sent,
                counts.Received));
    }

    private void Show(LoadOutcome outcome, string path, Manifest manifest)
    {
        var summary = RunSummary.Of(outcome.Result);
        if (request.Json)
            terminal.Output.Line(JsonSerializer.Serialize(new RunReport(path, manifest, summary), CliJson.Default.RunReport));
        else if (!request.Quiet)
            new SummaryPage(terminal.Output).WriteLoad(summary, request, outcome, path);
        foreach (var (what, sessions) in outcome.Lacking)
        {
            if (request.Quiet)
                break;
            var (word, cause) = what == Protocol.ServiceExtensions.Auth ? ("AUTH with their mechanism", "auth") : ("STARTTLS", "tls: must");
            terminal.Error.Line($"{App.Name}: {Quantity.Count(sessions, "session")} sent no mail: {request.Options.Target} does not offer {word}, and the clients have '{cause}'");
        }

        if (outcome.Result.Complete)
            return;
        terminal.Output.Writer.Flush();
        terminal.Error.Line($"{App.Name}: interrupted; partial results are in {path}");
    }
}

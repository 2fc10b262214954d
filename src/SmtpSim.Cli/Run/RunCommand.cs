using System.CommandLine;
using System.Globalization;
using System.Runtime.CompilerServices;
using SmtpSim.Results;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli;

/// <summary><c>smtpsim run SCENARIO</c>: a scenario in, a results folder and a page that a person can read at a glance out.</summary>
internal static class RunCommand
{
    public static Command Create(Terminal terminal)
    {
        var scenario = CommonOptions.Scenario();
        var folder = new Option<string?>("--out")
        {
            HelpName = "DIR",
            Description = $"Results folder, new or empty [default: {ResultsFolder.DefaultRoot}/SCENARIO-sSEED-DIGEST]",
        };
        var seed = CommonOptions.Seed();
        var set = CommonOptions.Set();
        var partitions = new Option<string>("--partitions")
        {
            HelpName = "auto|host|N",
            Description = "How many grains share the hosts; host is a grain for each. The result is the same.",
            DefaultValueFactory = _ => "auto",
        };
        partitions.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is var text && !IsPartitions(text))
                result.AddError($"--partitions takes auto, host or a number from 1 on, not '{text}'");
        });
        var json = CommonOptions.Json("Print manifest and summary as JSON instead of the page.");
        var quiet = new Option<bool>("--quiet") { Description = "Print no progress and no page." };
        var junit = CommonOptions.Junit();
        var noReport = new Option<bool>("--no-report") { Description = $"Write no {RunPage.FileName}, which takes a second look at the run." };
        var records = new RecordOptions();

        var command = new Command("run", "Simulate a scenario and leave a results folder.") { scenario, folder, seed, set, partitions, junit, json, quiet, noReport };
        foreach (var option in records.All)
            command.Add(option);
        command.SetAction(parsed =>
        {
            var wish = records.Of(parsed);
            var sets = CommonOptions.Sets(parsed.GetValue(set)!, parsed.GetValue(seed));
            var loaded = ScenarioSource.Load(parsed.GetRequiredValue(scenario), sets, terminal, out var file);
            var request = new RunRequest(
                loaded.Scenario!,
                file,
                sets,
                parsed.GetValue(folder),
                parsed.GetValue(partitions)!,
                parsed.GetValue(json),
                parsed.GetValue(quiet))
            {
                Junit = parsed.GetValue(junit),
                ExpectLines = loaded.ExpectLines,
                HasSweep = loaded.HasSweep,
                Report = !parsed.GetValue(noReport),
                Records = wish,
            };
            CheckPartitions(request, loaded, terminal);
            if (!request.Quiet)
                ScenarioSource.Warn(loaded.Warnings, terminal.Error);
            return RunAsync(request, terminal);
        });
        return command;
    }

    // Kept out of line: here the run-time meets the first type of Orleans.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<int> RunAsync(RunRequest request, Terminal terminal) => new Simulation(request, terminal).RunAsync();

    private static bool IsPartitions(string? text) =>
        text is "auto" or "host" || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0);

    /// <summary>A link without a latency floor leaves no lookahead between partitions: <c>auto</c> then takes one, a larger number is an error.</summary>
    private static void CheckPartitions(RunRequest request, LoadResult loaded, Terminal terminal)
    {
        var scenario = request.Scenario;
        var partitions = request.Partitions switch
        {
            "auto" => 1,
            "host" => scenario.Clients.Sum(group => group.Count) + scenario.Servers.Sum(group => group.Count),
            var n => int.Parse(n, CultureInfo.InvariantCulture),
        };
        if (partitions == 1 || ScenarioChecks.CheckPartitions(scenario, partitions, loaded) is not { Count: > 0 } diagnostics)
            return;
        ScenarioSource.Report(diagnostics, terminal.Error);
        throw new CommandException(
            ExitCode.InvalidScenario, $"{request.File} can't run in {Quantity.Count(partitions, "partition")}", "Run it in one: --partitions 1");
    }
}

/// <summary>What was asked for on the command line.</summary>
/// <param name="Scenario">Valid, with all values set.</param>
/// <param name="File">Where it was read from.</param>
/// <param name="Sets">The values set on the command line, the seed among them.</param>
/// <param name="Folder">Results folder; null for one below <c>results/</c>.</param>
/// <param name="Partitions">auto, host or a number.</param>
internal sealed record RunRequest(
    Model.Scenario Scenario, string File, IReadOnlyList<string> Sets, string? Folder, string Partitions, bool Json, bool Quiet)
{
    /// <summary>Where the verdict goes as JUnit XML; null for nowhere.</summary>
    public string? Junit { get; init; }

    /// <summary>Whether the file also says how to sweep the scenario.</summary>
    public bool HasSweep { get; init; }

    /// <summary>Whether a report is written into the results folder.</summary>
    public bool Report { get; init; } = true;

    /// <summary>The records asked for; null for none.</summary>
    public RecordWish? Records { get; init; }

    /// <summary>Line of each expectation in the file.</summary>
    public IReadOnlyList<int> ExpectLines { get; init; } = [];
}

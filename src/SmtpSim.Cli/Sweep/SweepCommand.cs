using System.CommandLine;
using System.Runtime.CompilerServices;
using SmtpSim.Results;

namespace SmtpSim.Cli;

/// <summary><c>smtpsim sweep FILE</c>: a scenario for each of several sets of values, several times.</summary>
internal static class SweepCommand
{
    public static Command Create(Terminal terminal)
    {
        var scenario = new Argument<string>("SCENARIO") { Description = $"A scenario file with a 'sweep', or the name of one in {ScenarioSource.Folder}/." };
        var folder = new Option<string?>("--out")
        {
            HelpName = "DIR",
            Description = $"Results folder, new or empty [default: {ResultsFolder.DefaultRoot}/SCENARIO-sweep-sSEED-DIGEST]",
        };
        var seed = CommonOptions.Seed();
        var set = CommonOptions.Set();
        var options = new SweepOptions();
        var command = new Command("sweep", "Run a scenario over several values of its parameters, several times each.") { scenario, folder, seed, set };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var sets = CommonOptions.Sets(parsed.GetValue(set)!, parsed.GetValue(seed));
            var sweep = SweepSource.Begin(ScenarioSource.Resolve(parsed.GetRequiredValue(scenario)), sets, parsed.GetValue(folder), terminal);
            return RunAsync(sweep, options.Of(parsed), terminal);
        });
        return command;
    }

    // Kept out of line: here the run-time meets the first type of Orleans.
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Task<int> RunAsync(SweepSource sweep, SweepShown shown, Terminal terminal) => new SweepExecution(sweep, shown, terminal).RunAsync();
}

/// <summary>Options of <c>sweep</c> and <c>resume</c>.</summary>
internal sealed class SweepOptions
{
    private readonly Option<int> _workers = new("--workers")
    {
        HelpName = "N",
        Description = "How many runs stand side by side; the results are the same",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private readonly Option<string?> _junit = CommonOptions.Junit();
    private readonly Option<bool> _json = CommonOptions.Json("Print the summary as JSON instead of the page.");
    private readonly Option<bool> _quiet = new("--quiet") { Description = "Print no progress and no page." };

    public void AddTo(Command command)
    {
        _workers.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1024)
                result.AddError("--workers takes a number from 1 to 1024");
        });
        foreach (var option in new Option[] { _workers, _junit, _json, _quiet })
            command.Add(option);
    }

    public SweepShown Of(ParseResult parsed) => new(parsed.GetValue(_workers), parsed.GetValue(_junit), parsed.GetValue(_json), parsed.GetValue(_quiet));
}

/// <summary>How a sweep is run and shown; nothing of its results depends on it.</summary>
internal sealed record SweepShown(int Workers, string? Junit, bool Json, bool Quiet);

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using SmtpSim.Results;

namespace SmtpSim.Cli;

/// <summary><c>smtpsim reproduce NAME</c>: a published experiment simulated, and its figures against those published.</summary>
internal static partial class ReproduceCommand
{
    private const int MostReplications = 10_000;

    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string?>("NAME") { Description = "A published experiment; without it they are listed.", Arity = ArgumentArity.ZeroOrOne };
        var folder = new Option<string?>("--out") { HelpName = "DIR", Description = $"Results folder, new or empty [default: {ResultsFolder.DefaultRoot}/reproduce-NAME-sSEED-DIGEST]" };
        var replications = new Option<int?>("--replications") { HelpName = "N", Description = "How often each cell is run, instead of as often as the experiment says." };
        replications.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > MostReplications)
                result.AddError($"--replications takes a number from 1 to {MostReplications}");
        });
        var seed = CommonOptions.Seed();
        var options = new SweepOptions();
        var command = new Command("reproduce", "Simulate a published experiment and hold it to the published figures.") { name, folder, replications, seed };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var shown = options.Of(parsed);
            if (parsed.GetValue(name) is not { } wanted)
                return Task.FromResult(List(terminal.Output, shown.Json));
            if (PublishedExperiments.Find(wanted) is not { } experiment)
                throw new CommandException(ExitCode.Usage, $"no published experiment is called '{wanted}'", "One of " + string.Join(", ", PublishedExperiments.All.Select(one => one.Name)) + ".");
            var text = With(PublishedExperiments.TextOf(wanted), parsed.GetValue(replications));
            var sweep = SweepSource.BeginPublished(experiment, text, CommonOptions.Sets([], parsed.GetValue(seed)), parsed.GetValue(folder), terminal);
            return SweepCommand.RunAsync(sweep, shown, terminal);
        });
        return command;
    }

    private static int List(Screen screen, bool json)
    {
        var all = PublishedExperiments.All;
        if (json)
            screen.Line(JsonSerializer.Serialize([.. all.Select(one => new ListedExperiment(one.Name, one.Title, one.Source, one.Figures.Count))], CliJson.Default.ListListedExperiment));
        var indent = all.Max(one => one.Name.Length) + 3;
        foreach (var one in json ? [] : all)
        {
            var lines = WordWrap.Lines(one.Title, Math.Max(30, screen.Width - indent)).ToList();
            screen.Line($" {screen.Paint(Ink.Strong, one.Name.PadRight(indent - 1))}{lines[0]}");
            foreach (var line in lines.Skip(1))
                screen.Line(new string(' ', indent) + line);
        }

        return ExitCode.Ok;
    }

    /// <summary>The sweep with another number of replications, so that its results folder says what was run.</summary>
    private static string With(string text, int? replications)
    {
        if (replications is not { } count)
            return text;
        var line = string.Create(CultureInfo.InvariantCulture, $"  replications: {count}");
        return Replications.IsMatch(text) ? Replications.Replace(text, line) : Sweep.Replace(text, $"sweep:\n{line}");
    }

    [GeneratedRegex("^  replications: [0-9]+$", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Replications { get; }

    [GeneratedRegex("^sweep:$", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sweep { get; }
}

/// <summary>What <c>reproduce --json</c> prints of an experiment when no name is given.</summary>
public sealed record ListedExperiment(string Name, string Title, string Source, int Figures);

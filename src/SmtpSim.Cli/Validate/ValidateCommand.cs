using System.CommandLine;
using System.Text.Json;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli;

/// <summary><c>smtpsim validate SCENARIO...</c>: everything that is wrong with the files, and what to write instead.</summary>
internal static class ValidateCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("SCENARIO")
        {
            Description = "Scenario files, or folders of them.",
            Arity = ArgumentArity.OneOrMore,
        };
        var set = CommonOptions.Set();
        var json = CommonOptions.Json("Print what was found as JSON.");
        var command = new Command("validate", "Check scenario files without running them.") { files, set, json };
        command.SetAction(parsed => Validate(
            terminal,
            [.. parsed.GetRequiredValue(files).SelectMany(Expand)],
            parsed.GetValue(set)!,
            parsed.GetValue(json)));
        return command;
    }

    private static int Validate(Terminal terminal, IReadOnlyList<string> files, IReadOnlyList<string> sets, bool json)
    {
        var reports = new List<ValidationReport>();
        var exitCode = ExitCode.Ok;
        var width = files.Max(file => file.Length);
        foreach (var file in files)
        {
            var loaded = Load(file, sets, out var cells);
            reports.Add(new ValidationReport(file, loaded.Ok, loaded.Diagnostics, loaded.Warnings));
            if (!loaded.Ok)
                exitCode = Math.Max(exitCode, loaded.NotFound ? ExitCode.NoInput : ExitCode.InvalidScenario);
            if (json)
                continue;
            if (loaded.Scenario is { } scenario)
            {
                terminal.Output.Line($"{terminal.Output.Paint(Ink.Good, "valid")}  {file.PadRight(width)}  {terminal.Output.Paint(Ink.Dim, ScenarioText.Size(scenario) + cells)}");
                ScenarioSource.Warn(loaded.Warnings, terminal.Error);
            }
            else
                ScenarioSource.Report(loaded.Diagnostics, terminal.Error);
        }

        if (json)
            terminal.Output.Line(JsonSerializer.Serialize(reports, CliJson.Default.ListValidationReport));
        else if (reports.Count(report => !report.Valid) is > 0 and var bad)
            terminal.Error.Line($"{bad} of {Quantity.Count(reports.Count, "scenario")} not valid");
        return exitCode;
    }

    /// <summary>Loads a scenario, and of one that is to be swept every cell.</summary>
    private static LoadResult Load(string file, IReadOnlyList<string> sets, out string cells)
    {
        cells = "";
        var loaded = ScenarioLoader.LoadFile(file, sets);
        if (!loaded.HasSweep || !loaded.Ok)
            return loaded;
        var sweep = SweepLoader.LoadFile(file, sets);
        if (sweep.Plan is not { } plan)
            return new LoadResult { Diagnostics = sweep.Diagnostics };
        cells = $"; a sweep of {Quantity.Count(plan.Cells.Count, "cell")}";
        return loaded;
    }

    private static IEnumerable<string> Expand(string argument)
    {
        if (!Directory.Exists(argument))
            return [ScenarioSource.Resolve(argument)];
        var files = Directory.GetFiles(argument, "*" + ScenarioSource.Extension);
        if (files.Length == 0)
            throw new CommandException(ExitCode.NoInput, $"{argument} holds no {ScenarioSource.Extension} file");
        return files.Order(StringComparer.Ordinal);
    }
}

/// <summary>What <c>validate --json</c> says of one file.</summary>
/// <param name="File">As it was named.</param>
/// <param name="Valid">Whether it can be run.</param>
/// <param name="Diagnostics">What is wrong; empty where it is valid.</param>
/// <param name="Warnings">What is possible and seldom meant.</param>
public sealed record ValidationReport(string File, bool Valid, IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<Diagnostic> Warnings);

using System.CommandLine;
using System.Text.Json;
using SmtpSim.Results;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli;

/// <summary><c>smtpsim calibrate LOG</c>: a scenario with the laws that the log of a real Postfix shows.</summary>
internal static class CalibrateCommand
{
    public static Command Create(Terminal terminal)
    {
        var log = new Argument<string>("LOG") { Description = "The log of a Postfix, as syslog or maillog_file has it; - is standard input." };
        var file = new Option<FileInfo?>("--out") { HelpName = "FILE", Description = "Write the scenario to a new file." };
        var json = CommonOptions.Json("Print what was found, and how sure it is, as JSON.");
        var command = new Command("calibrate", "Fit a scenario to the log of a real Postfix.") { log, file, json };
        command.SetAction(parsed => Calibrate(terminal, parsed.GetRequiredValue(log), parsed.GetValue(file), parsed.GetValue(json)));
        return command;
    }

    private static int Calibrate(Terminal terminal, string log, FileInfo? file, bool json)
    {
        var report = Read(log);
        var text = $"# Calibrated from {Path.GetFileName(log)}: {report.Log.Messages} messages, {report.Log.Attempts} delivery attempts.\n"
            + string.Concat(report.NotModelled.Select(omission => $"# Not modelled: {CalibratePage.Words(omission)}\n")) + EffectiveScenario.Write(report.Scenario);
        if (ScenarioLoader.Parse(text, "calibrated.yaml", []) is { Ok: false } wrong)
            throw new CommandException(ExitCode.InvalidScenario, $"what the log shows makes no scenario: {wrong.Diagnostics[0]}");
        if (file is not null)
            OutputFile.Write(terminal, file, text, mayOverwrite: false);
        if (json)
            terminal.Output.Line(JsonSerializer.Serialize(report, CliJson.Default.CalibrationReport));
        else
            new CalibratePage(terminal.Output).Write(report, file?.ToString());
        return ExitCode.Ok;
    }

    private static CalibrationReport Read(string log)
    {
        try
        {
            if (log == "-")
                return Calibration.Of(Console.In, "calibrated");
            using var reader = new StreamReader(log);
            return Calibration.Of(reader, "calibrated");
        }
        catch (CalibrationException e)
        {
            throw new CommandException(ExitCode.NoInput, $"{log}: {e.Message}", e.Remedy);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.NoInput, $"can't read {log}: {e.Message}");
        }
    }
}

using System.CommandLine;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli;

/// <summary><c>smtpsim new NAME</c>: a scenario to start from.</summary>
internal static class NewCommand
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = "The scenario's name." };
        name.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } text && ScenarioTemplates.ComplaintOf(text) is { } complaint)
                result.AddError(complaint);
        });
        var file = CommonOptions.OutFile();
        var command = new Command("new", "Print a commented scenario to start from.") { name, file };
        command.SetAction(parsed => OutputFile.Write(
            terminal, parsed.GetValue(file), ScenarioTemplates.New(parsed.GetRequiredValue(name)), mayOverwrite: false));
        return command;
    }
}

using System.CommandLine;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli;

/// <summary><c>smtpsim schema</c>: the JSON Schema of scenarios, for editors and validators.</summary>
internal static class SchemaCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = CommonOptions.OutFile();
        var command = new Command("schema", "Print the JSON Schema of scenario files, for editors.") { file };
        command.SetAction(parsed => OutputFile.Write(terminal, parsed.GetValue(file), ScenarioSchema.Json, mayOverwrite: true));
        return command;
    }
}

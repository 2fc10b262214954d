using System.CommandLine;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli;

/// <summary><c>smtpsim schema</c>: the JSON Schema of scenarios, for editors and validators.</summary>
internal static class SchemaCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = CommonOptions.OutFile();
        var reference = new Option<bool>("--reference") { Description = "Print the reference documentation in Markdown instead." };
        var command = new Command("schema", "Print the JSON Schema of scenario files, for editors.") { file, reference };
        command.SetAction(parsed =>
        {
            var text = parsed.GetValue(reference) ? ScenarioReference.Markdown : ScenarioSchema.Json;
            return OutputFile.Write(terminal, parsed.GetValue(file), text, mayOverwrite: true);
        });
        return command;
    }
}

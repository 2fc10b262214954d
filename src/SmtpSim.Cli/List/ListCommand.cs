using System.CommandLine;
using System.Text.Json;

namespace SmtpSim.Cli;

/// <summary><c>smtpsim list</c>: the scenarios of a folder and the question that each asks.</summary>
internal static class ListCommand
{
    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("FOLDER")
        {
            Description = "Where to look.",
            Arity = ArgumentArity.ZeroOrOne,
            DefaultValueFactory = _ => ScenarioSource.Folder,
        };
        var json = CommonOptions.Json("Print the list as JSON.");
        var command = new Command("list", "Show the scenarios of a folder and the questions they ask.") { folder, json };
        command.SetAction(parsed => List(terminal, parsed.GetRequiredValue(folder), parsed.GetValue(json)));
        return command;
    }

    private static int List(Terminal terminal, string folder, bool json)
    {
        if (!Directory.Exists(folder))
            throw new CommandException(ExitCode.NoInput, $"there is no folder {folder}", $"Name one: {App.Name} list FOLDER");
        var scenarios = Directory.GetFiles(folder, "*" + ScenarioSource.Extension)
            .Order(StringComparer.Ordinal)
            .Select(ListedScenario.Read)
            .ToList();
        if (json)
            terminal.Output.Line(JsonSerializer.Serialize(scenarios, CliJson.Default.ListListedScenario));
        else
            Write(terminal.Output, scenarios);
        return ExitCode.Ok;
    }

    private static void Write(Screen screen, List<ListedScenario> scenarios)
    {
        var indent = scenarios.Select(scenario => scenario.File.Length).DefaultIfEmpty().Max() + 2;
        foreach (var scenario in scenarios)
        {
            var lines = WordWrap.Lines(scenario.Question ?? Quantity.None, Math.Max(30, screen.Width - indent)).ToList();
            screen.Line(screen.Paint(Ink.Strong, scenario.File.PadRight(indent)) + lines[0]);
            foreach (var line in lines.Skip(1))
                screen.Line(new string(' ', indent) + line);
        }
    }
}

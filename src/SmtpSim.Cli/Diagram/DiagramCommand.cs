using System.CommandLine;
using SmtpSim.Protocol;
using Command = System.CommandLine.Command;

namespace SmtpSim.Cli;

/// <summary><c>smtpsim diagram client|server</c>: the state machine, drawn from the model that the simulation steps.</summary>
internal static class DiagramCommand
{
    public static Command Create(Terminal terminal)
    {
        var model = new Argument<string>("MODEL") { Description = "Which side of the session: client or server." };
        model.AcceptOnlyFromAmong("client", "server");
        var format = new Option<string>("--format") { Description = "mermaid or dot (Graphviz).", DefaultValueFactory = _ => "mermaid" };
        format.AcceptOnlyFromAmong("mermaid", "dot");
        var file = CommonOptions.OutFile();
        var command = new Command("diagram", "Draw the state machine of one side of a session.") { model, format, file };
        command.SetAction(parsed => OutputFile.Write(
            terminal,
            parsed.GetValue(file),
            Draw(parsed.GetRequiredValue(model), parsed.GetRequiredValue(format)),
            mayOverwrite: true));
        return command;
    }

    private static string Draw(string model, string format)
    {
        var graph = model is "client" ? ModelGraph.Client : ModelGraph.Server;
        return format is "dot" ? ModelDiagram.Dot(graph) : ModelDiagram.Mermaid(graph);
    }
}

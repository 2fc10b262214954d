using System.Text;

namespace SmtpSim.Protocol;

/// <summary>Draws a model as a Mermaid state diagram, the phases as nested states.</summary>
internal static class MermaidDiagram
{
    /// <summary>The text of the diagram, lines ended with <c>\n</c>.</summary>
    public static string Of(ModelGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var text = new StringBuilder();
        text.Append($"---\ntitle: {graph.Title}\n---\nstateDiagram-v2\n");
        foreach (var phase in graph.Phases)
        {
            text.Append($"    state \"{Wording.OfPhase(phase.Name)}\" as {phase.Name} {{\n");
            foreach (var state in phase.States) text.Append($"        state \"{Wording.OfState(state)}\" as {state}\n");
            foreach (var edge in graph.Edges.Where(edge => ModelGraph.IsInside(phase, edge))) Append(text, "        ", edge);
            text.Append("    }\n");
        }

        text.Append($"    [*] --> {graph.Initial}\n");
        foreach (var edge in graph.Edges.Where(edge => !graph.Phases.Any(phase => ModelGraph.IsInside(phase, edge))))
            Append(text, "    ", edge);
        text.Append($"    {graph.Final} --> [*]\n");
        return text.ToString();
    }

    private static void Append(StringBuilder text, string indent, ModelGraph.Edge edge) =>
        text.Append($"{indent}{edge.From} --> {edge.To} : {Wording.OfTriggers(edge.Triggers, ", ")}\n");
}

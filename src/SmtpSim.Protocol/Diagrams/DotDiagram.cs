using System.Text;

namespace SmtpSim.Protocol;

/// <summary>Draws a model for Graphviz, the phases as clusters. Moves out of a whole phase start at the border of its cluster.</summary>
internal static class DotDiagram
{
    /// <summary>Fill and border of each phase.</summary>
    private static readonly (string Fill, string Border)[] Colors =
        [("#E8F1FB", "#5B8DB8"), ("#EAF6EC", "#5FA36A"), ("#F6EEF4", "#A0749A")];

    /// <summary>The text of the diagram, lines ended with <c>\n</c>.</summary>
    public static string Of(ModelGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var text = new StringBuilder();
        text.Append($$"""
            digraph "{{graph.Title}}" {
              graph [label=<<b>{{graph.Title}}</b><br/><font point-size="11">dashed: from any state of the phase</font>>]
              graph [labelloc=t, fontname="Helvetica", fontsize=18, compound=true, rankdir=TB, nodesep=0.5, ranksep=0.55]
              node [shape=box, style="rounded,filled", fillcolor=white, color="#445566", fontname="Helvetica", fontsize=13, margin="0.18,0.08"]
              edge [fontname="Helvetica", fontsize=11, color="#556677", fontcolor="#223344", arrowsize=0.8]

            """);
        for (var i = 0; i < graph.Phases.Count; i++) AppendPhase(text, graph, graph.Phases[i], Colors[i % Colors.Length]);
        foreach (var edge in graph.Edges) AppendEdge(text, graph, edge);
        return text.Append("}\n").ToString();
    }

    private static void AppendPhase(StringBuilder text, ModelGraph graph, ModelGraph.Group phase, (string Fill, string Border) colors)
    {
        text.Append($"  subgraph cluster_{phase.Name} {{\n");
        text.Append($"    label=\"{Wording.OfPhase(phase.Name)}\"; labeljust=l; labelloc={(phase == graph.Phases[^1] ? 'b' : 't')}\n");
        text.Append($"    style=\"rounded,filled\"; fillcolor=\"{colors.Fill}\"; color=\"{colors.Border}\"; fontsize=14; margin=16\n");
        if (phase.States.Contains(graph.Initial, StringComparer.Ordinal))
            text.Append($"    start [shape=circle, label=\"\", width=0.18, fillcolor=\"#223344\"]\n    start -> {graph.Initial}\n");
        foreach (var state in phase.States)
        {
            var shape = string.Equals(state, graph.Final, StringComparison.Ordinal) ? ", peripheries=2" : "";
            text.Append($"    {state} [label=\"{Wording.OfState(state)}\"{shape}]\n");
        }

        text.Append("  }\n");
    }

    private static void AppendEdge(StringBuilder text, ModelGraph graph, ModelGraph.Edge edge)
    {
        var label = $"  {Wording.OfTriggers(edge.Triggers, "\\l  ")}\\l";
        if (!graph.IsPhase(edge.From))
        {
            text.Append($"  {edge.From} -> {edge.To} [label=\"{label}\", weight={WeightOf(graph, edge)}]\n");
            return;
        }

        // Graphviz knows no edges between clusters: one from the phase's first state is cut off where it leaves the cluster.
        var first = graph.Phases.First(phase => string.Equals(phase.Name, edge.From, StringComparison.Ordinal)).States[0];
        text.Append($"  {first} -> {edge.To} [ltail=cluster_{edge.From}, style=dashed, label=\"{label}\", weight=1]\n");
    }

    /// <summary>The way a session goes when all goes well is drawn straight: Graphviz keeps heavy edges short.</summary>
    private static int WeightOf(ModelGraph graph, ModelGraph.Edge edge)
    {
        var order = graph.Phases.SelectMany(phase => phase.States).ToList();
        var forward = order.IndexOf(edge.From) < order.IndexOf(edge.To);
        var ends = string.Equals(graph.Phases[^1].States[0], edge.To, StringComparison.Ordinal);
        return forward && !ends ? 8 : 1;
    }
}

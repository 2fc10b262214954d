namespace SmtpSim.Protocol;

/// <summary>
/// Pictures of the models, drawn from the models: <c>ModelDiagram.Mermaid(ModelGraph.Server)</c>. The same model gives the same text.
/// </summary>
public static class ModelDiagram
{
    /// <summary>A Mermaid state diagram, the phases as nested states.</summary>
    public static string Mermaid(ModelGraph graph) => MermaidDiagram.Of(graph);

    /// <summary>A Graphviz graph, the phases as clusters.</summary>
    public static string Dot(ModelGraph graph) => DotDiagram.Of(graph);
}

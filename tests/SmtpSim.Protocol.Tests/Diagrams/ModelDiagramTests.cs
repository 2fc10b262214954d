namespace SmtpSim.Protocol.Tests;

/// <summary>The diagrams in docs/diagrams are those of the models as they are.</summary>
public sealed class ModelDiagramTests
{
    [Fact]
    public void Mermaid_Server_IsTheCommittedDiagram() => AssertCommitted("server.mmd", ModelDiagram.Mermaid(ModelGraph.Server));

    [Fact]
    public void Mermaid_Client_IsTheCommittedDiagram() => AssertCommitted("client.mmd", ModelDiagram.Mermaid(ModelGraph.Client));

    [Fact]
    public void Dot_Server_IsTheCommittedDiagram() => AssertCommitted("server.dot", ModelDiagram.Dot(ModelGraph.Server));

    [Fact]
    public void Dot_Client_IsTheCommittedDiagram() => AssertCommitted("client.dot", ModelDiagram.Dot(ModelGraph.Client));

    [Fact]
    public void Graph_Server_HasEveryMoveOfTheTable() =>
        AssertMoves<ServerState, ServerTrigger>(ModelGraph.Server, ServerTable.IsPermitted, ServerTable.Next, ServerTable.StateCount);

    [Fact]
    public void Graph_Client_HasEveryMoveOfTheTable() =>
        AssertMoves<ClientState, ClientTrigger>(ModelGraph.Client, ClientTable.IsPermitted, ClientTable.Next, ClientTable.StateCount);

    private static void AssertCommitted(string name, string actual) => GoldenFile.AssertSame(GoldenFile.PathOf("docs", "diagrams", name), actual);

    /// <summary>With the edges of a phase counted for each state in it, the picture and the table move alike.</summary>
    private static void AssertMoves<TState, TTrigger>(
        ModelGraph graph, Func<TState, TTrigger, bool> isPermitted, Func<TState, TTrigger, TState> next, int stateCount)
        where TState : struct, Enum
        where TTrigger : struct, Enum
    {
        var moves = Enum.GetValues<TState>().Take(stateCount).SelectMany(state => Enum.GetValues<TTrigger>()
            .Where(trigger => isPermitted(state, trigger) && !next(state, trigger).Equals(state))
            .Select(trigger => $"{state} {trigger} {next(state, trigger)}"));
        var drawn = graph.Edges.SelectMany(edge => (graph.Phases.FirstOrDefault(phase => phase.Name == edge.From)?.States ?? [edge.From])
            .SelectMany(from => edge.Triggers.Select(trigger => (from, trigger, edge.To))))
            .Where(move => move.from != move.To)
            .Select(move => $"{move.from} {move.trigger} {move.To}");

        Assert.Equal(moves.Order(StringComparer.Ordinal), drawn.Order(StringComparer.Ordinal));
    }
}

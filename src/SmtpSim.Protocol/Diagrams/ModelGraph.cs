using Stateless;
using Stateless.Reflection;

namespace SmtpSim.Protocol;

/// <summary>
/// A model as a picture needs it: states grouped into phases, and one edge for all triggers that lead from one state to another.
/// </summary>
/// <param name="Title">What is drawn.</param>
/// <param name="Initial">The state a session begins in.</param>
/// <param name="Final">The state that nothing leaves.</param>
/// <param name="Phases">The superstates, in order.</param>
/// <param name="Edges">Every move; what is ignored is left out.</param>
public sealed record ModelGraph(
    string Title, string Initial, string Final, IReadOnlyList<ModelGraph.Group> Phases, IReadOnlyList<ModelGraph.Edge> Edges)
{
    /// <summary>The picture of <see cref="ServerModel"/>.</summary>
    public static ModelGraph Server => Of(ServerModel.Create(), "SMTP server session");

    /// <summary>The picture of <see cref="ClientModel"/>.</summary>
    public static ModelGraph Client => Of(ClientModel.Create(), "SMTP client session");

    /// <summary>A superstate and the states in it.</summary>
    public sealed record Group(string Name, IReadOnlyList<string> States);

    /// <summary>The triggers that lead from a state, or from any state of a phase, to a state.</summary>
    public sealed record Edge(string From, string To, IReadOnlyList<string> Triggers);

    /// <summary>Whether a name is that of a phase.</summary>
    public bool IsPhase(string name) => Phases.Any(phase => string.Equals(phase.Name, name, StringComparison.Ordinal));

    /// <summary>Whether both ends of an edge lie in a phase.</summary>
    public static bool IsInside(Group phase, Edge edge)
    {
        ArgumentNullException.ThrowIfNull(phase);
        ArgumentNullException.ThrowIfNull(edge);
        return phase.States.Contains(edge.From, StringComparer.Ordinal) && phase.States.Contains(edge.To, StringComparer.Ordinal);
    }

    /// <summary>Reads a machine. The order is that of the enums, so that the picture changes only where the model does.</summary>
    public static ModelGraph Of<TState, TTrigger>(StateMachine<TState, TTrigger> machine, string title)
        where TState : struct, Enum
        where TTrigger : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(machine);
        var info = machine.GetInfo();
        var states = info.States.OrderBy(state => (TState)state.UnderlyingState).ToList();
        var phases = states.Where(state => state.Substates.Any())
            .Select(phase => new Group(NameOf(phase), [.. phase.Substates.OrderBy(state => (TState)state.UnderlyingState).Select(NameOf)]))
            .ToList();
        var edges = states.SelectMany(MovesOf)
            .GroupBy(move => (move.From, move.To))
            .Select(same => new Edge(same.Key.From, same.Key.To, [.. same.Select(move => (TTrigger)move.Trigger).Order().Select(t => $"{t}")]))
            .ToList();
        var left = edges.Select(edge => edge.From).ToList();
        var final = states.Single(state => !state.Substates.Any() && !left.Contains(NameOf(state), StringComparer.Ordinal));
        return new ModelGraph(title, $"{info.InitialState.UnderlyingState}", NameOf(final), phases, edges);
    }

    /// <summary>
    /// The moves that a state declares. Those of a superstate stand for all states in it, but a move into the superstate itself is
    /// drawn from each state that does not handle the trigger in a way of its own.
    /// </summary>
    private static IEnumerable<(string From, string To, object Trigger)> MovesOf(StateInfo state)
    {
        foreach (var transition in state.FixedTransitions.Where(t => !t.IsInternalTransition))
        {
            var trigger = transition.Trigger.UnderlyingTrigger;
            var destination = transition.DestinationState;
            if (!state.Substates.Contains(destination))
            {
                yield return (NameOf(state), NameOf(destination), trigger);
                continue;
            }

            foreach (var substate in state.Substates.Where(s => s != destination && !Handles(s, trigger)))
                yield return (NameOf(substate), NameOf(destination), trigger);
        }
    }

    private static bool Handles(StateInfo state, object trigger) =>
        state.Transitions.Select(t => t.Trigger).Concat(state.IgnoredTriggers.Select(t => t.Trigger))
            .Any(t => t.UnderlyingTrigger.Equals(trigger));

    private static string NameOf(StateInfo state) => $"{state.UnderlyingState}";
}

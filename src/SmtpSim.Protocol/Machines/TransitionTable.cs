using Stateless;
using Stateless.Reflection;

namespace SmtpSim.Protocol;

/// <summary>
/// A Stateless machine compiled to bytes: the cell of a state and a trigger holds the next state, or <see cref="Illegal"/>.
/// A move costs one load where <c>Fire</c> costs a microsecond; nothing but the machine decides what the cells hold.
/// </summary>
public sealed class TransitionTable
{
    /// <summary>Marks a trigger that the state does not permit.</summary>
    public const byte Illegal = 0xFF;

    private readonly byte[] _cells;
    private readonly byte[] _superstates;

    private TransitionTable(byte[] cells, byte[] superstates, int triggerBits)
    {
        _cells = cells;
        _superstates = superstates;
        TriggerBits = triggerBits;
    }

    /// <summary>A row has 2^TriggerBits cells.</summary>
    public int TriggerBits { get; }

    /// <summary>The number of rows: every state of the enum, superstates included.</summary>
    public int StateCount => _superstates.Length;

    /// <summary>The next state as a number, or <see cref="Illegal"/>.</summary>
    public byte this[int state, int trigger] => _cells[(state << TriggerBits) | trigger];

    /// <summary>The outermost superstate of a state as a number; of a superstate, itself.</summary>
    public byte OutermostOf(int state) => _superstates[state];

    /// <summary>
    /// A copy of the cells of the first <paramref name="rows"/> states, padded to that many rows with <see cref="Illegal"/>.
    /// </summary>
    public byte[] ToCells(int rows)
    {
        var cells = new byte[rows << TriggerBits];
        Array.Fill(cells, Illegal);
        Array.Copy(_cells, cells, Math.Min(cells.Length, _cells.Length));
        return cells;
    }

    /// <summary>Compiles a machine whose states and triggers are dense byte enums.</summary>
    /// <exception cref="NotSupportedException">The machine uses guards, dynamic destinations or two handlers of one trigger in one
    /// state.</exception>
    public static TransitionTable Compile<TState, TTrigger>(StateMachine<TState, TTrigger> machine)
        where TState : struct, Enum
        where TTrigger : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(machine);
        var states = Enum.GetValues<TState>();
        var triggers = Enum.GetValues<TTrigger>();
        var triggerBits = 0;
        while (1 << triggerBits < triggers.Length) triggerBits++;

        var infos = machine.GetInfo().States.ToDictionary(info => (TState)info.UnderlyingState);
        var cells = new byte[states.Length << triggerBits];
        Array.Fill(cells, Illegal);
        var superstates = new byte[states.Length];
        foreach (var state in states)
        {
            var row = Convert.ToByte(state);
            superstates[row] = row;
            if (!infos.TryGetValue(state, out var info)) continue; // a state without any configuration permits nothing
            superstates[row] = Convert.ToByte(Outermost(info).UnderlyingState);
            foreach (var trigger in triggers)
                cells[(row << triggerBits) | Convert.ToByte(trigger)] = Destination(info, trigger);
        }

        return new TransitionTable(cells, superstates, triggerBits);
    }

    /// <summary>The innermost handler wins, as in Stateless: the state's own, then its superstate's, and so outwards.</summary>
    private static byte Destination(StateInfo state, object trigger)
    {
        for (var scope = state; scope is not null; scope = scope.Superstate)
        {
            if (scope.DynamicTransitions.Any(t => t.Trigger.UnderlyingTrigger.Equals(trigger)))
                throw new NotSupportedException($"{scope} decides the destination of {trigger} when it is fired");
            var transitions = scope.FixedTransitions.Where(t => t.Trigger.UnderlyingTrigger.Equals(trigger)).ToList();
            var ignored = scope.IgnoredTriggers.Where(t => t.Trigger.UnderlyingTrigger.Equals(trigger)).ToList();
            if (transitions.Count + ignored.Count == 0) continue;
            if (transitions.Count + ignored.Count > 1)
                throw new NotSupportedException($"{scope} handles {trigger} more than once");
            if (transitions.Concat<TransitionInfo>(ignored).Any(t => !t.IsInternalTransition && t.GuardConditionsMethodDescriptions.Any()))
                throw new NotSupportedException($"{scope} guards {trigger}");

            // An ignored or internal trigger moves nothing. Nor does an inherited transition to the very state it is fired in.
            return transitions is [{ IsInternalTransition: false } move]
                ? Convert.ToByte(move.DestinationState.UnderlyingState)
                : Convert.ToByte(state.UnderlyingState);
        }

        return Illegal;
    }

    private static StateInfo Outermost(StateInfo state)
    {
        while (state.Superstate is { } outer) state = outer;
        return state;
    }
}

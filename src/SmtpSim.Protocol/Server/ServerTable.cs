using System.Runtime.CompilerServices;

namespace SmtpSim.Protocol;

/// <summary><see cref="ServerModel"/> as a table: how simulations and the wire step a server session.</summary>
public static class ServerTable
{
    /// <summary>The states a session can stand in are the numbers below this one; the superstates come after them.</summary>
    public const int StateCount = (int)ServerState.AnsweringRecipients + 1;

    private const int TriggerBits = 5;
    private const int Rows = 16;
    private const int CellMask = (Rows << TriggerBits) - 1; // so that an index needs no bounds check

    /// <summary>The whole table, superstates included.</summary>
    public static TransitionTable Compiled { get; } = TransitionTable.Compile(ServerModel.Create());

    private static readonly byte[] Cells = Compiled.ToCells(Rows);
    private static readonly byte[] Phases = PhasesOf(Compiled);
    private static readonly byte[] Answers = AnswersOf(Compiled);

    /// <summary>The state after <paramref name="trigger"/>; an ignored trigger gives <paramref name="state"/> itself.</summary>
    /// <exception cref="InvalidOperationException">The state does not permit the trigger: an error of the caller.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ServerState Next(ServerState state, ServerTrigger trigger)
    {
        var next = Cells[(((int)state << TriggerBits) | (int)trigger) & CellMask];
        if (next == TransitionTable.Illegal) IllegalTransition.Throw(state, trigger);
        return (ServerState)next;
    }

    /// <summary>The state after <paramref name="reply"/> was given to a command: <see cref="ServerDialogue.OutcomeOf"/> and <see cref="Next"/> in one step.</summary>
    /// <exception cref="InvalidOperationException">The state does not permit the outcome: an error of the caller.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ServerState After(ServerState state, Verb verb, Reply reply)
    {
        var next = Answers[((int)state << 7) | ((int)verb << 3) | (int)reply.Meaning];
        if (next == TransitionTable.Illegal) IllegalTransition.Throw(state, ServerDialogue.OutcomeOf(verb, reply));
        return (ServerState)next;
    }

    /// <summary>Whether the state handles the trigger, by moving or by ignoring it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPermitted(ServerState state, ServerTrigger trigger) =>
        Cells[(((int)state << TriggerBits) | (int)trigger) & CellMask] != TransitionTable.Illegal;

    /// <summary>The phase a state belongs to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Phase PhaseOf(ServerState state) => (Phase)Phases[(int)state];

    private static byte[] AnswersOf(TransitionTable table)
    {
        var answers = new byte[Rows << 7];
        Array.Fill(answers, TransitionTable.Illegal);
        for (var state = 0; state < StateCount; state++)
            foreach (var verb in Enum.GetValues<Verb>())
                foreach (var meaning in Enum.GetValues<ReplyMeaning>())
                    answers[(state << 7) | ((int)verb << 3) | (int)meaning] = table[state, (int)ServerDialogue.OutcomeOf(verb, ReplyMeanings.Example(meaning))];
        return answers;
    }

    private static byte[] PhasesOf(TransitionTable table) =>
        [.. Enumerable.Range(0, table.StateCount).Select(state => (byte)(table.OutermostOf(state) - ServerState.ConnectionEstablishment))];
}

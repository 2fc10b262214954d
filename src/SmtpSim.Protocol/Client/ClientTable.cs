using System.Runtime.CompilerServices;

namespace SmtpSim.Protocol;

/// <summary><see cref="ClientModel"/> as a table: how simulations and the wire step a client session.</summary>
public static class ClientTable
{
    /// <summary>The states a session can stand in are the numbers below this one; the superstates come after them.</summary>
    public const int StateCount = (int)ClientState.Closed + 1;

    private const int TriggerBits = 4;
    private const int Rows = 16; // 256 cells, so that an index made of bytes needs no bounds check

    /// <summary>The whole table, superstates included.</summary>
    public static TransitionTable Compiled { get; } = TransitionTable.Compile(ClientModel.Create());

    private static readonly byte[] Cells = Compiled.ToCells(Rows);
    private static readonly byte[] Phases = PhasesOf(Compiled);
    private static readonly byte[] Replies = RepliesOf(Compiled);

    /// <summary>The state after <paramref name="trigger"/>; an ignored trigger gives <paramref name="state"/> itself.</summary>
    /// <exception cref="InvalidOperationException">The state does not permit the trigger: an error of the caller.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ClientState Next(ClientState state, ClientTrigger trigger)
    {
        var next = Cells[(byte)(((int)state << TriggerBits) | (int)trigger)];
        if (next == TransitionTable.Illegal) IllegalTransition.Throw(state, trigger);
        return (ClientState)next;
    }

    /// <summary>The state after a reply: <see cref="ClientDialogue.OnReply"/> and <see cref="Next"/> in one step.</summary>
    /// <exception cref="InvalidOperationException">No reply is awaited in <paramref name="state"/>: an error of the caller.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ClientState After(ClientState state, Reply reply, ClientSituation situation)
    {
        var next = Replies[((int)state << 7) | ((int)reply.Meaning << 4) | situation.Bits];
        if (next == TransitionTable.Illegal) IllegalTransition.Throw(state, ClientDialogue.OnReply(state, reply, situation));
        return (ClientState)next;
    }

    /// <summary>Whether the state handles the trigger, by moving or by ignoring it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPermitted(ClientState state, ClientTrigger trigger) =>
        Cells[(byte)(((int)state << TriggerBits) | (int)trigger)] != TransitionTable.Illegal;

    /// <summary>The phase a state belongs to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Phase PhaseOf(ClientState state) => (Phase)Phases[(int)state];

    private static byte[] RepliesOf(TransitionTable table)
    {
        var replies = new byte[Rows << 7];
        Array.Fill(replies, TransitionTable.Illegal);
        for (var state = ClientState.Connected; state < ClientState.Closed; state++)
            foreach (var meaning in Enum.GetValues<ReplyMeaning>())
                foreach (var situation in ClientSituation.All)
                    replies[((int)state << 7) | ((int)meaning << 4) | situation.Bits] =
                        table[(int)state, (int)ClientDialogue.OnReply(state, ReplyMeanings.Example(meaning), situation)];
        return replies;
    }

    private static byte[] PhasesOf(TransitionTable table) =>
        [.. Enumerable.Range(0, table.StateCount).Select(state => (byte)(table.OutermostOf(state) - ClientState.ConnectionEstablishment))];
}

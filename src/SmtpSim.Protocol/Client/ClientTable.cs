using System.Runtime.CompilerServices;

namespace SmtpSim.Protocol;

/// <summary><see cref="ClientModel"/> as a table: how simulations and the wire step a client session.</summary>
public static class ClientTable
{
    /// <summary>The states a session can stand in are the numbers below this one; the superstates come after them.</summary>
    public const int StateCount = (int)ClientState.ChunkSent + 1;

    private const int TriggerBits = 5;
    private const int Rows = 16;
    private const int CellMask = (Rows << TriggerBits) - 1; // so that an index needs no bounds check

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
        var next = Cells[(((int)state << TriggerBits) | (int)trigger) & CellMask];
        if (next == TransitionTable.Illegal) IllegalTransition.Throw(state, trigger);
        return (ClientState)next;
    }

    /// <summary>The state after a reply: <see cref="ClientDialogue.OnReply"/> and <see cref="Next"/> in one step.</summary>
    /// <exception cref="InvalidOperationException">No reply is awaited in <paramref name="state"/>: an error of the caller.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ClientState After(ClientState state, Reply reply, ClientSituation situation)
    {
        var next = Replies[IndexOf(state, reply.Meaning, situation)];
        if (next == TransitionTable.Illegal) IllegalTransition.Throw(state, ClientDialogue.OnReply(state, reply, situation));
        return (ClientState)next;
    }

    /// <summary>Whether the state handles the trigger, by moving or by ignoring it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPermitted(ClientState state, ClientTrigger trigger) =>
        Cells[(((int)state << TriggerBits) | (int)trigger) & CellMask] != TransitionTable.Illegal;

    /// <summary>The phase a state belongs to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Phase PhaseOf(ClientState state) => (Phase)Phases[(int)state];

    /// <summary>The extensions stand on top, so that what plain sessions use lies close together.</summary>
    private static int IndexOf(ClientState state, ReplyMeaning meaning, ClientSituation situation) =>
        (situation.ExtensionBits << 11) | ((int)state << 7) | ((int)meaning << 4) | situation.Bits;

    private static byte[] RepliesOf(TransitionTable table)
    {
        var replies = new byte[Rows << 11];
        Array.Fill(replies, TransitionTable.Illegal);
        for (var state = ClientState.Connected; (int)state < StateCount; state++)
        {
            if (state is ClientState.Closed or ClientState.TlsHandshake) continue; // no reply is awaited
            foreach (var meaning in Enum.GetValues<ReplyMeaning>())
                foreach (var situation in ClientSituation.All)
                    replies[IndexOf(state, meaning, situation)] =
                        table[(int)state, (int)ClientDialogue.OnReply(state, ReplyMeanings.Example(meaning), situation)];
        }

        return replies;
    }

    private static byte[] PhasesOf(TransitionTable table) =>
        [.. Enumerable.Range(0, table.StateCount).Select(state => (byte)(table.OutermostOf(state) - ClientState.ConnectionEstablishment))];
}

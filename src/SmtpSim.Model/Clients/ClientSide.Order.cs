using System.Runtime.CompilerServices;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>
/// The order of a connection's bytes where a client may have more to say before it was answered, for a reply came twice or was another's: nothing
/// it says overtakes what it said before, and it says nothing while its text still leaves.
/// </content>
internal sealed partial class ClientSide
{
    private readonly bool _watched;

    /// <summary>By session: the tick at which its text has left. Null where no link has a bandwidth.</summary>
    private long[]? _textLeaves;

    /// <summary>By session: the tick at which all that was sent has arrived. Null where each command waits for the reply to the one before.</summary>
    private long[]? _arrived;

    /// <summary>The text of the session's message begins to leave.</summary>
    /// <returns>The tick at which its last octet leaves.</returns>
    private long TextLeaves(in ClientSession session, int slot, long now)
    {
        if (_textLeaves is null)
            return now;
        if (slot >= _textLeaves.Length)
            Array.Resize(ref _textLeaves, Math.Max(slot + 1, _textLeaves.Length * 2));
        return _textLeaves[slot] = now + _links[session.Link].Transfer(session.Mail.Bytes);
    }

    /// <summary>
    /// What comes while the text leaves, before the server can have seen its end, is read when it has left: only then does the client turn to what the
    /// server has to say. TCP keeps it until then, in its order: the event comes again with the number that it has.
    /// </summary>
    private bool ReadsLater(in ClientSession session, in SimEvent e)
    {
        if (_textLeaves is null || session.State is not (ClientState.BodySent or ClientState.ChunkSent) || _textLeaves[e.Slot] <= e.Time)
            return false;
        var again = e;
        again.Time = _textLeaves[e.Slot];
        _router.Queue.Add(again);
        return true;
    }

    /// <summary>Records what is sent, and keeps its order.</summary>
    /// <returns>The tick at which it arrives.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private long Watch(in ClientSession session, int slot, uint argument, long departure, ulong latency, long arrival)
    {
        _trace?.Sent(departure, HostNumber(session.Host), session, session.State, argument, latency);
        return InOrder(slot, arrival, isFirst: session.State == ClientState.Connected);
    }

    private long InOrder(int slot, long arrival, bool isFirst = false)
    {
        if (_arrived is null)
            return arrival;
        if (slot >= _arrived.Length)
            Array.Resize(ref _arrived, Math.Max(slot + 1, _arrived.Length * 2));
        return _arrived[slot] = isFirst ? arrival : Math.Max(arrival, _arrived[slot]);
    }
}

using System.Runtime.CompilerServices;

namespace SmtpSim.Model;

/// <content>
/// The order of a connection's bytes: what is sent later waits for what was sent before it. It might overtake it where losses depend on the time, for it
/// may be lost less often; where the client said more before it was answered; and where a chunk is on its way behind commands that are answered.
/// </content>
internal sealed partial class ServerSide
{
    /// <summary>Whether a server may send something while something that it sent before is on its way.</summary>
    private readonly bool _ordered;

    /// <summary>By session: the tick at which all that was sent has arrived. Where <see cref="_ordered"/>.</summary>
    private long[] _arrived = [];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long InOrder(int slot, EventKind kind, long arrival)
    {
        if (slot >= _arrived.Length)
            Array.Resize(ref _arrived, Math.Max(slot + 1, _arrived.Length * 2));
        return _arrived[slot] = kind == EventKind.Accepted ? arrival : Math.Max(arrival, _arrived[slot]);
    }
}

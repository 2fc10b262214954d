using System.Runtime.CompilerServices;

namespace SmtpSim.Model;

/// <content>The order of a connection's bytes where losses depend on the time: what is sent later may be lost less often, and waits for what was sent before it.</content>
internal sealed partial class ServerSide
{
    /// <summary>By session: the tick at which all that was sent has arrived. Of links with loss periods alone.</summary>
    private long[] _arrived = [];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long InOrder(int slot, EventKind kind, long arrival)
    {
        if (slot >= _arrived.Length)
            Array.Resize(ref _arrived, Math.Max(slot + 1, _arrived.Length * 2));
        return _arrived[slot] = kind == EventKind.Accepted ? arrival : Math.Max(arrival, _arrived[slot]);
    }
}

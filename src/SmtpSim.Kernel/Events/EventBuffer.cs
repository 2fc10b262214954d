using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SmtpSim.Kernel;

/// <summary>Room for events side by side in memory that does not move, so that it can be addressed; no event lies across two cache lines.</summary>
internal sealed unsafe class EventBuffer
{
    private const int Alignment = 64;

    // Kept for as long as the address is.
    private readonly SimEvent[] _array;

    public EventBuffer(int capacity)
    {
        Capacity = capacity;
        _array = GC.AllocateUninitializedArray<SimEvent>(capacity + Alignment / sizeof(SimEvent), pinned: true);
        var address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));
        Start = (SimEvent*)(address + (-address & (Alignment - 1)));
    }

    public int Capacity { get; }

    public SimEvent* Start { get; }
}

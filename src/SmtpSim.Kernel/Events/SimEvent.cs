using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SmtpSim.Kernel;

/// <summary>
/// A timestamped event for one host: 32 bytes, two to a cache line. The order of events is total and mentions no partition, so it is the
/// same on any number of them: time, then receiving host, then sending host, then the sender's sequence number.
/// What a model means by <see cref="Kind"/>, <see cref="Detail"/>, <see cref="Tag"/>, <see cref="Slot"/> and <see cref="Argument"/> is its own affair.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = 32)]
public struct SimEvent
{
    /// <summary>When it happens, in ticks of 100 ns.</summary>
    public long Time;

    /// <summary>Number of the host it happens at.</summary>
    public int Receiver;

    /// <summary>Number of the host that sent it; the receiver itself for a timer.</summary>
    public int Sender;

    /// <summary>Tells apart what one sender sends to one receiver for one tick.</summary>
    public uint Sequence;

    public byte Kind;
    public byte Detail;
    public ushort Tag;
    public int Slot;
    public uint Argument;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Precedes(in SimEvent a, in SimEvent b)
    {
        if (a.Time != b.Time)
            return a.Time < b.Time;
        if (a.Receiver != b.Receiver)
            return a.Receiver < b.Receiver;
        if (a.Sender != b.Sender)
            return a.Sender < b.Sender;
        return a.Sequence < b.Sequence;
    }

    internal readonly struct Order : IComparer<SimEvent>
    {
        public int Compare(SimEvent x, SimEvent y) => Precedes(x, y) ? -1 : Precedes(y, x) ? 1 : 0;
    }
}

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

    /// <summary>Fills in all of an event but its time, a word at a time: on the way out events wait for their stores.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fill(ref SimEvent item, int receiver, int sender, uint sequence, byte kind, byte detail, ushort tag, int slot, uint argument)
    {
        if (BitConverter.IsLittleEndian)
        {
            ref var words = ref Unsafe.As<SimEvent, ulong>(ref item);
            Unsafe.Add(ref words, 1) = (uint)receiver | ((ulong)(uint)sender << 32);
            Unsafe.Add(ref words, 2) = sequence | ((ulong)kind << 32) | ((ulong)detail << 40) | ((ulong)tag << 48);
            Unsafe.Add(ref words, 3) = (uint)slot | ((ulong)argument << 32);
            return;
        }
        (item.Receiver, item.Sender, item.Sequence, item.Kind) = (receiver, sender, sequence, kind);
        (item.Detail, item.Tag, item.Slot, item.Argument) = (detail, tag, slot, argument);
    }

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

using System.Runtime.CompilerServices;

namespace SmtpSim.Kernel;

/// <summary>
/// An exact sum of many longs kept as two longs, each of which merges with its like by addition alone. The low part sums the low 24 bits of the
/// values and holds 2^39 of them; the high part sums the rest. Without carries the parts do not depend on how the values were grouped.
/// </summary>
public static class SplitSum
{
    private const int LowBits = 24;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref long low, ref long high, long value)
    {
        low += value & ((1L << LowBits) - 1);
        high += value >> LowBits;
    }

    public static Int128 Total(long low, long high) => ((Int128)high << LowBits) + low;
}

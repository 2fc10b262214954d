using System.Runtime.CompilerServices;

namespace SmtpSim.Kernel;

/// <summary>Uniform numbers out of 64 random bits. Both functions grow with the bits.</summary>
public static class Uniform
{
    /// <summary>
    /// A double in the open interval (0, 1): one of the 2^52 odd multiples of 2^-53. Neither end is ever met, the values lie
    /// symmetrically about one half, and <c>1 - u</c> is exact.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToUnit(ulong bits)
    {
        // 52 bits as the fraction of a double in [1, 2); the subtraction is exact.
        const double oneLessHalfStep = 1 - 1.0 / (1L << 53);
        return BitConverter.UInt64BitsToDouble((bits >> 12) | 0x3FF0_0000_0000_0000) - oneLessHalfStep;
    }

    /// <summary>An integer in [0, <paramref name="n"/>), n at least 1: the high half of bits · n. No value is off by more than n · 2^-64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Below(ulong bits, uint n) => (uint)Math.BigMul(bits, n, out _);
}

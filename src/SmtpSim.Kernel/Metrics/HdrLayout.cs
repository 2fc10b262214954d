using System.Numerics;
using System.Runtime.CompilerServices;

namespace SmtpSim.Kernel;

/// <summary>
/// The buckets of a log-linear ("HDR") histogram of non-negative integers: 128 of equal width to each octave, and one for each value below 128.
/// A bucket's midpoint is within 1/256 of every value in the bucket. Counts stand in spans of <see cref="BucketCount"/> longs that
/// the caller owns, so that merging two histograms is adding them element by element.
/// </summary>
public static class HdrLayout
{
    private const int SubBucketBits = 7;
    private const int ValueBits = 47;

    /// <summary>The largest value told apart: 2^47 - 1, as ticks about 163 days. Larger values count as this one.</summary>
    public const long MaxValue = (1L << ValueBits) - 1;

    public const int BucketCount = (ValueBits - SubBucketBits + 1) << SubBucketBits;

    /// <summary>The bucket of a value; negative values count as 0, values over <see cref="MaxValue"/> as that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int IndexOf(long value)
    {
        var v = (ulong)Math.Clamp(value, 0, MaxValue);
        // Values below 128 keep their own bits: the bit set here only stops the shift at 0 for them.
        var shift = 63 - SubBucketBits - BitOperations.LeadingZeroCount(v | (1UL << SubBucketBits));
        return (shift << SubBucketBits) + (int)(v >> shift);
    }

    /// <summary>The smallest value of the bucket.</summary>
    public static long LowerBound(int index)
    {
        var shift = ShiftOf(index);
        return (long)(index - (shift << SubBucketBits)) << shift;
    }

    /// <summary>The largest value of the bucket.</summary>
    public static long UpperBound(int index) => LowerBound(index) + (1L << ShiftOf(index)) - 1;

    /// <summary>The value that stands for the bucket: half-way, so that it is within 1/256 of every value in it.</summary>
    public static long Midpoint(int index) => LowerBound(index) + (1L << ShiftOf(index) >> 1);

    // Each octave from 2^8 on takes 128 indices and doubles the width.
    private static int ShiftOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)BucketCount, nameof(index));
        return Math.Max(0, (index >> SubBucketBits) - 1);
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace SmtpSim.Kernel;

/// <summary>
/// A counter-based random stream: draw number n is a pure function of key and n, so a draw never depends on what else was drawn, and
/// there is no generator state to keep. A tree of keys (seed, replication, purpose, host, ...) is built with <see cref="Derive"/>.
/// </summary>
/// <remarks>
/// Draws are SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). Children come from another mixer (NASAM by Pelle Evensen, made for counters
/// and other poor input) over another increment, so <c>Derive(i)</c> is not the stream of draws under any index shift.
/// Both are permutations of the 64-bit numbers: siblings never share a key, and two unrelated keys do with probability 2^-64.
/// </remarks>
public readonly record struct RandomKey(ulong Value)
{
    private const ulong DrawIncrement = 0x9E3779B97F4A7C15;   // 2^64 / golden ratio
    private const ulong ChildIncrement = 0xD1342543DE82EF95;  // odd, and no small multiple of the other
    private const ulong ChildOffset = 0x6A09E667F3BCC909;     // fraction of sqrt(2): child 0 of key 0 must not be NASAM's fixed point 0

    /// <summary>The key that all keys of one replication descend from. <paramref name="replication"/> counts from 0.</summary>
    public static RandomKey Root(ulong seed, int replication)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(replication);
        return new RandomKey(seed).Derive(0).Derive((ulong)replication);
    }

    /// <summary>Draw number <paramref name="counter"/> (from 0) of this stream: all 64 bits are uniform.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Draw(ulong counter)
    {
        var z = unchecked(Value + (counter + 1) * DrawIncrement);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return z ^ (z >> 31);
    }

    /// <summary>Child number <paramref name="index"/>: a stream unrelated to this one, to its other children and to those of any other key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RandomKey Derive(ulong index)
    {
        var x = unchecked(Value + index * ChildIncrement + ChildOffset);
        x ^= BitOperations.RotateRight(x, 25) ^ BitOperations.RotateRight(x, 47);
        x = unchecked(x * 0x9E6C63D0676A9A99);
        x ^= (x >> 23) ^ (x >> 51);
        x = unchecked(x * 0x9E6D62D06F6A9A9B);
        return new RandomKey(x ^ (x >> 23) ^ (x >> 51));
    }
}

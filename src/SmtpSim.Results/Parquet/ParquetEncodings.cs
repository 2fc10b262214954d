using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SmtpSim.Results;

/// <summary>The encodings of Parquet that records need (github.com/apache/parquet-format, Encodings.md).</summary>
internal static class ParquetEncodings
{
    private const int BlockValues = 128;
    private const int MiniblockValues = 32;

    public static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    public static void Varint(IBufferWriter<byte> output, ulong value)
    {
        var span = output.GetSpan(10);
        var n = 0;
        for (; value >= 0x80; value >>= 7)
            span[n++] = (byte)(value | 0x80);
        span[n++] = (byte)value;
        output.Advance(n);
    }

    /// <summary>DELTA_BINARY_PACKED: the differences of neighbours, over the smallest of each 128, in as many bits as the largest of each 32 takes.</summary>
    public static void Deltas(IBufferWriter<byte> output, ReadOnlySpan<long> values)
    {
        Varint(output, BlockValues);
        Varint(output, BlockValues / MiniblockValues);
        Varint(output, (ulong)values.Length);
        Varint(output, ZigZag(values.Length > 0 ? values[0] : 0));
        Span<long> deltas = stackalloc long[BlockValues];
        for (var first = 1; first < values.Length; first += BlockValues)
        {
            var count = Math.Min(BlockValues, values.Length - first);
            var least = long.MaxValue;
            for (var i = 0; i < count; i++)
            {
                var delta = deltas[i] = unchecked(values[first + i] - values[first + i - 1]);
                least = Math.Min(least, delta);
            }
            DeltaBlock(output, deltas[..count], least);
        }
    }

    /// <summary>As <see cref="Deltas"/>, of a value that is always the same: every difference is 0, and takes no bit.</summary>
    public static void NoDeltas(IBufferWriter<byte> output, long value, int count)
    {
        Varint(output, BlockValues);
        Varint(output, BlockValues / MiniblockValues);
        Varint(output, (ulong)count);
        Varint(output, ZigZag(value));
        var blocks = (count - 1 + BlockValues - 1) / BlockValues;
        var length = blocks * (1 + BlockValues / MiniblockValues);
        output.GetSpan(length)[..length].Clear();
        output.Advance(length);
    }

    /// <summary>The hybrid of run lengths and packed bits, of a value that is always the same.</summary>
    public static void Run(IBufferWriter<byte> output, int value, int count, int width)
    {
        Varint(output, (ulong)count << 1);
        var span = output.GetSpan(sizeof(int));
        BinaryPrimitives.WriteInt32LittleEndian(span, value);
        output.Advance((width + 7) / 8);
    }

    /// <summary>The hybrid of run lengths and packed bits as a single run: of a length where all values are the same, else packed.</summary>
    public static void Hybrid(IBufferWriter<byte> output, ReadOnlySpan<int> values, int width)
    {
        if (values.Length == 0)
            return;
        if (!values.ContainsAnyExcept(values[0]))
        {
            Run(output, values[0], values.Length, width);
            return;
        }
        var groups = (values.Length + 7) / 8;
        Varint(output, ((ulong)groups << 1) | 1);
        PackInts(output, values, width, groups * width);
    }

    /// <summary>PLAIN booleans: a bit each.</summary>
    public static void Bits(IBufferWriter<byte> output, ReadOnlySpan<int> values) => PackInts(output, values, 1, (values.Length + 7) / 8);

    /// <summary>BYTE_STREAM_SPLIT: the first bytes of all values, then their second bytes, and so on. The upper bytes of times hardly differ, and compress well.</summary>
    public static void SplitDoubles(IBufferWriter<byte> output, ReadOnlySpan<double> values)
    {
        var n = values.Length;
        var span = output.GetSpan(n * sizeof(double))[..(n * sizeof(double))];
        var bits = MemoryMarshal.Cast<double, ulong>(values);
        var whole = n / 8 * 8;
        for (var i = 0; i < whole; i += 8)
        {
            var (a, b, c, d) = (bits[i], bits[i + 1], bits[i + 2], bits[i + 3]);
            var (e, f, g, h) = (bits[i + 4], bits[i + 5], bits[i + 6], bits[i + 7]);
            Transpose(ref a, ref b, ref c, ref d, ref e, ref f, ref g, ref h);
            Put(span, i, a);
            Put(span, i + n, b);
            Put(span, i + 2 * n, c);
            Put(span, i + 3 * n, d);
            Put(span, i + 4 * n, e);
            Put(span, i + 5 * n, f);
            Put(span, i + 6 * n, g);
            Put(span, i + 7 * n, h);
        }
        for (var i = whole; i < n; i++)
            for (var stream = 0; stream < sizeof(double); stream++)
                span[stream * n + i] = (byte)(bits[i] >> (8 * stream));
        output.Advance(span.Length);
    }

    private static void Put(Span<byte> span, int at, ulong bytes) => BinaryPrimitives.WriteUInt64LittleEndian(span[at..], bytes);

    /// <summary>Makes of eight numbers of eight bytes their first bytes, their second bytes, and so on: halves change places, then quarters, then bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(ref ulong a, ref ulong b, ref ulong c, ref ulong d, ref ulong e, ref ulong f, ref ulong g, ref ulong h)
    {
        Swap(ref a, ref e, 32, 0x00000000FFFFFFFF);
        Swap(ref b, ref f, 32, 0x00000000FFFFFFFF);
        Swap(ref c, ref g, 32, 0x00000000FFFFFFFF);
        Swap(ref d, ref h, 32, 0x00000000FFFFFFFF);
        Swap(ref a, ref c, 16, 0x0000FFFF0000FFFF);
        Swap(ref b, ref d, 16, 0x0000FFFF0000FFFF);
        Swap(ref e, ref g, 16, 0x0000FFFF0000FFFF);
        Swap(ref f, ref h, 16, 0x0000FFFF0000FFFF);
        Swap(ref a, ref b, 8, 0x00FF00FF00FF00FF);
        Swap(ref c, ref d, 8, 0x00FF00FF00FF00FF);
        Swap(ref e, ref f, 8, 0x00FF00FF00FF00FF);
        Swap(ref g, ref h, 8, 0x00FF00FF00FF00FF);
    }

    /// <summary>The upper part of one and the lower part of the other change places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Swap(ref ulong one, ref ulong other, int shift, ulong lower)
    {
        var difference = ((one >> shift) ^ other) & lower;
        one ^= difference << shift;
        other ^= difference;
    }

    private static void DeltaBlock(IBufferWriter<byte> output, Span<long> deltas, long least)
    {
        Varint(output, ZigZag(least));
        var widths = output.GetSpan(BlockValues / MiniblockValues);
        Span<int> width = stackalloc int[BlockValues / MiniblockValues];
        for (var mini = 0; mini < width.Length; mini++)
        {
            var bits = 0UL;
            for (var i = mini * MiniblockValues; i < Math.Min((mini + 1) * MiniblockValues, deltas.Length); i++)
                bits |= (ulong)(deltas[i] - least);
            width[mini] = BitOperations.Log2(bits) + (bits == 0 ? 0 : 1);
            widths[mini] = (byte)width[mini];
        }
        output.Advance(width.Length);
        for (var mini = 0; mini * MiniblockValues < deltas.Length; mini++)
            if (width[mini] > 0)
                PackDeltas(output, deltas[(mini * MiniblockValues)..Math.Min((mini + 1) * MiniblockValues, deltas.Length)], least, width[mini]);
    }

    /// <summary>A miniblock is written whole, though its last values may be missing.</summary>
    private static void PackDeltas(IBufferWriter<byte> output, ReadOnlySpan<long> deltas, long least, int width)
    {
        var length = MiniblockValues / 8 * width;
        var span = output.GetSpan(length + sizeof(ulong));
        span[..length].Clear();
        var (pending, used, at) = (0UL, 0, 0);
        foreach (var delta in deltas)
        {
            var value = (ulong)(delta - least);
            pending |= value << used;
            used += width;
            if (used < 64)
                continue;
            BinaryPrimitives.WriteUInt64LittleEndian(span[at..], pending);
            at += sizeof(ulong);
            used -= 64;
            pending = used == 0 ? 0 : value >> (width - used);
        }
        BinaryPrimitives.WriteUInt64LittleEndian(span[at..], pending);
        output.Advance(length);
    }

    /// <summary>Packs values of at most 32 bits, from the lowest bit on, into so many bytes.</summary>
    private static void PackInts(IBufferWriter<byte> output, ReadOnlySpan<int> values, int width, int length)
    {
        var span = output.GetSpan(length + 2 * sizeof(ulong));
        var (pending, used, at) = (0UL, 0, 0);
        foreach (var value in values)
        {
            pending |= (ulong)(uint)value << used;
            used += width;
            if (used < 32)
                continue;
            BinaryPrimitives.WriteUInt32LittleEndian(span[at..], (uint)pending);
            at += sizeof(uint);
            used -= 32;
            pending >>= 32;
        }
        BinaryPrimitives.WriteUInt64LittleEndian(span[at..], pending);
        if (length > at + sizeof(ulong))
            span[(at + sizeof(ulong))..length].Clear();
        output.Advance(length);
    }
}

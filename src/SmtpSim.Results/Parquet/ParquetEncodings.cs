using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

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

    /// <summary>The hybrid of run lengths and packed bits as a single run: of a length where all values are the same, else packed.</summary>
    public static void Hybrid(IBufferWriter<byte> output, ReadOnlySpan<int> values, int width)
    {
        if (values.Length == 0)
            return;
        if (!values.ContainsAnyExcept(values[0]))
        {
            Varint(output, (ulong)values.Length << 1);
            var bytes = (width + 7) / 8;
            var span = output.GetSpan(sizeof(int));
            BinaryPrimitives.WriteInt32LittleEndian(span, values[0]);
            output.Advance(bytes);
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
        for (var stream = 0; stream < sizeof(double); stream++)
        {
            var bytes = span.Slice(stream * n, n);
            var shift = 8 * stream;
            for (var i = 0; i < bytes.Length; i++)
                bytes[i] = (byte)(BitConverter.DoubleToUInt64Bits(values[i]) >> shift);
        }
        output.Advance(span.Length);
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

using System.Buffers;

namespace SmtpSim.Wire;

/// <summary>Octets on their way to a peer: grows as needed, and can be cut.</summary>
internal sealed class ReplyBuffer : IBufferWriter<byte>
{
    private const int Initial = 4096;

    [ThreadStatic]
    private static ReplyBuffer? _ofThread;

    private byte[] _octets = new byte[Initial];

    /// <summary>One for each thread, empty: replies that leave at once need no buffer of their own.</summary>
    public static ReplyBuffer OfThread
    {
        get
        {
            var buffer = _ofThread ??= new ReplyBuffer();
            buffer.Length = 0;
            return buffer;
        }
    }

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _octets.AsSpan(0, Length);

    public ReadOnlyMemory<byte> WrittenMemory => _octets.AsMemory(0, Length);

    /// <summary>Takes the octets from <paramref name="start"/> on out of the buffer.</summary>
    public byte[] Cut(int start)
    {
        var cut = _octets[start..Length];
        Length = start;
        return cut;
    }

    public void Clear() => Length = 0;

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _octets.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _octets.AsSpan(Length);
    }

    private void Reserve(int size)
    {
        if (_octets.Length - Length < Math.Max(size, 1))
            Array.Resize(ref _octets, Math.Max(_octets.Length * 2, Length + size));
    }
}

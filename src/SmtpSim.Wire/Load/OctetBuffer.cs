namespace SmtpSim.Wire;

/// <summary>
/// Octets that wait to be sent. What is being sent may be appended to: the octets handed to the socket never move, a larger buffer is
/// another array.
/// </summary>
internal sealed class OctetBuffer
{
    private const int Initial = 4096;

    /// <summary>A buffer that had to grow for a large message is not kept for ever.</summary>
    private const int LargestKept = 256 * 1024;

    private byte[] _octets = New(Initial);
    private int _start;
    private int _end;

    public int Length => _end - _start;

    public Memory<byte> Waiting => _octets.AsMemory(_start, Length);

    /// <summary>Room of at least <paramref name="size"/> octets, to be followed by <see cref="Advance"/>.</summary>
    public Span<byte> GetSpan(int size)
    {
        if (_octets.Length - _end < size)
            Grow(size);
        return _octets.AsSpan(_end);
    }

    public void Advance(int count) => _end += count;

    public void Write(ReadOnlySpan<byte> octets)
    {
        octets.CopyTo(GetSpan(octets.Length));
        _end += octets.Length;
    }

    /// <summary>So many octets from the front were sent, and none is being sent.</summary>
    public void Consume(int count)
    {
        _start += count;
        if (_start != _end)
            return;
        _start = _end = 0;
        if (_octets.Length > LargestKept)
            _octets = New(Initial);
    }

    public void Clear() => Consume(Length);

    private void Grow(int size)
    {
        var larger = New(Math.Max(_octets.Length * 2, Length + size));
        Waiting.Span.CopyTo(larger);
        (_octets, _start, _end) = (larger, 0, Length);
    }

    // Pinned from the start, so that no operation has to pin it.
    private static byte[] New(int size) => GC.AllocateUninitializedArray<byte>(size, pinned: true);
}

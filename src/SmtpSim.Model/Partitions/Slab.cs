using System.Runtime.CompilerServices;

namespace SmtpSim.Model;

/// <summary>A pool of structs addressed by number that grows by segments: nothing is copied, and no more than a segment is spare.</summary>
internal sealed class Slab<T>
    where T : unmanaged
{
    private const int Bits = 12;
    private const int Mask = (1 << Bits) - 1;

    private T[][] _segments = [];
    private int _used;

    /// <summary>The place freed last, or -1; each free place begins with the number of the one freed before it.</summary>
    private int _free = -1;

    public int Count { get; private set; }

    public ref T this[int number]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _segments[number >> Bits][number & Mask];
    }

    /// <summary>Numbers given out so far, freed ones included: for walking the whole pool.</summary>
    public int HighWater => _used;

    public int Take()
    {
        Count++;
        if (_free >= 0)
        {
            var number = _free;
            _free = NextFree(number);
            return number;
        }
        if ((_used >> Bits) == _segments.Length)
        {
            Array.Resize(ref _segments, _segments.Length + 1);
            _segments[^1] = new T[1 << Bits];
        }
        return _used++;
    }

    public void Free(int number)
    {
        Count--;
        this[number] = default;
        NextFree(number) = _free;
        _free = number;
    }

    private ref int NextFree(int number) => ref Unsafe.As<T, int>(ref this[number]);
}

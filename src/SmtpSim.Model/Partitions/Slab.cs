using System.Runtime.CompilerServices;

namespace SmtpSim.Model;

/// <summary>A pool of structs addressed by number that grows by segments: nothing is copied, and no more than a segment is spare.</summary>
internal sealed class Slab<T>
    where T : struct
{
    private const int Bits = 12;
    private const int Mask = (1 << Bits) - 1;

    private T[][] _segments = [];
    private int[] _free = new int[16];
    private int _freeCount;
    private int _used;

    public int Count => _used - _freeCount;

    public ref T this[int number]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _segments[number >> Bits][number & Mask];
    }

    /// <summary>Numbers given out so far, freed ones included: for walking the whole pool.</summary>
    public int HighWater => _used;

    public int Take()
    {
        if (_freeCount > 0)
            return _free[--_freeCount];
        if ((_used >> Bits) == _segments.Length)
        {
            Array.Resize(ref _segments, _segments.Length + 1);
            _segments[^1] = new T[1 << Bits];
        }
        return _used++;
    }

    public void Free(int number)
    {
        this[number] = default;
        if (_freeCount == _free.Length)
            Array.Resize(ref _free, _freeCount * 2);
        _free[_freeCount++] = number;
    }
}

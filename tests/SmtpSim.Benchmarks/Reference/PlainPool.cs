using System.Runtime.CompilerServices;

namespace SmtpSim.Benchmarks;

/// <summary>Slots in one array, freed ones on a stack.</summary>
internal sealed class PlainPool<T>
    where T : struct
{
    private T[] _slots = new T[1024];
    private int[] _free = new int[1024];
    private int _freeCount;
    private int _used;

    public int InUse => _used - _freeCount;

    public ref T this[int slot]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _slots[slot];
    }

    public int Take(out bool isNew)
    {
        isNew = _freeCount == 0;
        if (!isNew)
            return _free[--_freeCount];
        if (_used == _slots.Length)
            Array.Resize(ref _slots, _used * 2);
        return _used++;
    }

    public void Free(int slot)
    {
        if (_freeCount == _free.Length)
            Array.Resize(ref _free, _freeCount * 2);
        _free[_freeCount++] = slot;
    }
}

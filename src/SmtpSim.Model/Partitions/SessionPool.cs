using System.Runtime.CompilerServices;

namespace SmtpSim.Model;

/// <summary>
/// Slots for sessions: one array, so that a slot is one load away and the next ones can be prefetched; the slot freed last is taken first.
/// </summary>
internal sealed class SessionPool<T>
    where T : struct
{
    private T[] _slots = GC.AllocateArray<T>(64, pinned: true);
    private int[] _free = new int[64];
    private int _freeCount;
    private int _used;
    private readonly T _blank;

    /// <param name="blank">What a slot holds before its first use.</param>
    public SessionPool(T blank)
    {
        _blank = blank;
        Array.Fill(_slots, blank);
    }

    public int InUse => _used - _freeCount;

    public ref T this[int slot]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _slots[slot];
    }

    /// <summary>All slots, for prefetching by address: the array is pinned.</summary>
    public T[] Slots => _slots;

    public int Take()
    {
        if (_freeCount > 0)
            return _free[--_freeCount];
        if (_used == _slots.Length)
            Grow();
        return _used++;
    }

    public void Free(int slot)
    {
        if (_freeCount == _free.Length)
            Array.Resize(ref _free, _freeCount * 2);
        _free[_freeCount++] = slot;
    }

    private void Grow()
    {
        var grown = GC.AllocateArray<T>(_used * 2, pinned: true);
        _slots.CopyTo(grown, 0);
        grown.AsSpan(_used).Fill(_blank);
        _slots = grown;
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SmtpSim.Model;

/// <summary>
/// Slots for sessions in one array that begins on a cache line and never moves, so that a session fills whole lines and the next ones
/// can be prefetched; the slot freed last is taken first. References to slots end when one is taken: the array may then be another one.
/// </summary>
/// <typeparam name="T">Fills one or more cache lines.</typeparam>
internal sealed unsafe class SessionPool<T>
    where T : unmanaged
{
    private readonly T _blank;
    private T[] _slots = []; // keeps alive what _first points into
    private T* _first;
    private int _capacity;
    private int[] _free = [];
    private int _freeCount;
    private int _used;

    /// <param name="blank">What a slot holds before its first use.</param>
    public SessionPool(T blank)
    {
        _blank = blank;
        Lines = new SlotLines(Unsafe.SizeOf<T>());
        Grow(64);
    }

    public int InUse => _used - _freeCount;

    /// <summary>Slots used so far, freed ones included: for walking all of them.</summary>
    public int HighWater => _used;

    /// <summary>Where the slots lie, for prefetching.</summary>
    public SlotLines Lines { get; }

    public ref T this[int slot]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)slot >= (uint)_capacity)
                ThrowNoSlot(slot);
            return ref _first[slot];
        }
    }

    /// <summary>The slot that a reference to one of the pool is to.</summary>
    public int SlotOf(ref T session) => (int)((T*)Unsafe.AsPointer(ref session) - _first);

    public int Take()
    {
        if (_freeCount > 0)
            return _free[--_freeCount];
        if (_used == _capacity)
            Grow(_capacity * 2);
        return _used++;
    }

    public void Free(int slot) => _free[_freeCount++] = slot;

    private void Grow(int capacity)
    {
        var slots = GC.AllocateArray<T>(capacity + 1, pinned: true);
        var address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(slots));
        var first = (T*)(address + (-address & (SlotLines.Bytes - 1)));
        new ReadOnlySpan<T>(_first, _used).CopyTo(new Span<T>(first, capacity));
        new Span<T>(first + _used, capacity - _used).Fill(_blank);
        _first = first;
        (_slots, _capacity, Lines.Address) = (slots, capacity, (nint)first);
        Array.Resize(ref _free, capacity); // room for all of them, so that freeing never allocates
    }

    [DoesNotReturn]
    private static void ThrowNoSlot(int slot) => throw new ArgumentOutOfRangeException(nameof(slot), slot, "There is no such slot.");
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SmtpSim.Model;

/// <summary>What is kept beside the slots of a <see cref="SessionPool{T}"/>, by slot, on cache lines that can be fetched ahead with the slots' own.</summary>
/// <typeparam name="T">Fills one or more cache lines.</typeparam>
internal sealed unsafe class SlotTable<T>
    where T : unmanaged
{
    private T[] _values = []; // keeps alive what _first points into
    private T* _first;
    private int _capacity;

    /// <summary>Where the values lie, for prefetching.</summary>
    public SlotLines Lines { get; } = new(Unsafe.SizeOf<T>());

    /// <summary>The value of a slot that has one: see <see cref="Put"/>.</summary>
    public ref T this[int slot]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)slot, (uint)_capacity, nameof(slot));
            return ref _first[slot];
        }
    }

    /// <summary>Gives a slot its value.</summary>
    public ref T Put(int slot, in T value)
    {
        if (slot >= _capacity)
            Grow(Math.Max(slot + 1, Math.Max(64, _capacity * 2)));
        _first[slot] = value;
        return ref _first[slot];
    }

    private void Grow(int capacity)
    {
        var values = GC.AllocateArray<T>(capacity + 1, pinned: true);
        var address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(values));
        var first = (T*)(address + (-address & (SlotLines.Bytes - 1)));
        new ReadOnlySpan<T>(_first, _capacity).CopyTo(new Span<T>(first, capacity));
        _first = first;
        (_values, _capacity, Lines.Address) = (values, capacity, (nint)first);
    }
}

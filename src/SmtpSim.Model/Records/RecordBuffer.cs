using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace SmtpSim.Model;

/// <summary>The records of one kind that a partition has made and nobody has taken yet, in arrays of the shared pool.</summary>
internal sealed class RecordBuffer<T>
    where T : unmanaged, IRunRecord<T>
{
    private const int Least = 1024;

    /// <summary>How many records ahead memory is fetched.</summary>
    private const int Ahead = 4;

    private T[] _records = [];

    public int Count { get; private set; }

    /// <summary>The record added last; there must be one, and it must not have been taken.</summary>
    public ref T Last => ref _records[Count - 1];

    /// <summary>A new record to be filled in, where it stands.</summary>
    public ref T Add()
    {
        if (Count + Ahead >= _records.Length)
            Grow();
        // Who took the last batch had the array on another core.
        if (Sse.IsSupported)
            Fetch(ref _records[Count + Ahead]);
        ref var record = ref _records[Count++];
        record = default;
        return ref record;
    }

    /// <summary>Takes what ended before a tick, in its order; who takes it returns the array to the pool.</summary>
    public ArraySegment<T> Take(long before)
    {
        var count = Count;
        while (count > 0 && _records[count - 1].Ended >= before)
            count--;
        if (count == 0)
            return [];
        var taken = _records;
        SortTicks(taken.AsSpan(0, count));
        var rest = taken.AsSpan(count, Count - count);
        _records = ArrayPool<T>.Shared.Rent(Math.Max(Least, Math.Max(count, rest.Length) + Ahead));
        rest.CopyTo(_records);
        Count = rest.Length;
        return new ArraySegment<T>(taken, 0, count);
    }

    /// <summary>A partition makes records in the order of their ticks; what falls into one tick it makes in an order of its own.</summary>
    private static void SortTicks(Span<T> records)
    {
        for (var i = 1; i < records.Length; i++)
        {
            if (records[i].Ended != records[i - 1].Ended || T.Compare(records[i - 1], records[i]) < 0)
                continue;
            var (first, end) = (i - 1, i + 1);
            while (first > 0 && records[first - 1].Ended == records[i].Ended)
                first--;
            while (end < records.Length && records[end].Ended == records[i].Ended)
                end++;
            records[first..end].Sort(static (one, other) => T.Compare(one, other));
            i = end - 1;
        }
    }

    private static unsafe void Fetch(ref T record) => Sse.Prefetch0(Unsafe.AsPointer(ref record));

    private void Grow()
    {
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(Least, Count * 2));
        _records.AsSpan(0, Count).CopyTo(larger);
        if (_records.Length > 0)
            ArrayPool<T>.Shared.Return(_records);
        _records = larger;
    }
}

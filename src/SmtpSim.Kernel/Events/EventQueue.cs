using System.Numerics;
using System.Runtime.CompilerServices;

namespace SmtpSim.Kernel;

/// <summary>
/// The pending events of one partition: a hierarchical calendar. The near ring has a bucket for each interval of one width (the
/// lookahead), the far tiers 1024 times coarser ones. A bucket is sorted when it is due, and its events are then read in order; what is
/// added to the bucket being read, such as a timer shorter than the width, goes through a small heap beside it.
/// Adding and taking an event cost about the same with a thousand pending as with ten million, and allocate nothing once warm.
/// </summary>
public sealed class EventQueue
{
    private const int NearBits = 12;
    private const int FarBits = 10;
    private const int NearSize = 1 << NearBits;
    private const int FarSize = 1 << FarBits;

    private readonly EventStore _store = new();
    private readonly EventSorter _sorter = new();
    private readonly LateHeap _late = new();
    private readonly EventStore.Bucket[] _near = new EventStore.Bucket[NearSize];
    private readonly ulong[] _nearUsed = new ulong[NearSize / 64];
    private readonly CoarseTier _mid;
    private readonly CoarseTier _far;
    private EventStore.Bucket _beyond;
    private long _beyondMin = long.MaxValue;

    private readonly long _width;
    private readonly ulong _reciprocal;

    /// <summary>Number of the bucket being read: events up to its end are in <see cref="_batch"/> or the heap.</summary>
    private long _current = -1;
    private int _nearCount;
    private SimEvent[] _batch = new SimEvent[64];
    private int _batchCount;
    private int _cursor;

    /// <summary>Time of the latest event taken from the heap or from an earlier batch.</summary>
    private long _taken;

    /// <param name="width">Width of a near bucket in ticks, at least 1; best the lookahead of the simulation.</param>
    public EventQueue(long width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        _width = width;
        _reciprocal = ulong.MaxValue / (ulong)width;
        _mid = new CoarseTier(_store, FarSize);
        _far = new CoarseTier(_store, FarSize);
    }

    /// <summary>How many events are pending.</summary>
    public long Count => _batchCount - _cursor + (long)_late.Count + _nearCount + _mid.Count + _far.Count + _beyond.Count;

    /// <summary>Events that are due next, sorted, from the one to be taken next; for prefetching what they will touch.</summary>
    public ReadOnlySpan<SimEvent> Upcoming => _batch.AsSpan(_cursor, _batchCount - _cursor);

    /// <summary>
    /// The event that many places after the next one, or the last one known to be due; an old one where none is known. For prefetching
    /// what it will touch: which event it is must decide nothing.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly SimEvent Ahead(int places) => ref _batch[Math.Max(0, Math.Min(_cursor + places, _batchCount - 1))];

    /// <summary>Adds an event. Its time may lie in the bucket being read, but not before the event taken last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in SimEvent item)
    {
        var number = NumberOf(item.Time);
        if (number > _current && (number >> NearBits) == (_current + 1) >> NearBits)
        {
            var i = (int)number & (NearSize - 1);
            _nearUsed[i >> 6] |= 1UL << i;
            _nearCount++;
            _store.Append(ref _near[i], item);
        }
        else
        {
            AddElsewhere(item, number);
        }
    }

    /// <summary>Takes the next event if its time is before <paramref name="end"/>.</summary>
    /// <returns>False when no event is left before <paramref name="end"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(long end, out SimEvent item)
    {
        if (_late.Count == 0 && _cursor < _batchCount)
        {
            ref var next = ref _batch[_cursor];
            if (next.Time >= end)
            {
                item = default;
                return false;
            }
            item = next;
            _cursor++;
            return true;
        }
        return TryTakeSlow(end, out item);
    }

    /// <summary>A lower bound of the next event's time that is exact to the bucket, or <see cref="long.MaxValue"/> when nothing is pending.</summary>
    public long NextTime
    {
        get
        {
            var best = _late.Count > 0 ? _late.Peek.Time : long.MaxValue;
            if (_cursor < _batchCount)
                return Math.Min(best, _batch[_cursor].Time);
            if (best != long.MaxValue)
                return best;
            if (_nearCount > 0)
                return NextNear() * _width;
            return Math.Min(Math.Min(_mid.MinTime, _far.MinTime), _beyondMin);
        }
    }

    private bool TryTakeSlow(long end, out SimEvent item)
    {
        while (_cursor >= _batchCount && _late.Count == 0)
        {
            if (!OpenNext(end))
            {
                item = default;
                return false;
            }
        }
        var fromHeap = _late.Count > 0 && (_cursor >= _batchCount || SimEvent.Precedes(_late.Peek, _batch[_cursor]));
        ref readonly var next = ref fromHeap ? ref _late.Peek : ref _batch[_cursor];
        item = next;
        if (next.Time >= end)
            return false;
        if (fromHeap)
        {
            _late.Pop();
            _taken = item.Time;
        }
        else
        {
            _cursor++;
        }
        return true;
    }

    /// <summary>Sorts the next non-empty bucket into the batch, provided that it begins before <paramref name="end"/>.</summary>
    private bool OpenNext(long end)
    {
        if (_batchCount > 0)
            _taken = Math.Max(_taken, _batch[_batchCount - 1].Time);
        while (_nearCount == 0)
        {
            // The near ring is empty: bring on the next coarse bucket, but never look past the end, since events may still come before it.
            var next = Math.Min(Math.Min(_mid.MinTime, _far.MinTime), _beyondMin);
            if (next >= end)
                return false;
            MoveTo(NumberOf(next) - 1);
        }
        var number = NextNear();
        if (number * _width >= end)
            return false;
        var i = (int)number & (NearSize - 1);
        ref var bucket = ref _near[i];
        var count = bucket.Count;
        if (_batch.Length < count)
            _batch = GC.AllocateUninitializedArray<SimEvent>(Math.Max(count, _batch.Length * 2));
        _sorter.SortInto(_store, ref bucket, _batch.AsSpan(0, count), number * _width, _width);
        _nearUsed[i >> 6] &= ~(1UL << i);
        _nearCount -= count;
        _batchCount = count;
        _cursor = 0;
        var crossed = (number + 1) >> NearBits != (_current + 1) >> NearBits;
        _current = number;
        if (crossed)
            Cascade();
        return true;
    }

    /// <summary>Makes bucket <paramref name="number"/> + 1 the first of the near ring's reach.</summary>
    private void MoveTo(long number)
    {
        _current = number;
        _batchCount = _cursor = 0;
        Cascade();
    }

    /// <summary>Hands down from the coarser tiers what now falls into the reach of the finer ones.</summary>
    private void Cascade()
    {
        var first = _current + 1;
        var beyondReach = first >> (NearBits + 2 * FarBits);
        if (_beyond.Count > 0 && NumberOf(_beyondMin) >> (NearBits + 2 * FarBits) <= beyondReach)
        {
            var taken = _beyond;
            _beyond = default;
            _beyondMin = long.MaxValue;
            ReAdd(taken);
        }
        ReAdd(_far.Remove(first >> (NearBits + FarBits)));
        ReAdd(_mid.Remove(first >> NearBits));
    }

    private void ReAdd(EventStore.Bucket bucket)
    {
        var left = bucket.Count;
        for (var chunk = bucket.Head; left > 0; chunk = _store.Release(chunk))
        {
            foreach (ref readonly var item in _store.Chunk(chunk, Math.Min(left, EventStore.EventsPerChunk)))
                Add(item);
            left -= EventStore.EventsPerChunk;
        }
    }

    private void AddElsewhere(in SimEvent item, long number)
    {
        if (number <= _current)
        {
            var taken = _cursor > 0 ? Math.Max(_taken, _batch[_cursor - 1].Time) : _taken;
            if (item.Time < taken)
                throw new InvalidOperationException($"An event was added at {item.Time}, before the event taken last at {taken}.");
            _late.Push(item);
            return;
        }
        var first = _current + 1;
        if (number >> (NearBits + FarBits) == first >> (NearBits + FarBits))
        {
            _mid.Add(item, number >> NearBits);
        }
        else if (number >> (NearBits + 2 * FarBits) == first >> (NearBits + 2 * FarBits))
        {
            _far.Add(item, number >> (NearBits + FarBits));
        }
        else
        {
            _store.Append(ref _beyond, item);
            _beyondMin = Math.Min(_beyondMin, item.Time);
        }
    }

    private long NextNear()
    {
        var first = _current + 1;
        var word = (int)(first & (NearSize - 1)) >> 6;
        var bits = _nearUsed[word] & (ulong.MaxValue << (int)(first & 63));
        while (bits == 0)
            bits = _nearUsed[++word];
        return (first & ~(long)(NearSize - 1)) + (word << 6) + BitOperations.TrailingZeroCount(bits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long NumberOf(long time)
    {
        // Division by the width through its reciprocal, which falls short by one at most.
        var quotient = Math.BigMul((ulong)time, _reciprocal, out _);
        return (long)quotient + ((ulong)time - quotient * (ulong)_width >= (ulong)_width ? 1 : 0);
    }
}

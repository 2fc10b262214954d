using System.Runtime.CompilerServices;

namespace SmtpSim.Kernel;

/// <content>
/// The side that reads: the batch of the buckets being read, sorted. Where events are few, several buckets are read at a time, so that
/// the next events are known and what they will touch can be fetched.
/// </content>
public sealed unsafe partial class EventQueue
{
    /// <summary>Buckets are read together until they hold so many events.</summary>
    private const int SmallBatch = 32;

    /// <summary>Late events, from which several buckets cost more than they gain: then one is read at a time again.</summary>
    private const int ManyLate = 64;

    private readonly EventSorter _sorter = new();
    private EventBuffer _batch = new(1024);
    private SimEvent* _cursor;
    private SimEvent* _batchEnd;
    private SimEvent* _foreseen;
    private bool _readsSeveral;

    /// <summary>The end of the batch where no late event comes between its events, else null.</summary>
    private SimEvent* _clearEnd;

    /// <summary>Time of the latest event taken from the heap or from an earlier batch.</summary>
    private long _taken;
    private SimEvent _takenLate;

    /// <summary>Whether events are so few that what a handler adds may well be the very next one: <see cref="Foresee"/> tells nothing of it.</summary>
    public bool IsSparse => _readsSeveral;

    /// <summary>Takes the next event if its time is before <paramref name="end"/>; it stands where it is until the next call.</summary>
    /// <returns>A null reference when no event is left before <paramref name="end"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly SimEvent Take(long end)
    {
        var next = _cursor;
        if (next >= _clearEnd || next->Time >= end)
            return ref TakeSlowly(end);
        _cursor = next + 1;
        return ref *next;
    }

    /// <summary>Takes a copy of the next event if its time is before <paramref name="end"/>.</summary>
    /// <returns>False when no event is left before <paramref name="end"/>.</returns>
    public bool TryTake(long end, out SimEvent item)
    {
        ref readonly var next = ref Take(end);
        var any = !Unsafe.IsNullRef(in next);
        item = any ? next : default;
        return any;
    }

    /// <summary>
    /// The next event that was not foreseen yet, from the one taken last to <paramref name="places"/> after it as far as they are known,
    /// or a null reference: for fetching what it will touch. Other events may still come before it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly SimEvent Foresee(int places)
    {
        var next = _foreseen;
        if (next >= _batchEnd || next >= _cursor + places)
            return ref Unsafe.NullRef<SimEvent>();
        _foreseen = next + 1;
        return ref *next;
    }

    private ref readonly SimEvent TakeSlowly(long end)
    {
        _late.Settle();
        while (_cursor == _batchEnd && _late.Count == 0)
            if (!OpenNext(end))
                return ref Unsafe.NullRef<SimEvent>();
        var fromHeap = _late.Count > 0 && (_cursor == _batchEnd || SimEvent.Precedes(_late.Peek, *_cursor));
        ref readonly var next = ref fromHeap ? ref _late.Peek : ref *_cursor;
        if (next.Time >= end)
            return ref Unsafe.NullRef<SimEvent>();
        if (!fromHeap)
        {
            _cursor++;
            return ref next;
        }
        _takenLate = next;
        _taken = next.Time;
        _late.Pop();
        if (_late.Count == 0)
            _clearEnd = _batchEnd;
        return ref _takenLate;
    }

    /// <summary>Sorts the next bucket that is not empty into the batch, and those after it while they are few, provided that they begin before <paramref name="end"/>.</summary>
    private bool OpenNext(long end)
    {
        _taken = LastTaken();
        _cursor = _batchEnd = _clearEnd = _foreseen = _batch.Start;
        while (_nearCount == 0)
        {
            // The near ring is empty: bring on the next coarse bucket, but never look past the end, since events may still come before it.
            var next = Math.Min(Math.Min(_mid.MinTime, _far.MinTime), _beyondMin);
            if (next >= end)
                return false;
            MoveTo(NumberOf(next));
        }
        var number = NextNear();
        if (number * _width >= end)
            return false;
        ReadAlso(number);
        _readsSeveral = false;
        MoveTo(number + 1);
        // The last bucket of a page is left out, for after it others are handed down.
        while (_nearCount > 0 && _batchEnd - _cursor < SmallBatch && (number = NextNear()) * _width < end && (number + 1 & (NearSize - 1)) != 0)
        {
            ReadAlso(number);
            _readsSeveral = true;
            MoveTo(number + 1);
        }
        return true;
    }

    /// <summary>Appends a bucket, sorted, to the batch.</summary>
    private void ReadAlso(long number)
    {
        var i = (int)number & (NearSize - 1);
        ref var bucket = ref _near[i];
        var count = bucket.Count;
        var before = (int)(_batchEnd - _batch.Start);
        if (_batch.Capacity < before + count)
        {
            var larger = new EventBuffer(Math.Max(before + count, _batch.Capacity * 2));
            new ReadOnlySpan<SimEvent>(_batch.Start, before).CopyTo(new Span<SimEvent>(larger.Start, before));
            _batch = larger;
            _cursor = _foreseen = larger.Start;
        }
        var target = _batch.Start + before;
        _sorter.SortInto(_store, ref bucket, new Span<SimEvent>(target, count), number * _width, _width);
        _nearUsed[i >> 6] &= ~(1UL << i);
        _nearCount -= count;
        _batchEnd = _clearEnd = target + count;
    }

    private ref SimEvent AddLate(long time)
    {
        if (time < LastTaken())
            ThrowTooLate(time);
        if (_readsSeveral && _late.Count >= ManyLate)
        {
            ReadOneOnly();
            return ref Add(time);
        }
        _clearEnd = null;
        ref var item = ref _late.Add();
        item = default;
        item.Time = time;
        return ref item;
    }

    /// <summary>Puts back what lies after the bucket of the event taken last, as far as the near ring still holds its page.</summary>
    private void ReadOneOnly()
    {
        _readsSeveral = false;
        MoveTo(Math.Max(NumberOf(LastTaken()) + 1, _first & -NearSize));
        var end = _batchEnd;
        for (_batchEnd = _cursor; _batchEnd < end && NumberOf(_batchEnd->Time) < _first;)
            _batchEnd++;
        for (var item = _batchEnd; item < end; item++)
            Add(*item);
        _clearEnd = _batchEnd;
        foreach (var item in _late.TakeAll())
            Add(item);
    }

    private long LastTaken() => _cursor > _batch.Start ? Math.Max(_taken, _cursor[-1].Time) : _taken;

    private void ThrowTooLate(long time)
        => throw new InvalidOperationException($"An event was added at {time}, before the event taken last at {LastTaken()}.");
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace SmtpSim.Kernel;

/// <summary>
/// The pending events of one partition: a hierarchical calendar. The near ring has a bucket for each interval of one width (the
/// lookahead), the far tiers 1024 times coarser ones. A bucket is sorted when it is due, and its events are then read in order; what is
/// added to a bucket being read, such as a timer shorter than the width, goes through a small heap beside it.
/// Adding and taking an event cost about the same with a thousand pending as with ten million, and allocate nothing once warm.
/// </summary>
public sealed unsafe partial class EventQueue
{
    private const int NearBits = 12;
    private const int FarBits = 10;
    private const int NearSize = 1 << NearBits;
    private const int FarSize = 1 << FarBits;

    private readonly EventStore _store = new();
    private readonly LateHeap _late = new();
    private readonly EventStore.Bucket[] _near = new EventStore.Bucket[NearSize];
    private readonly ulong[] _nearUsed = new ulong[NearSize / 64];
    private readonly CoarseTier _mid;
    private readonly CoarseTier _far;
    private EventStore.Bucket _beyond;
    private long _beyondMin = long.MaxValue;

    private readonly long _width;
    private readonly ulong _reciprocal;

    /// <summary>Number of the first bucket that is not being read, and how many from it on are in the near ring.</summary>
    private long _first;
    private ulong _reach = NearSize;
    private long _nearCount;

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
    public long Count => _batchEnd - _cursor + _late.Count + _nearCount + _mid.Count + _far.Count + _beyond.Count;

    /// <summary>A lower bound of the next event's time that is exact to the bucket, or <see cref="long.MaxValue"/> when nothing is pending.</summary>
    public long NextTime
    {
        get
        {
            _late.Settle();
            var best = _late.Count > 0 ? _late.Peek.Time : long.MaxValue;
            if (_cursor < _batchEnd)
                return Math.Min(best, _cursor->Time);
            if (best != long.MaxValue)
                return best;
            if (_nearCount > 0)
                return NextNear() * _width;
            return Math.Min(Math.Min(_mid.MinTime, _far.MinTime), _beyondMin);
        }
    }

    /// <summary>Adds an event. Its time may lie in a bucket being read, but not before the event taken last.</summary>
    public void Add(in SimEvent item) => Add(item.Time) = item;

    /// <summary>
    /// Adds an event at <paramref name="time"/>, which may lie in a bucket being read, but not before the event taken last.
    /// The caller fills in the rest of it, which is all zeros, before the next call.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref SimEvent Add(long time)
    {
        ref var item = ref Reserve(time);
        item = default;
        item.Time = time;
        return ref item;
    }

    /// <summary>As <see cref="Add(long)"/>, but all that is filled in is the time: the caller fills in every other field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref SimEvent Reserve(long time)
    {
        var number = NumberOf(time);
        if ((ulong)(number - _first) >= _reach)
            return ref AddElsewhere(time, number);
        ref var item = ref *AddNear(number);
        item.Time = time;
        return ref item;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private SimEvent* AddNear(long number)
    {
        ref var bucket = ref _near[(int)number & (NearSize - 1)];
        if (bucket.Count == 0)
            MarkUsed(number);
        _nearCount++;
        return _store.Append(ref bucket);
    }

    private void MarkUsed(long number) => _nearUsed[((int)number & (NearSize - 1)) >> 6] |= 1UL << (int)number;

    private ref SimEvent AddElsewhere(long time, long number)
    {
        if (number < _first)
            return ref AddLate(time);
        ref var item = ref *AddFar(time, number);
        item = default;
        item.Time = time;
        return ref item;
    }

    private SimEvent* AddFar(long time, long number)
    {
        if (number >> (NearBits + FarBits) == _first >> (NearBits + FarBits))
            return _mid.Add(time, number >> NearBits);
        if (number >> (NearBits + 2 * FarBits) == _first >> (NearBits + 2 * FarBits))
            return _far.Add(time, number >> (NearBits + FarBits));
        _beyondMin = Math.Min(_beyondMin, time);
        return _store.Append(ref _beyond);
    }

    /// <summary>Makes bucket <paramref name="number"/> the first of the near ring's reach, and hands down from the coarser tiers what now falls into it.</summary>
    private void MoveTo(long number)
    {
        var crossed = number >> NearBits != _first >> NearBits;
        _first = number;
        _reach = NearSize - ((ulong)number & (NearSize - 1));
        if (!crossed)
            return;
        var beyondReach = number >> (NearBits + 2 * FarBits);
        if (_beyond.Count > 0 && NumberOf(_beyondMin) >> (NearBits + 2 * FarBits) <= beyondReach)
        {
            var taken = _beyond;
            _beyond = default;
            _beyondMin = long.MaxValue;
            AddAgain(taken);
        }
        AddAgain(_far.Remove(number >> (NearBits + FarBits)));
        AddAgain(_mid.Remove(number >> NearBits));
    }

    private void AddAgain(EventStore.Bucket bucket)
    {
        if (bucket.Count == 0)
            return;
        var chunk = _store.First(bucket);
        for (var left = bucket.Count; left > 0; left -= EventStore.EventsPerChunk)
        {
            var item = _store.Events(chunk);
            for (var last = item + Math.Min(left, EventStore.EventsPerChunk); item < last; item++)
                Add(*item);
            chunk = _store.Release(chunk);
        }
    }

    /// <summary>Number of the next bucket in the near ring that is not empty.</summary>
    private long NextNear()
    {
        var word = (int)(_first & (NearSize - 1)) >> 6;
        var bits = _nearUsed[word] & (ulong.MaxValue << (int)(_first & 63));
        while (bits == 0)
            bits = _nearUsed[++word];
        return (_first & ~(long)(NearSize - 1)) + (word << 6) + BitOperations.TrailingZeroCount(bits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong HighProduct(ulong a, ulong b) => Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(a, b) : Math.BigMul(a, b, out _);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long NumberOf(long time)
    {
        // Division by the width through its reciprocal, which falls short by one at most.
        var quotient = HighProduct((ulong)time, _reciprocal);
        return (long)quotient + ((ulong)time - quotient * (ulong)_width >= (ulong)_width ? 1 : 0);
    }
}

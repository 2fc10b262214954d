using System.Numerics;

namespace SmtpSim.Kernel;

/// <summary>A page of coarse buckets, each as wide as a whole page of the tier below, with the earliest time in each. A bucket is handed down when its turn comes.</summary>
internal sealed unsafe class CoarseTier
{
    private readonly EventStore _store;
    private readonly EventStore.Bucket[] _buckets;
    private readonly long[] _min;
    private readonly ulong[] _used;
    private readonly int _mask;

    /// <param name="store">The pool that the buckets draw on.</param>
    /// <param name="size">Buckets of a page: a power of two from 64.</param>
    public CoarseTier(EventStore store, int size)
    {
        _store = store;
        _buckets = new EventStore.Bucket[size];
        _min = new long[size];
        _used = new ulong[size / 64];
        _mask = size - 1;
    }

    public long Count { get; private set; }

    /// <summary>Time of the earliest event, or <see cref="long.MaxValue"/>.</summary>
    public long MinTime
    {
        get
        {
            for (var word = 0; word < _used.Length; word++)
                if (_used[word] != 0)
                    return _min[(word << 6) + BitOperations.TrailingZeroCount(_used[word])];
            return long.MaxValue;
        }
    }

    /// <summary>Makes room for an event at <paramref name="time"/>; the caller fills it in.</summary>
    public SimEvent* Add(long time, long number)
    {
        var i = (int)number & _mask;
        ref var bucket = ref _buckets[i];
        _min[i] = bucket.Count == 0 ? time : Math.Min(_min[i], time);
        _used[i >> 6] |= 1UL << i;
        Count++;
        return _store.Append(ref bucket);
    }

    public EventStore.Bucket Remove(long number)
    {
        var i = (int)number & _mask;
        var bucket = _buckets[i];
        _buckets[i] = default;
        _used[i >> 6] &= ~(1UL << i);
        Count -= bucket.Count;
        return bucket;
    }
}

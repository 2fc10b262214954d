using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SmtpSim.Kernel;

/// <summary>
/// Brings a due bucket into the total order: one distribution pass by time (the events of a bucket are spread over its width, so each
/// part ends up with about one), then insertion within the parts. Parts that stay long, such as a burst on a single tick, are
/// distributed again, by receiver and then by sender.
/// </summary>
internal sealed unsafe class EventSorter
{
    private const int Short = 24;
    private const int MaxPartBits = 16;

    private readonly int[][] _ends = [[], [], []];
    private SimEvent[] _scratch = [];

    /// <summary>Empties <paramref name="bucket"/>, whose times lie within [start, start + width), into <paramref name="target"/>, sorted.</summary>
    public void SortInto(EventStore store, ref EventStore.Bucket bucket, Span<SimEvent> target, long start, long width)
    {
        if (target.Length <= Short || width <= 1)
        {
            Drain(store, bucket, target);
            if (target.Length <= Short)
                Insertion(target);
            else
                SortLong(target, level: 0);
        }
        else
        {
            Distribute(store, bucket, target, new Split(target.Length, start, width));
        }
        bucket = default;
    }

    /// <summary>Copies the bucket's events, in the order they came, and frees its chunks.</summary>
    private static void Drain(EventStore store, in EventStore.Bucket bucket, Span<SimEvent> target)
    {
        var chunk = store.First(bucket);
        for (var at = 0; at < target.Length; at += EventStore.EventsPerChunk)
        {
            var n = Math.Min(target.Length - at, EventStore.EventsPerChunk);
            new ReadOnlySpan<SimEvent>(store.Events(chunk), n).CopyTo(target[at..]);
            chunk = store.Release(chunk);
        }
    }

    private void Distribute(EventStore store, in EventStore.Bucket bucket, Span<SimEvent> target, in Split split)
    {
        var ends = Ends(level: 0, split.Parts);
        ref var end = ref MemoryMarshal.GetArrayDataReference(ends);
        var chunk = store.First(bucket);
        for (var left = target.Length; left > 0; left -= EventStore.EventsPerChunk)
        {
            var following = store.Next(chunk);
            store.Prefetch(following);
            var item = store.Events(chunk);
            for (var last = item + Math.Min(left, EventStore.EventsPerChunk); item < last; item++)
                Unsafe.Add(ref end, split.PartOf(item->Time))++;
            chunk = following;
        }
        CountsToStarts(ends, split.Parts);
        ref var start = ref MemoryMarshal.GetReference(target);
        for (var left = target.Length; left > 0; left -= EventStore.EventsPerChunk)
        {
            var item = store.Events(chunk);
            for (var last = item + Math.Min(left, EventStore.EventsPerChunk); item < last; item++)
                Unsafe.Add(ref start, Unsafe.Add(ref end, split.PartOf(item->Time))++) = *item;
            chunk = store.Release(chunk);
        }
        SortParts(target, ends, split.Parts, level: 0);
    }

    private void SortParts(Span<SimEvent> events, int[] ends, int parts, int level)
    {
        var from = 0;
        for (var i = 0; i < parts; i++)
        {
            var to = ends[i];
            if (to - from > Short)
                SortLong(events[from..to], level);
            else if (to - from > 1)
                Insertion(events[from..to]);
            from = to;
        }
    }

    /// <summary>Sorts a long part. Where all its events share the key of this level, it is distributed by the key of the next one.</summary>
    private void SortLong(Span<SimEvent> events, int level)
    {
        if (IsSorted(events))
            return;
        if (level >= 2 || !SharesKey(events, level))
        {
            events.Sort(default(SimEvent.Order));
            return;
        }
        level++;
        long low = long.MaxValue, high = long.MinValue;
        foreach (ref readonly var item in events)
        {
            low = Math.Min(low, Key(item, level));
            high = Math.Max(high, Key(item, level));
        }
        if (low == high)
        {
            SortLong(events, level);
            return;
        }
        var split = new Split(events.Length, low, high - low + 1);
        var ends = Ends(level, split.Parts);
        foreach (ref readonly var item in events)
            ends[split.PartOf(Key(item, level))]++;
        CountsToStarts(ends, split.Parts);
        if (_scratch.Length < events.Length)
            _scratch = GC.AllocateUninitializedArray<SimEvent>(Math.Max(events.Length, _scratch.Length * 2));
        foreach (ref readonly var item in events)
            _scratch[ends[split.PartOf(Key(item, level))]++] = item;
        _scratch.AsSpan(0, events.Length).CopyTo(events);
        SortParts(events, ends, split.Parts, level);
    }

    private int[] Ends(int level, int parts)
    {
        if (_ends[level].Length < parts)
            _ends[level] = new int[Math.Max(parts, 1024)];
        else
            Array.Clear(_ends[level], 0, parts);
        return _ends[level];
    }

    private static void CountsToStarts(int[] ends, int parts)
    {
        var sum = 0;
        for (var i = 0; i < parts; i++)
        {
            var n = ends[i];
            ends[i] = sum;
            sum += n;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Key(in SimEvent item, int level) => level == 0 ? item.Time : level == 1 ? item.Receiver : item.Sender;

    private static bool SharesKey(ReadOnlySpan<SimEvent> events, int level)
    {
        foreach (ref readonly var item in events)
            if (Key(item, level) != Key(events[0], level))
                return false;
        return true;
    }

    private static bool IsSorted(ReadOnlySpan<SimEvent> events)
    {
        for (var i = 1; i < events.Length; i++)
            if (SimEvent.Precedes(events[i], events[i - 1]))
                return false;
        return true;
    }

    private static void Insertion(Span<SimEvent> events)
    {
        for (var i = 1; i < events.Length; i++)
        {
            if (!SimEvent.Precedes(events[i], events[i - 1]))
                continue;
            var item = events[i];
            var j = i;
            do
            {
                events[j] = events[j - 1];
                j--;
            }
            while (j > 0 && SimEvent.Precedes(item, events[j - 1]));
            events[j] = item;
        }
    }

    /// <summary>Cuts [low, low + width) into a power of two of equal parts, about one for each event; the part of a key takes one multiplication.</summary>
    private readonly struct Split
    {
        private readonly long _low;
        private readonly ulong _factor;
        private readonly int _shift;

        public Split(int events, long low, long width)
        {
            var bits = Math.Min(MaxPartBits, 64 - BitOperations.LeadingZeroCount((ulong)events - 1));
            _low = low;
            _factor = ulong.MaxValue / (ulong)width;
            _shift = 64 - bits;
            Parts = 1 << bits;
        }

        public int Parts { get; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int PartOf(long key) => (int)(((ulong)(key - _low) * _factor) >> _shift);
    }
}

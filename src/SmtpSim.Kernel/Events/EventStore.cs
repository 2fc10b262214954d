using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace SmtpSim.Kernel;

/// <summary>
/// Buckets of events as linked chunks of 16 from one pool. Chunks keep what falls into one bucket side by side in memory, and the pool
/// grows by segments, so a million pending events are never copied and cost little more than their own 32 bytes.
/// </summary>
internal sealed unsafe class EventStore
{
    public const int EventsPerChunk = 16;

    /// <summary>Chunks of a segment, 256 KiB: 2 to this.</summary>
    private const int SegmentBits = 9;

    private EventBuffer[] _segments = [];

    /// <summary>The chunk after each: of a bucket's chunks in a ring, of the free ones in a chain that ends with -1.</summary>
    private int[] _next = [];
    private int _free = -1;

    /// <summary>One bucket: how many events it holds, its last chunk, and where in it the next event goes. Count 0: the others mean nothing.</summary>
    internal struct Bucket
    {
        public SimEvent* Place;
        public int Last;
        public int Count;
    }

    /// <summary>Makes room for one more event; the caller fills it in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SimEvent* Append(ref Bucket bucket)
    {
        if ((bucket.Count & (EventsPerChunk - 1)) == 0)
            AddChunk(ref bucket);
        bucket.Count++;
        return bucket.Place++;
    }

    /// <summary>The first chunk of a bucket that is not empty.</summary>
    public int First(in Bucket bucket) => _next[bucket.Last];

    public int Next(int chunk) => _next[chunk];

    /// <summary>Where the events of a chunk begin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SimEvent* Events(int chunk)
        => _segments[chunk >> SegmentBits].Start + (chunk & ((1 << SegmentBits) - 1)) * EventsPerChunk;

    /// <summary>Asks for the memory of a chunk that will be read soon.</summary>
    public void Prefetch(int chunk)
    {
        if (!Sse.IsSupported)
            return;
        var line = (byte*)Events(chunk);
        for (var end = line + EventsPerChunk * sizeof(SimEvent); line < end; line += 64)
            Sse.Prefetch0(line);
    }

    /// <summary>Frees a chunk and returns the one after it.</summary>
    public int Release(int chunk)
    {
        var next = _next[chunk];
        _next[chunk] = _free;
        _free = chunk;
        return next;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddChunk(ref Bucket bucket)
    {
        if (_free < 0)
            Grow();
        var chunk = _free;
        _free = _next[chunk];
        if (bucket.Count == 0)
        {
            _next[chunk] = chunk;
        }
        else
        {
            _next[chunk] = _next[bucket.Last];
            _next[bucket.Last] = chunk;
        }
        bucket.Last = chunk;
        bucket.Place = Events(chunk);
        if (_free >= 0)
            Prefetch(_free); // it is written to next, and was last touched long ago
    }

    private void Grow()
    {
        const int chunks = 1 << SegmentBits;
        var first = _segments.Length * chunks;
        Array.Resize(ref _segments, _segments.Length + 1);
        _segments[^1] = new EventBuffer(chunks * EventsPerChunk);
        if (_next.Length < first + chunks)
            Array.Resize(ref _next, Math.Max(first + chunks, _next.Length * 2));
        for (var i = first + chunks - 1; i >= first; i--)
        {
            _next[i] = _free;
            _free = i;
        }
    }
}

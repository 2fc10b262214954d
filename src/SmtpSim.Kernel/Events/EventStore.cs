using System.Runtime.CompilerServices;

namespace SmtpSim.Kernel;

/// <summary>
/// Buckets of events as linked chunks of 16 from one pool. Chunks keep what falls into one bucket side by side in memory, and the pool
/// grows by segments, so a million pending events are never copied and cost little more than their own 32 bytes.
/// </summary>
internal sealed class EventStore
{
    private const int ChunkBits = 4;
    private const int ChunkSize = 1 << ChunkBits;
    private const int SegmentBits = 13;
    private const int ChunksPerSegment = 1 << (SegmentBits - ChunkBits);

    private SimEvent[][] _segments = [];
    private int[] _next = [];
    private int _free = -1;

    /// <summary>One bucket: its first and last chunk and how many events it holds. Count 0: the chunks mean nothing.</summary>
    internal struct Bucket
    {
        public int Head;
        public int Tail;
        public int Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(ref Bucket bucket, in SimEvent item)
    {
        var offset = bucket.Count & (ChunkSize - 1);
        if (offset == 0)
            AddChunk(ref bucket);
        bucket.Count++;
        var tail = bucket.Tail;
        _segments[tail >> (SegmentBits - ChunkBits)][((tail & (ChunksPerSegment - 1)) << ChunkBits) + offset] = item;
    }

    /// <summary>Copies the bucket's events, in the order they came, to <paramref name="target"/> and frees its chunks.</summary>
    public void Drain(ref Bucket bucket, Span<SimEvent> target)
    {
        var left = bucket.Count;
        var at = 0;
        for (var chunk = bucket.Head; left > 0;)
        {
            var n = Math.Min(left, ChunkSize);
            Chunk(chunk, n).CopyTo(target[at..]);
            at += n;
            left -= n;
            chunk = Release(chunk);
        }
        bucket = default;
    }

    /// <summary>The events of one chunk and the number of the next; for walking a bucket without freeing it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<SimEvent> Chunk(int chunk, int count)
        => _segments[chunk >> (SegmentBits - ChunkBits)].AsSpan((chunk & (ChunksPerSegment - 1)) << ChunkBits, count);

    public int Next(int chunk) => _next[chunk];

    /// <summary>Frees a chunk and returns the one after it.</summary>
    public int Release(int chunk)
    {
        var next = _next[chunk];
        _next[chunk] = _free;
        _free = chunk;
        return next;
    }

    private void AddChunk(ref Bucket bucket)
    {
        if (_free < 0)
            Grow();
        var chunk = _free;
        _free = _next[chunk];
        if (bucket.Count == 0)
            bucket.Head = chunk;
        else
            _next[bucket.Tail] = chunk;
        bucket.Tail = chunk;
    }

    private void Grow()
    {
        var first = _segments.Length * ChunksPerSegment;
        Array.Resize(ref _segments, _segments.Length + 1);
        _segments[^1] = GC.AllocateUninitializedArray<SimEvent>(1 << SegmentBits);
        if (_next.Length < first + ChunksPerSegment)
            Array.Resize(ref _next, Math.Max(first + ChunksPerSegment, _next.Length * 2));
        for (var i = first + ChunksPerSegment - 1; i >= first; i--)
        {
            _next[i] = _free;
            _free = i;
        }
    }

    internal const int EventsPerChunk = ChunkSize;
}

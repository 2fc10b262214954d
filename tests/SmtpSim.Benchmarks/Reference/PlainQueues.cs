using System.Runtime.CompilerServices;
using SmtpSim.Kernel;

namespace SmtpSim.Benchmarks;

/// <summary>What the plain loop needs of a queue of events.</summary>
internal interface IPlainQueue<TSelf>
{
    /// <param name="floor">Shortest time on a link, in ticks.</param>
    static abstract TSelf Create(long floor);

    void Add(in SimEvent item);

    /// <summary>Takes the first event before <paramref name="end"/>; false when there is none.</summary>
    bool TryTake(long end, out SimEvent item);
}

/// <summary>The library's priority queue, in the engine's total order: what one would take for a loop written by hand.</summary>
internal readonly struct LibraryQueue : IPlainQueue<LibraryQueue>
{
    /// <summary>An event is its own place in the order, so nothing else is kept with it.</summary>
    private readonly PriorityQueue<byte, SimEvent> _events;

    private LibraryQueue(PriorityQueue<byte, SimEvent> events) => _events = events;

    public static LibraryQueue Create(long floor) => new(new PriorityQueue<byte, SimEvent>(new Earliest()));

    public void Add(in SimEvent item) => _events.Enqueue(0, item);

    public bool TryTake(long end, out SimEvent item)
    {
        if (!_events.TryPeek(out _, out item) || item.Time >= end)
            return false;
        _events.Dequeue();
        return true;
    }

    /// <summary>No two events are equal.</summary>
    private sealed class Earliest : IComparer<SimEvent>
    {
        public int Compare(SimEvent x, SimEvent y) => SimEvent.Precedes(x, y) ? -1 : 1;
    }
}

/// <summary>The engine's own queue: what is left between the two then is what the engine does beside keeping its events in order.</summary>
internal readonly struct KernelQueue : IPlainQueue<KernelQueue>
{
    private readonly EventQueue _events;

    private KernelQueue(EventQueue events) => _events = events;

    public static KernelQueue Create(long floor)
        => new(new EventQueue(Math.Clamp(floor, SimDuration.TicksPerMillisecond, SimDuration.TicksPerSecond)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in SimEvent item) => _events.Add(item);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(long end, out SimEvent item) => _events.TryTake(end, out item);
}

using System.Runtime.CompilerServices;
using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>Where the hosts of a partition send events: into its own queue, or into the batch for another partition.</summary>
internal sealed class EventRouter
{
    private readonly int _partition;
    private readonly PartitionMap _map;
    private readonly Outbox[] _outboxes;

    public EventRouter(int partition, PartitionMap map, long bucketWidth)
    {
        _partition = partition;
        _map = map;
        Queue = new EventQueue(bucketWidth);
        _outboxes = new Outbox[map.Count];
        for (var i = 0; i < map.Count; i++)
            _outboxes[i] = new Outbox();
    }

    public EventQueue Queue { get; }

    /// <summary>End of the window being simulated: what goes to another partition must arrive at or after it.</summary>
    public long WindowEnd { get; set; } = long.MaxValue;

    /// <summary>Time of the earliest event sent to another partition in this window.</summary>
    public long EarliestSent { get; private set; } = long.MaxValue;

    /// <summary>Sends to a host of any partition.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Send(in SimEvent item)
    {
        if (_map.Count == 1)
            Queue.Add(item);
        else
            Route(item);
    }

    /// <summary>Sends to a host of this partition.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SendToSelf(in SimEvent item) => Queue.Add(item);

    public Outbox OutboxTo(int partition) => _outboxes[partition];

    public void BeginWindow(long end)
    {
        WindowEnd = end;
        EarliestSent = long.MaxValue;
    }

    private void Route(in SimEvent item)
    {
        var target = _map.Of(item.Receiver);
        if (target == _partition)
        {
            Queue.Add(item);
            return;
        }
        if (item.Time < WindowEnd)
            throw new InvalidOperationException($"An event for host {item.Receiver} at {item.Time} lies inside the window that ends at {WindowEnd}: the lookahead is wrong.");
        EarliestSent = Math.Min(EarliestSent, item.Time);
        _outboxes[target].Add(item);
    }
}

/// <summary>
/// The events of one window for one other partition. There are two buffers that change roles when a batch is handed over, so the
/// receiver may read the one while the next window fills the other.
/// </summary>
internal sealed class Outbox
{
    private SimEvent[] _filling = [];
    private SimEvent[] _handedOver = [];

    public int Count { get; private set; }

    public void Add(in SimEvent item)
    {
        if (Count == _filling.Length)
            Array.Resize(ref _filling, Math.Max(256, Count * 2));
        _filling[Count++] = item;
    }

    /// <summary>The batch, valid until the next hand-over but one.</summary>
    public ReadOnlyMemory<SimEvent> HandOver()
    {
        var batch = _filling.AsMemory(0, Count);
        (_filling, _handedOver) = (_handedOver, _filling);
        Count = 0;
        return batch;
    }
}

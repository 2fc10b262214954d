using System.Runtime.CompilerServices;
using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>Where the hosts of a partition send events: into its own queue, or into the batch for another partition.</summary>
internal sealed class EventRouter
{
    private readonly int _partition;
    private readonly PartitionMap _map;
    private readonly Outbox[] _commands;
    private readonly Outbox[] _replies;

    public EventRouter(int partition, PartitionMap map, long bucketWidth)
    {
        _partition = partition;
        _map = map;
        Queue = new EventQueue(bucketWidth);
        _commands = NewOutboxes(map.Count);
        _replies = NewOutboxes(map.Count);
    }

    public EventQueue Queue { get; }

    /// <summary>End of the window being simulated: what goes to another partition must arrive at or after it.</summary>
    public long WindowEnd { get; set; } = long.MaxValue;

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

    /// <summary>What clients here sent to servers of another partition.</summary>
    public Outbox CommandsTo(int partition) => _commands[partition];

    /// <summary>What servers here sent to clients of another partition.</summary>
    public Outbox RepliesTo(int partition) => _replies[partition];

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
        (item.Kind <= (byte)EventKind.Close ? _commands : _replies)[target].Add(item);
    }

    private static Outbox[] NewOutboxes(int count)
    {
        var outboxes = new Outbox[count];
        for (var i = 0; i < count; i++)
            outboxes[i] = new Outbox();
        return outboxes;
    }
}

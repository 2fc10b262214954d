using System.Runtime.CompilerServices;
using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>Where the hosts of a partition send events: into its own queue, or into the batch for another partition.</summary>
internal sealed class EventRouter
{
    private readonly int _partition;
    private readonly PartitionMap _map;
    private readonly int _clientHosts;
    private readonly Outbox[] _commands;
    private readonly Outbox[] _replies;

    public EventRouter(int partition, PartitionMap map, int clientHosts, long bucketWidth)
    {
        _clientHosts = clientHosts;
        _partition = partition;
        _map = map;
        Queue = new EventQueue(bucketWidth);
        _commands = NewOutboxes(map.Count);
        _replies = NewOutboxes(map.Count);
    }

    public EventQueue Queue { get; }

    /// <summary>End of the window being simulated: what goes to another partition must arrive at or after it.</summary>
    public long WindowEnd { get; set; } = long.MaxValue;

    /// <summary>Sends an event to a host of any partition. The caller fills in the rest of it, which is all zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref SimEvent Send(long time, int receiver)
    {
        ref var item = ref _map.Count == 1 ? ref Queue.Add(time) : ref Route(time, receiver);
        item.Receiver = receiver;
        return ref item;
    }

    /// <summary>Sends an event, whole, to a host of any partition: what nearly every event does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Send(long time, int receiver, int sender, uint sequence, EventKind kind, byte detail, ushort tag, int slot, uint argument)
    {
        ref var item = ref _map.Count == 1 ? ref Queue.Reserve(time) : ref Route(time, receiver);
        SimEvent.Fill(ref item, receiver, sender, sequence, (byte)kind, detail, tag, slot, argument);
    }

    /// <summary>Sends an event that a host of this partition tells itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref SimEvent SendToSelf(long time, int host)
    {
        ref var item = ref Queue.Add(time);
        item.Receiver = host;
        item.Sender = host;
        return ref item;
    }

    /// <summary>What clients here sent to servers of another partition.</summary>
    public Outbox CommandsTo(int partition) => _commands[partition];

    /// <summary>What servers here sent to clients of another partition.</summary>
    public Outbox RepliesTo(int partition) => _replies[partition];

    private ref SimEvent Route(long time, int receiver)
    {
        var target = _map.Of(receiver);
        if (target == _partition)
            return ref Queue.Add(time);
        if (time < WindowEnd)
            throw new InvalidOperationException($"An event for host {receiver} at {time} lies inside the window that ends at {WindowEnd}: the lookahead is wrong.");
        return ref (receiver < _clientHosts ? _replies : _commands)[target].Add(time);
    }

    private static Outbox[] NewOutboxes(int count)
    {
        var outboxes = new Outbox[count];
        for (var i = 0; i < count; i++)
            outboxes[i] = new Outbox();
        return outboxes;
    }
}

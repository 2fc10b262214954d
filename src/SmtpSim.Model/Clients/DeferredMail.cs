using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// Messages that rest until their next attempt. Those due soon have an event; the others hang in a list for each interval of 13.4 s,
/// linked through the messages themselves, and get their event when the interval begins. So a resting message costs its own 60 bytes and no more.
/// </summary>
internal sealed class DeferredMail
{
    private const int IntervalBits = 27;
    private const int Ring = 4096;

    private readonly int[] _heads = new int[Ring];
    private readonly Slab<Message> _messages;
    private readonly EventRouter _router;
    private readonly PartitionMap _map;
    private readonly int _partition;

    public DeferredMail(Slab<Message> messages, EventRouter router, PartitionMap map, int partition)
    {
        _messages = messages;
        _router = router;
        _map = map;
        _partition = partition;
        Array.Fill(_heads, -1);
    }

    /// <summary>Puts a message to rest until its <see cref="Message.Due"/>.</summary>
    public void Rest(int number, long now)
    {
        ref var message = ref _messages[number];
        var interval = message.Due >> IntervalBits;
        var current = now >> IntervalBits;
        if (interval <= current)
        {
            PostRetry(number, ref message);
            return;
        }
        // Farther than the ring reaches: it rests in the last list and is put to rest again from there.
        interval = Math.Min(interval, current + Ring - 1);
        var at = (int)interval & (Ring - 1);
        if (_heads[at] < 0)
        {
            ref var item = ref _router.SendToSelf(interval << IntervalBits, host: -1);
            item.Sequence = (uint)interval;
            item.Kind = (byte)EventKind.WakeDeferred;
            item.Argument = (uint)interval;
        }
        message.Next = _heads[at];
        _heads[at] = number;
    }

    /// <summary>A message is due at once.</summary>
    public void Due(int number, long now)
    {
        ref var message = ref _messages[number];
        message.Due = now;
        PostRetry(number, ref message);
    }

    /// <summary>An interval begins: its messages get their events.</summary>
    public void Wake(uint interval, long now)
    {
        var at = (int)interval & (Ring - 1);
        var number = _heads[at];
        _heads[at] = -1;
        while (number >= 0)
        {
            var next = _messages[number].Next;
            Rest(number, now);
            number = next;
        }
    }

    private void PostRetry(int number, ref Message message)
    {
        var host = _map.HostOf(_partition, message.Host);
        message.Next = -1;
        ref var item = ref _router.SendToSelf(message.Due, host);
        item.Sequence = SelfSequence.Of(EventKind.Retry, message.Ordinal);
        item.Kind = (byte)EventKind.Retry;
        item.Slot = number;
    }
}

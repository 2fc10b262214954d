namespace SmtpSim.Kernel.Tests;

/// <summary>
/// Drives an <see cref="EventQueue"/> and the plainest queue there is, a sorted set, side by side, and asserts after every step that they agree.
/// </summary>
internal sealed class ReferenceQueue(long width)
{
    private readonly EventQueue _queue = new(width);
    private readonly SortedSet<(long Time, int Receiver, int Sender, uint Sequence)> _pending = [];
    private uint _sequence;

    /// <summary>Time of the event taken last: nothing may be added before it.</summary>
    public long Now { get; private set; }

    public int Count => _pending.Count;

    /// <inheritdoc cref="EventQueue.NextTime"/>
    public long NextTime => _queue.NextTime;

    public void Add(long time, int receiver, int sender)
    {
        var sequence = ++_sequence;
        _pending.Add((time, receiver, sender, sequence));
        _queue.Add(new SimEvent { Time = time, Receiver = receiver, Sender = sender, Sequence = sequence, Slot = (int)~sequence });
        AssertSame();
    }

    /// <summary>Takes at most <paramref name="limit"/> events before <paramref name="end"/>.</summary>
    public void Take(long end, int limit = int.MaxValue)
    {
        for (; limit > 0; limit--)
        {
            var expected = _pending.Min;
            var due = _pending.Count > 0 && expected.Time < end;
            Assert.Equal(due, _queue.TryTake(end, out var item));
            if (!due) break;
            Assert.Equal(expected, (item.Time, item.Receiver, item.Sender, item.Sequence));
            Assert.Equal((int)~item.Sequence, item.Slot);
            Assert.True(item.Time >= Now, "Time went back.");
            Now = item.Time;
            _pending.Remove(expected);
            AssertSame();
        }
        AssertSame();
    }

    private void AssertSame()
    {
        Assert.Equal(_pending.Count, _queue.Count);
        if (_pending.Count == 0)
        {
            Assert.Equal(long.MaxValue, _queue.NextTime);
            return;
        }
        // A lower bound that lies in the bucket of the next event.
        var next = _pending.Min.Time;
        Assert.InRange(_queue.NextTime, next / width * width, next);
    }
}

using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// The events of one window for one other partition. The batch is read where it stands: whoever takes it has copied it into a queue of
/// his own, or onto the wire, before the window after the next one begins, which fills the same memory again.
/// </summary>
public sealed class Outbox
{
    private SimEvent[] _events = [];
    private SimEvent[] _other = [];

    public int Count { get; private set; }

    /// <summary>Time of the earliest event, or <see cref="long.MaxValue"/>.</summary>
    public long EarliestTime { get; private set; } = long.MaxValue;

    public ReadOnlyMemory<SimEvent> Events => _events.AsMemory(0, Count);

    /// <summary>Empties it for the next window; what it held stays readable until it is emptied again.</summary>
    public void Clear()
    {
        (_events, _other) = (_other, _events);
        Count = 0;
        EarliestTime = long.MaxValue;
    }

    /// <summary>Adds an event at <paramref name="time"/>; the caller fills in the rest of it, which is all zeros, before the next call.</summary>
    internal ref SimEvent Add(long time)
    {
        if (Count == _events.Length)
            Array.Resize(ref _events, Math.Max(256, Count * 2));
        if (time < EarliestTime)
            EarliestTime = time;
        ref var item = ref _events[Count++];
        item = new SimEvent { Time = time };
        return ref item;
    }
}

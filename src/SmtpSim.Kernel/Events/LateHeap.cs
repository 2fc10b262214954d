namespace SmtpSim.Kernel;

/// <summary>
/// A binary heap, in the total order, for the few events that are added to the buckets being read. What is added stands behind the heap
/// until <see cref="Settle"/>, for it finds its place only when it is filled in.
/// </summary>
internal sealed class LateHeap
{
    private SimEvent[] _items = new SimEvent[64];
    private int _settled;

    public int Count { get; private set; }

    /// <summary>The next event, once all are settled.</summary>
    public ref readonly SimEvent Peek => ref _items[0];

    /// <summary>Makes room for one more event; the caller fills it in before the next call.</summary>
    public ref SimEvent Add()
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, Count * 2);
        return ref _items[Count++];
    }

    /// <summary>Gives every event its place in the heap.</summary>
    public void Settle()
    {
        while (_settled < Count)
            MoveUp(_settled++);
    }

    public void Pop()
    {
        var last = _items[--Count];
        _settled = Count;
        var i = 0;
        while (true)
        {
            var child = 2 * i + 1;
            if (child >= Count)
                break;
            if (child + 1 < Count && SimEvent.Precedes(_items[child + 1], _items[child]))
                child++;
            if (!SimEvent.Precedes(_items[child], last))
                break;
            _items[i] = _items[child];
            i = child;
        }
        _items[i] = last;
    }

    /// <summary>Empties the heap. The events stay readable in the order of nothing until as many have been added.</summary>
    public ReadOnlySpan<SimEvent> TakeAll()
    {
        var all = _items.AsSpan(0, Count);
        Count = _settled = 0;
        return all;
    }

    private void MoveUp(int i)
    {
        var item = _items[i];
        while (i > 0)
        {
            var parent = (i - 1) >> 1;
            if (!SimEvent.Precedes(item, _items[parent]))
                break;
            _items[i] = _items[parent];
            i = parent;
        }
        _items[i] = item;
    }
}

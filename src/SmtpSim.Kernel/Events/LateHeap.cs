namespace SmtpSim.Kernel;

/// <summary>A binary heap, in the total order, for the few events that are added to the bucket being read.</summary>
internal sealed class LateHeap
{
    private SimEvent[] _items = new SimEvent[16];

    public int Count { get; private set; }

    public ref readonly SimEvent Peek => ref _items[0];

    public void Push(in SimEvent item)
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, Count * 2);
        var i = Count++;
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

    public void Pop()
    {
        var last = _items[--Count];
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
}

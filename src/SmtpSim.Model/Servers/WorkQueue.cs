using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>A command that waits for a worker, or one that came in its group.</summary>
internal struct WorkItem
{
    /// <summary>The command; its time is when it came.</summary>
    public SimEvent Command;

    /// <summary>Neighbours in its class, the one that came before and after it; -1 at the ends.</summary>
    public int Before;
    public int After;

    /// <summary>The next command of its pipelined group; -1 for none.</summary>
    public int More;

    /// <summary>While the group comes in: its last command.</summary>
    public int Last;

    public int Class;
}

/// <summary>
/// The workers of one server and the commands that wait for them, where a later command may be served before an earlier one or not at
/// all: then <see cref="WorkerPool"/> cannot tell on arrival when a command will be done.
/// </summary>
internal sealed class WorkQueue
{
    private readonly Slab<WorkItem> _items;
    private readonly WorkRules _rules;
    private readonly int[] _first;
    private readonly int[] _last;

    /// <summary>Whether each worker is busy: the first that is not takes the next command.</summary>
    private readonly bool[] _busy;
    private int _idle;
    private CoDel _codel;

    public WorkQueue(Slab<WorkItem> items, WorkRules rules, int workers)
    {
        _items = items;
        _rules = rules;
        _busy = new bool[workers];
        _idle = workers;
        _first = [.. Enumerable.Repeat(-1, rules.Classes)];
        _last = [.. Enumerable.Repeat(-1, rules.Classes)];
    }

    /// <summary>Commands that wait, a group being one.</summary>
    public int Count { get; private set; }

    /// <summary>Counts the times when all work was lost: what workers were to tell from before means nothing.</summary>
    public uint Epoch { get; private set; }

    public bool HasIdle => _idle > 0;

    public int TakeWorker()
    {
        var worker = Array.IndexOf(_busy, false);
        _busy[worker] = true;
        _idle--;
        return worker;
    }

    public void FreeWorker(int worker)
    {
        _busy[worker] = false;
        _idle++;
    }

    public void Add(int number)
    {
        ref var item = ref _items[number];
        var at = item.Class;
        item.Before = _last[at];
        item.After = -1;
        if (_last[at] < 0)
            _first[at] = number;
        else
            _items[_last[at]].After = number;
        _last[at] = number;
        Count++;
    }

    public void Remove(int number)
    {
        ref var item = ref _items[number];
        if (item.Before < 0)
            _first[item.Class] = item.After;
        else
            _items[item.Before].After = item.After;
        if (item.After < 0)
            _last[item.Class] = item.Before;
        else
            _items[item.After].Before = item.Before;
        Count--;
    }

    /// <summary>Takes the command whose turn it is; -1 when none waits.</summary>
    /// <param name="now">Tick.</param>
    /// <param name="verdict">Whether it is to be served or dropped.</param>
    public int Take(long now, out WorkVerdict verdict)
    {
        verdict = WorkVerdict.Serve;
        var number = TakeNext();
        if (number < 0)
        {
            _codel.Empty();
            return -1;
        }
        var waited = now - _items[number].Command.Time;
        if (_rules.CoDelTarget < long.MaxValue && _codel.Drops(waited > _rules.CoDelTarget && Count > 0, now, _rules.CoDelInterval))
            verdict = WorkVerdict.DropByCoDel;
        else if (waited > _rules.MaxWait)
            verdict = WorkVerdict.DropLate;
        return number;
    }

    /// <summary>All work is lost, as when the program dies. What waited is taken out first.</summary>
    public void Restart()
    {
        Array.Clear(_busy);
        _idle = _busy.Length;
        _codel = default;
        Epoch++;
    }

    /// <summary>The oldest of the first class in which one waits; -1 when none does.</summary>
    public int Oldest()
    {
        foreach (var number in _first)
            if (number >= 0)
                return number;
        return -1;
    }

    private int TakeNext()
    {
        for (var i = 0; i < _first.Length; i++)
        {
            if (_first[i] < 0)
                continue;
            var newest = _rules.Order == WorkOrder.Lifo || (_rules.Order == WorkOrder.AdaptiveLifo && Count > _rules.LifoOver);
            var number = newest ? _last[i] : _first[i];
            Remove(number);
            return number;
        }
        return -1;
    }
}

/// <summary>What becomes of a command whose turn has come.</summary>
internal enum WorkVerdict : byte
{
    Serve,
    DropLate,
    DropByCoDel,
}

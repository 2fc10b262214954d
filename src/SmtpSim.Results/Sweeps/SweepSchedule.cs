namespace SmtpSim.Results;

/// <summary>
/// Which run comes next, and when a cell is done. How many replications a cell has depends on its runs alone, not on the order in which they end:
/// the smallest number of them, from the first on, that meets the condition; runs beyond it do not count.
/// </summary>
/// <param name="cells">How many cells.</param>
/// <param name="min">Replications of a cell, at least.</param>
/// <param name="max">At most.</param>
/// <param name="isEnough">Whether the first so many runs of a cell are enough; asked for numbers from min to max - 1.</param>
public sealed class SweepSchedule(int cells, int min, int max, Func<IReadOnlyList<SweepRecord>, bool> isEnough)
{
    private readonly Cell[] _cells = [.. Enumerable.Range(0, cells).Select(_ => new Cell { Asked = min })];

    /// <summary>Runs that are known to be needed.</summary>
    public int Needed => _cells.Sum(cell => cell.Count ?? Math.Max(min, cell.Taken));

    public int Done => _cells.Sum(cell => cell.Runs.Count);

    public bool IsDone => _cells.All(cell => cell.Count is not null);

    public int CellsDone => _cells.Count(cell => cell.Count is not null);

    /// <summary>Takes note of a run: one that ended, or one that a journal tells of.</summary>
    public void Add(SweepRecord record)
    {
        var cell = _cells[record.Cell];
        cell.Runs[record.Replication] = record;
        cell.Begun.Add(record.Replication);
        Settle(cell);
    }

    /// <summary>The next run to begin: cell after cell; of one whose number of replications is open, one more whenever those before it have ended.</summary>
    public bool TryTake(out (int Cell, int Replication) next)
    {
        for (var index = 0; index < _cells.Length; index++)
        {
            var cell = _cells[index];
            if (cell.Count is not null)
                continue;
            var limit = Math.Min(max, Math.Max(min, cell.Runs.Count == cell.Begun.Count ? cell.Begun.Count + 1 : cell.Begun.Count));
            for (var replication = 0; replication < limit; replication++)
            {
                if (!cell.Begun.Add(replication))
                    continue;
                next = (index, replication);
                return true;
            }
        }

        next = default;
        return false;
    }

    public (int Done, int Needed) ProgressOf(int cell) => (_cells[cell].Runs.Count, _cells[cell].Count ?? Math.Max(min, _cells[cell].Taken));

    /// <summary>The runs of a cell that count, in the order of their replications.</summary>
    public IReadOnlyList<SweepRecord> RunsOf(int cell) => [.. _cells[cell].Runs.Values.Take(_cells[cell].Count ?? 0)];

    private void Settle(Cell cell)
    {
        // The first so many without a gap.
        var whole = cell.Runs.TakeWhile((run, i) => run.Key == i).Count();
        while (cell.Count is null && whole >= cell.Asked)
        {
            if (cell.Asked >= max || isEnough([.. cell.Runs.Values.Take(cell.Asked)]))
                cell.Count = cell.Asked;
            else
                cell.Asked++;
        }
    }

    private sealed class Cell
    {
        public SortedDictionary<int, SweepRecord> Runs { get; } = [];

        public SortedSet<int> Begun { get; } = [];

        public int Taken => Begun.Count;

        /// <summary>The number of replications that is looked at next.</summary>
        public int Asked { get; set; }

        /// <summary>Of replications, once it is known.</summary>
        public int? Count { get; set; }
    }
}

namespace SmtpSim.Grains;

/// <summary>
/// The synchronous conservative window protocol (YAWNS; Nicol 1993) on a grid of the lookahead: nothing sent in a window arrives in it,
/// so within a window partitions need not hear of each other. Windows in which nothing happens are skipped, and partitions with nothing
/// to do in a window are not called. One barrier a window suffices, since each report says when what was sent will arrive, and how much
/// there was: whoever it was sent to waits for all of it.
/// </summary>
internal sealed class WindowLoop
{
    private readonly IMtaGrain[] _grains;
    private readonly int _epoch;
    private readonly long _lookahead;
    private readonly AdvanceReport[] _reports;
    private readonly long[] _nextTimes;
    private readonly long[] _batches;
    private readonly int[] _called;
    private readonly Task<AdvanceReport>[] _calls;
    private readonly TaskCompletionSource _failure = new();
    private long _window;

    public WindowLoop(IMtaGrain[] grains, int epoch, long lookahead, AdvanceReport[] first)
    {
        _grains = grains;
        _epoch = epoch;
        _lookahead = lookahead;
        _reports = first;
        _nextTimes = [.. first.Select(report => report.NextTime)];
        _batches = new long[grains.Length];
        _called = new int[grains.Length];
        _calls = new Task<AdvanceReport>[grains.Length];
    }

    public bool IsFinished { get; private set; }

    /// <summary>End of the last window.</summary>
    public long Now { get; private set; }

    public long Events => _reports.Sum(report => report.Events);

    public long Sessions => _reports.Sum(report => report.Sessions);

    public long Queued => _reports.Sum(report => report.Queued);

    private async Task<AdvanceReport> Advance(int partition, RunStamp stamp, long end)
    {
        try
        {
            return await _grains[partition].Advance(stamp, end, _batches[partition]);
        }
        catch (Exception exception)
        {
            _failure.TrySetException(exception);
            throw;
        }
    }

    /// <summary>How many batches a partition was sent so far.</summary>
    public long BatchesTo(int partition) => _batches[partition];

    /// <summary>Records made and not taken, in all partitions.</summary>
    public int Records => _reports.Sum(report => report.Records);

    /// <summary>The partitions that have records.</summary>
    public IEnumerable<int> WithRecords() => Enumerable.Range(0, _reports.Length).Where(i => _reports[i].Records > 0);

    /// <summary>The records were taken, though the partitions have not reported since.</summary>
    public void ForgetRecords()
    {
        foreach (ref var report in _reports.AsSpan())
            report = report with { Records = 0 };
    }

    /// <summary>Simulates the next window in which something happens; false when there is none.</summary>
    public async ValueTask<bool> AdvanceWindow()
    {
        var next = long.MaxValue;
        foreach (var time in _nextTimes)
            next = Math.Min(next, time);
        if (next == long.MaxValue)
        {
            IsFinished = true;
            return false;
        }
        var end = (next / _lookahead + 1) * _lookahead;
        var stamp = new RunStamp(_epoch, ++_window);
        var count = 0;
        for (var i = 0; i < _grains.Length; i++)
        {
            if (_nextTimes[i] >= end)
                continue;
            _called[count] = i;
            _calls[count++] = Advance(i, stamp, end);
        }
        // Who waits for what a failed partition did not send would wait for ever.
        await await Task.WhenAny(Task.WhenAll(_calls.AsSpan(0, count)), _failure.Task);
        for (var i = 0; i < count; i++)
        {
            var report = await _calls[i];
            _reports[_called[i]] = report;
            _nextTimes[_called[i]] = report.NextTime;
        }
        for (var i = 0; i < count; i++)
            if (_reports[_called[i]].Sent is { } sent)
                foreach (var (partition, earliest, batches) in sent)
                {
                    _nextTimes[partition] = Math.Min(_nextTimes[partition], earliest);
                    _batches[partition] += batches;
                }
        Now = end;
        return true;
    }
}

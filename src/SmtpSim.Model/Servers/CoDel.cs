namespace SmtpSim.Model;

/// <summary>The control loop of RFC 8289 section 5 for one queue: asked once for every command that leaves it, in order.</summary>
internal struct CoDel
{
    /// <summary>Tick from which on the wait has been too long for an interval; 0 while it is not too long.</summary>
    private long _tooLongFrom;

    /// <summary>Tick of the next drop while <see cref="_dropping"/>.</summary>
    private long _dropNext;
    private long _count;
    private long _lastCount;
    private bool _dropping;

    /// <summary>Nothing waits: the wait is not too long.</summary>
    public void Empty()
    {
        _tooLongFrom = 0;
        _dropping = false;
    }

    /// <summary>Whether the command is to be dropped.</summary>
    /// <param name="isLong">It waited longer than the target, and it is not the only one.</param>
    /// <param name="now">Tick.</param>
    /// <param name="interval">Ticks.</param>
    public bool Drops(bool isLong, long now, long interval)
    {
        var mayDrop = MayDrop(isLong, now, interval);
        if (!mayDrop)
        {
            _dropping = false;
            return false;
        }
        if (_dropping)
        {
            if (now < _dropNext)
                return false;
            _count++;
            _dropNext = Next(_dropNext, interval);
            return true;
        }
        _dropping = true;
        // It was dropping not long ago: it takes up the rate that it had then.
        var delta = _count - _lastCount;
        _count = delta > 1 && now - _dropNext < 16 * interval ? delta : 1;
        _dropNext = Next(now, interval);
        _lastCount = _count;
        return true;
    }

    private bool MayDrop(bool isLong, long now, long interval)
    {
        if (!isLong)
        {
            _tooLongFrom = 0;
            return false;
        }
        if (_tooLongFrom == 0)
        {
            _tooLongFrom = now + interval;
            return false;
        }
        return now >= _tooLongFrom;
    }

    /// <summary>The control law: drops come closer with the square root of their number.</summary>
    private readonly long Next(long from, long interval) => from + (long)(interval / Math.Sqrt(_count));
}

namespace SmtpSim.Results;

/// <summary>
/// A log's time, made to go on where its clock is set back, as local time is each autumn: from there it is reckoned on without a gap, until the
/// clock has caught up.
/// </summary>
internal sealed class SteadyClock
{
    /// <summary>Lines of several processes may be out of order by so much.</summary>
    private const long Disorder = 5 * TimeSpan.TicksPerSecond;

    private long _last = long.MinValue;
    private long _offset;

    /// <summary>How often the clock went back.</summary>
    public int Steps { get; private set; }

    /// <summary>The time in ticks that has come, by what the clock shows.</summary>
    public long Reckon(long shown)
    {
        if (_last == long.MinValue || shown >= _last - Disorder)
        {
            _offset = 0;
        }
        else if (shown + _offset < _last - Disorder)
        {
            Steps++;
            _offset = _last - shown;
        }

        // A clock that leaps between the first year and the last for ever is held at the end of all times.
        var time = Math.Min(shown + _offset, DateTime.MaxValue.Ticks);
        _last = Math.Max(_last, time);
        return time;
    }
}

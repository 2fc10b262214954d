using System.Runtime.CompilerServices;

namespace SmtpSim.Kernel;

/// <summary>A level that changes at points of time (queue length, sessions in flight), integrated into a series.</summary>
public struct TimeWeighted
{
    private long _since;

    public long Level { get; private set; }

    /// <summary>Changes the level at <paramref name="time"/> and books the area since the last change.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Series series, int field, long time, long change)
    {
        if (time != _since)
            Settle(series, field, time);
        Level += change;
    }

    /// <summary>Books the area up to <paramref name="time"/>.</summary>
    public void Settle(Series series, int field, long time)
    {
        series.AddArea(_since, time, field, Level);
        _since = time;
    }
}

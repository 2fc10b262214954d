using System.Diagnostics;
using SmtpSim.Kernel;

namespace SmtpSim.Wire;

/// <summary>Virtual time that runs with wall time, so many times as fast.</summary>
internal sealed class LoadClock(double speed)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly double _ticksPerStamp = speed * SimDuration.TicksPerSecond / Stopwatch.Frequency;

    /// <summary>Ticks of virtual time.</summary>
    public long Now => (long)((Stopwatch.GetTimestamp() - _start) * _ticksPerStamp);

    public double WallSeconds => Stopwatch.GetElapsedTime(_start).TotalSeconds;

    /// <summary>Milliseconds of wall time until a tick of virtual time has come.</summary>
    public long MillisecondsUntil(long tick, long now)
        => tick <= now ? 0 : (long)Math.Min(int.MaxValue / 2, Math.Ceiling((tick - now) / (_ticksPerStamp * Stopwatch.Frequency / 1000)));
}

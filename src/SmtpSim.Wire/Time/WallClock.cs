namespace SmtpSim.Wire;

/// <summary>Real time as the model counts it: ticks of 100 ns since a start.</summary>
public sealed class WallClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public WallClock()
        : this(TimeProvider.System)
    {
    }

    /// <summary>When tick 0 was.</summary>
    public DateTimeOffset Origin { get; } = time.GetUtcNow();

    public long Now => time.GetElapsedTime(_start).Ticks;
}

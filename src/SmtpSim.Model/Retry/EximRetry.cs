using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// Exim's default retry rule <c>* * F,2h,15m; G,16h,1h,1.5; F,4d,6h</c> (Exim specification, chapter 32): the time since the first
/// failure chooses the part, F waits a fixed interval, G one and a half times the interval before. A failure past the last cutoff is final,
/// so one try comes after it. Exim counts whole seconds.
/// </summary>
internal sealed class EximRetry : RetrySchedule
{
    private const long FixedUntil = 2 * 3600;
    private const long FixedInterval = 15 * 60;
    private const long GrowingUntil = 16 * 3600;
    private const long GrowingFrom = 3600;
    private const long LastUntil = 4 * 86400;
    private const long LastInterval = 6 * 3600;
    private const long IntervalMask = 0xFFFFF;

    public override string Explain(in FailedAttempt failed, long memory) => SinceFirst(failed, memory) switch
    {
        < FixedUntil => "exim F,2h,15m: every 15m until 2h after the first failure",
        < GrowingUntil => $"exim G,16h,1h,1.5: {DurationText.Of((memory & IntervalMask) * SimDuration.TicksPerSecond)}, and half as much again each time until 16h after the first failure",
        < LastUntil => "exim F,4d,6h: every 6h until 4d after the first failure",
        _ => "exim: no other try later than 4d after the first failure",
    };

    protected override long Due(in FailedAttempt failed, ref long memory)
    {
        // Memory: tick of the first failure in units of 1/16 ms (44 bits) above the last interval in seconds (20 bits, none is longer than 10 h).
        if (memory == 0)
            memory = (failed.Now / 625) << 20;
        var previous = memory & IntervalMask;
        var since = SinceFirst(failed, memory);
        long interval;
        if (since < FixedUntil)
            interval = FixedInterval;
        else if (since < GrowingUntil)
            interval = previous < GrowingFrom ? GrowingFrom : previous * 3 / 2;
        else if (since < LastUntil)
            interval = LastInterval;
        else
            return GiveUp;
        memory = (memory & ~IntervalMask) | interval;
        return failed.Now + interval * SimDuration.TicksPerSecond;
    }

    /// <summary>Whole seconds from the first failure.</summary>
    private static long SinceFirst(in FailedAttempt failed, long memory) => (failed.Now - (memory >> 20) * 625) / SimDuration.TicksPerSecond;
}

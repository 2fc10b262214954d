using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>qmail-send's schedule for remote deliveries (qmail-send.c, chanskip 20): due at birth + (floor(sqrt(age)) + 20)² seconds.</summary>
internal sealed class QmailRetry : RetrySchedule
{
    private const long Skip = 20;

    public override string Explain(in FailedAttempt failed, long memory)
        => $"qmail: (floor(sqrt(age {DurationText.Of(failed.Now - failed.Arrival)})) + 20)² seconds after its birth";

    protected override long Due(in FailedAttempt failed, ref long memory)
    {
        var age = (failed.Now - failed.Arrival) / SimDuration.TicksPerSecond;
        var n = IntegerSquareRoot(age) + Skip;
        return failed.Arrival + n * n * SimDuration.TicksPerSecond;
    }

    private static long IntegerSquareRoot(long value)
    {
        // Ages are far below 2^52, where the square root of a double is exact to the integer.
        return (long)Math.Sqrt(value);
    }
}

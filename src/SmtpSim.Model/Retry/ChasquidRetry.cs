using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>chasquid (internal/queue/queue.go, nextDelay): the message's age chooses the wait, and up to a minute is added at random.</summary>
internal sealed class ChasquidRetry : RetrySchedule
{
    protected override bool LooksAhead => true;

    public override string Explain(in FailedAttempt failed, long memory) => $"chasquid: {DurationText.Of(WaitAt(failed.Now - failed.Arrival))} by its age, and up to 1m more";

    protected override long Due(in FailedAttempt failed, ref long memory)
        => failed.Now + WaitAt(failed.Now - failed.Arrival) + (long)(Uniform.ToUnit(failed.Bits) * SimDuration.TicksPerMinute);

    private static long WaitAt(long age) => SimDuration.TicksPerMinute * ((age / SimDuration.TicksPerMinute) switch
    {
        < 1 => 1,
        < 5 => 5,
        < 10 => 10,
        _ => 20,
    });
}

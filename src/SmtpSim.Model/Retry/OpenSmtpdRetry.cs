using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// OpenSMTPD's scheduler (scheduler_ramqueue.c, base 400 s for transfers): after failure n the try at creation + 400 n² s, or the first
/// such time that has not passed. What would be tried when its ttl has run out is not tried again.
/// </summary>
internal sealed class OpenSmtpdRetry : RetrySchedule
{
    private const long Base = 400 * SimDuration.TicksPerSecond;

    protected override bool LooksAhead => true;

    public override string Explain(in FailedAttempt failed, long memory) => $"opensmtpd: 400 · {Step(failed)}² seconds after its creation";

    protected override long Due(in FailedAttempt failed, ref long memory) => failed.Arrival + Base * Step(failed) * Step(failed);

    private static long Step(in FailedAttempt failed)
    {
        long step = failed.Attempts;
        while (Base * step * step <= failed.Now - failed.Arrival)
            step++;
        return step;
    }
}

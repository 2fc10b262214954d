using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// KumoMTA (documentation of make_queue_config: retry_interval, max_retry_interval, max_age): the interval doubles with every failure, and
/// 30 s more or less are drawn. What would be tried after its lifetime is not tried again.
/// </summary>
internal sealed class KumoMtaRetry(RetrySpec.KumoMta spec) : RetrySchedule
{
    private const long Jitter = 30 * SimDuration.TicksPerSecond;

    private readonly long _max = spec.Max.Ticks == 0 ? Sampler.MaxSample : spec.Max.Ticks;

    protected override bool LooksAhead => true;

    public override string Explain(in FailedAttempt failed, long memory) => $"kumomta: {DurationText.Of(Interval(failed.Attempts))} after attempt {failed.Attempts}, 30s more or less";

    protected override long Due(in FailedAttempt failed, ref long memory)
        => failed.Now + Interval(failed.Attempts) - Jitter + (long)(Uniform.ToUnit(failed.Bits) * 2 * Jitter);

    private long Interval(int attempts)
    {
        var value = spec.Interval.Ticks;
        for (var i = 1; i < attempts && value < _max; i++)
            value *= 2;
        return Math.Min(value, _max);
    }
}

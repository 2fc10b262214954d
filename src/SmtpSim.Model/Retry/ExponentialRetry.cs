using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>Exponential backoff with the jitters of "Exponential Backoff And Jitter" (M. Brooker, AWS Architecture Blog, 2015).</summary>
internal sealed class ExponentialRetry(RetrySpec.Exponential spec) : RetrySchedule
{
    public override string Explain(in FailedAttempt failed, long memory)
    {
        var value = Ceiling(failed.Attempts);
        return spec.Jitter switch
        {
            JitterKind.None => $"exponential: {DurationText.Of(value)} after attempt {failed.Attempts}",
            JitterKind.Full => $"exponential, full jitter: up to {DurationText.Of(value)} after attempt {failed.Attempts}",
            JitterKind.Equal => $"exponential, equal jitter: {DurationText.Of(value / 2)} to {DurationText.Of(value)} after attempt {failed.Attempts}",
            _ => $"exponential, decorrelated jitter: {DurationText.Of(memory)}, from {DurationText.Of(spec.Base.Ticks)} to 3 times the wait before",
        };
    }

    protected override long Due(in FailedAttempt failed, ref long memory)
    {
        var u = Uniform.ToUnit(failed.Bits);
        var value = Ceiling(failed.Attempts);
        var wait = spec.Jitter switch
        {
            JitterKind.Full => (long)(u * value),
            JitterKind.Equal => value / 2 + (long)(u * (value - value / 2)),
            JitterKind.Decorrelated => Decorrelated(u, ref memory),
            _ => value,
        };
        return failed.Now + wait;
    }

    /// <summary>min(max, base · factor^(n-1)) by repeated multiplication, which is exact to the bit everywhere.</summary>
    private long Ceiling(int attempts)
    {
        double value = spec.Base.Ticks;
        for (var i = 1; i < attempts && value < spec.Max.Ticks; i++)
            value *= spec.Factor;
        return (long)Math.Min(value, spec.Max.Ticks);
    }

    private long Decorrelated(double u, ref long memory)
    {
        var previous = memory == 0 ? spec.Base.Ticks : memory;
        var low = spec.Base.Ticks;
        memory = Math.Min(spec.Max.Ticks, low + (long)(u * (3.0 * previous - low)));
        return memory;
    }
}

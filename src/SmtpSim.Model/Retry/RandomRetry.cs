using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>Every wait is a draw of its own: the orbit of a retrial queue (G. Falin, "A survey of retrial queues", 1990).</summary>
internal sealed class RandomRetry(Sampler wait) : RetrySchedule
{
    public override string Explain(in FailedAttempt failed, long memory) => $"random: {DurationText.Of(wait.Sample(failed.Bits))}, drawn after attempt {failed.Attempts}";

    protected override long Due(in FailedAttempt failed, ref long memory) => failed.Now + wait.Sample(failed.Bits);
}

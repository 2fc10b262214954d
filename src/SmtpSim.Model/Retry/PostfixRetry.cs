using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// Postfix's queue manager (qmgr(8), QSHAPE_README): after a soft failure a message rests for its age, but at least
/// minimal_backoff_time and at most maximal_backoff_time. A scan every queue_run_delay then takes what is due up to one second ahead.
/// </summary>
internal sealed class PostfixRetry(RetrySpec.Postfix spec) : RetrySchedule
{
    public override long QueueRun => spec.QueueRun.Ticks;

    public override string Explain(in FailedAttempt failed, long memory)
    {
        var age = failed.Now - failed.Arrival;
        var bound = age < spec.Minimal.Ticks ? $", at least {DurationText.Of(spec.Minimal.Ticks)}"
            : age > spec.Maximal.Ticks ? $", at most {DurationText.Of(spec.Maximal.Ticks)}"
            : "";
        var run = spec.QueueRun.Ticks > 0 ? ", then the next queue run" : "";
        return $"postfix: its age {DurationText.Of(age)}{bound}{run}";
    }

    protected override long Due(in FailedAttempt failed, ref long memory)
    {
        var due = failed.Now + Math.Clamp(failed.Now - failed.Arrival, spec.Minimal.Ticks, spec.Maximal.Ticks);
        var run = spec.QueueRun.Ticks;
        if (run == 0)
            return due;
        return QueueRuns.AtOrAfter(Math.Max(due - SimDuration.TicksPerSecond, failed.Now + 1), failed.QueueRunPhase, run);
    }
}

namespace SmtpSim.Model;

/// <summary>
/// Sendmail's queue runs (Operations Guide, sections 2.3.1 and 5.6): a run takes a message whose last try is MinQueueAge ago and, with
/// MaxQueueAge set, as long ago as the message was old then, but not longer than that.
/// </summary>
internal sealed class SendmailRetry(RetrySpec.Sendmail spec) : RetrySchedule
{
    public override long QueueRun => spec.QueueRun.Ticks;

    public override string Explain(in FailedAttempt failed, long memory)
    {
        var rest = RestAfter(failed);
        return rest == 0 ? "sendmail: the next queue run" : $"sendmail: the next queue run after {DurationText.Of(rest)}";
    }

    protected override long Due(in FailedAttempt failed, ref long memory) => QueueRuns.AtOrAfter(Math.Max(failed.Now + RestAfter(failed), failed.Now + 1), failed.QueueRunPhase, spec.QueueRun.Ticks);

    private long RestAfter(in FailedAttempt failed) => Math.Max(spec.MinAge.Ticks, Math.Min(failed.Now - failed.Arrival, spec.MaxAge.Ticks));
}

/// <summary>The grid of a client's queue runs.</summary>
internal static class QueueRuns
{
    /// <summary>The tick of the first run at <paramref name="time"/> or after it.</summary>
    public static long AtOrAfter(long time, long first, long interval)
    {
        var since = time - first;
        var runs = since <= 0 ? 0 : (since + interval - 1) / interval;
        return first + runs * interval;
    }
}

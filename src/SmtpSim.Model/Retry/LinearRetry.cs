namespace SmtpSim.Model;

/// <summary>Waits that grow by the same step up to a maximum.</summary>
internal sealed class LinearRetry(RetrySpec.Linear spec) : RetrySchedule
{
    public override string Explain(in FailedAttempt failed, long memory) => $"linear: {DurationText.Of(WaitAfter(failed.Attempts))} after attempt {failed.Attempts}";

    protected override long Due(in FailedAttempt failed, ref long memory) => failed.Now + WaitAfter(failed.Attempts);

    private long WaitAfter(int attempts)
    {
        var room = spec.Max.Ticks - spec.Base.Ticks;
        var steps = attempts - 1L;
        return spec.Step.Ticks > 0 && steps > room / spec.Step.Ticks ? spec.Max.Ticks : spec.Base.Ticks + steps * spec.Step.Ticks;
    }
}

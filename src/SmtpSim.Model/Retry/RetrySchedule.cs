using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>What a retry schedule looks at after a failed attempt.</summary>
/// <param name="Now">Tick of the failure.</param>
/// <param name="Arrival">Tick at which the message was submitted.</param>
/// <param name="Attempts">Attempts so far, at least 1.</param>
/// <param name="Bits">64 random bits of this message and attempt, for jitter.</param>
/// <param name="QueueRunPhase">Tick of the client's first queue run, for schedules that have them.</param>
public readonly record struct FailedAttempt(long Now, long Arrival, int Attempts, ulong Bits, long QueueRunPhase);

/// <summary>
/// When a deferred message is tried next. Pure: the answer depends on the arguments alone; <c>memory</c> is eight bytes of the message
/// that belong to the schedule and are 0 before the first failure. Rules and figures: the sources named at each schedule.
/// </summary>
public abstract class RetrySchedule
{
    /// <summary>Returned by <see cref="NextDue"/>: the message is given up.</summary>
    public const long GiveUp = -1;

    private long _lifetime;
    private int _maxAttempts;

    public static RetrySchedule Compile(RetrySpec spec)
    {
        RetrySchedule schedule = spec switch
        {
            RetrySpec.None => new NoRetry(),
            RetrySpec.Fixed s => new FixedRetry(Bounded(s.Interval).Ticks),
            RetrySpec.Exponential s => new ExponentialRetry(s with { Base = Bounded(s.Base), Max = Bounded(s.Max) }),
            RetrySpec.Postfix s => new PostfixRetry(s with { Minimal = Bounded(s.Minimal), Maximal = Bounded(s.Maximal) }),
            RetrySpec.Exim => new EximRetry(),
            RetrySpec.Qmail => new QmailRetry(),
            _ => throw new ArgumentException($"Unknown retry schedule {spec.GetType().Name}.", nameof(spec)),
        };
        schedule._lifetime = spec is RetrySpec.None ? 0 : spec.Lifetime.Ticks;
        schedule._maxAttempts = spec.MaxAttempts == 0 ? int.MaxValue : spec.MaxAttempts;
        return schedule;
    }

    /// <summary>Distance of the client's queue runs in ticks; 0 when messages are tried the moment they are due.</summary>
    public virtual long QueueRun => 0;

    /// <summary>The tick of the next attempt, after <see cref="FailedAttempt.Now"/>, or <see cref="GiveUp"/>.</summary>
    public long NextDue(in FailedAttempt failed, ref long memory)
    {
        if (failed.Now - failed.Arrival >= _lifetime || failed.Attempts >= _maxAttempts)
            return GiveUp;
        var due = Due(failed, ref memory);
        return due == GiveUp ? GiveUp : Math.Max(due, failed.Now + 1);
    }

    /// <summary>Why the next attempt is when it is, for a trace.</summary>
    /// <param name="failed">The attempt that failed.</param>
    /// <param name="memory">The schedule's memory as <see cref="NextDue"/> left it for that attempt.</param>
    public abstract string Explain(in FailedAttempt failed, long memory);

    /// <summary>Why a message is given up, for a trace.</summary>
    public string ExplainGivingUp(in FailedAttempt failed, long memory)
    {
        if (failed.Attempts >= _maxAttempts)
            return $"after attempt {failed.Attempts} there is no other";
        return failed.Now - failed.Arrival >= _lifetime && _lifetime > 0
            ? $"at the age of {DurationText.Of(failed.Now - failed.Arrival)}, the lifetime being {DurationText.Of(_lifetime)}"
            : Explain(failed, memory);
    }

    protected abstract long Due(in FailedAttempt failed, ref long memory);

    /// <summary>The longest waits of a specification may be added to any time of a run.</summary>
    private static SimDuration Bounded(SimDuration wait) => new(Math.Min(wait.Ticks, Sampler.MaxSample));
}

/// <summary>One attempt only.</summary>
internal sealed class NoRetry : RetrySchedule
{
    public override string Explain(in FailedAttempt failed, long memory) => "none: one attempt only";

    protected override long Due(in FailedAttempt failed, ref long memory) => GiveUp;
}

/// <summary>The same wait after every failure.</summary>
internal sealed class FixedRetry(long interval) : RetrySchedule
{
    public override string Explain(in FailedAttempt failed, long memory) => $"fixed: every {DurationText.Of(interval)}";

    protected override long Due(in FailedAttempt failed, ref long memory) => failed.Now + interval;
}

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
            RetrySpec.Exim s => new EximRetry(EximRule.TryParse(s.Rule, out var rule) is { } error ? throw new ArgumentException($"The rule {error.Message}.", nameof(spec)) : rule, Bounded(s.QueueRun).Ticks),
            RetrySpec.Qmail => new QmailRetry(),
            RetrySpec.Linear s => new LinearRetry(s with { Base = Bounded(s.Base), Step = Bounded(s.Step), Max = Bounded(s.Max) }),
            RetrySpec.Random s => new RandomRetry(Sampler.Compile(s.Wait)),
            RetrySpec.Waits s => new WaitsRetry("waits", [.. s.List.Select(wait => Bounded(wait).Ticks)], ends: false),
            RetrySpec.Rfc5321 s => WaitsRetry.OfRfc5321(Bounded(s.Later)),
            RetrySpec.Exchange s => WaitsRetry.OfExchange(Bounded(s.Outbound)),
            RetrySpec.Haraka => WaitsRetry.OfHaraka(),
            RetrySpec.Sendmail s => new SendmailRetry(s with { MinAge = Bounded(s.MinAge), MaxAge = Bounded(s.MaxAge), QueueRun = Bounded(s.QueueRun) }),
            RetrySpec.OpenSmtpd => new OpenSmtpdRetry(),
            RetrySpec.Chasquid => new ChasquidRetry(),
            RetrySpec.KumoMta s => new KumoMtaRetry(s with { Interval = Bounded(s.Interval), Max = Bounded(s.Max) }),
            _ => throw new ArgumentException($"Unknown retry schedule {spec.GetType().Name}.", nameof(spec)),
        };
        schedule._lifetime = spec is RetrySpec.None ? 0 : spec.Lifetime.Ticks;
        schedule._maxAttempts = spec.MaxAttempts == 0 ? int.MaxValue : spec.MaxAttempts;
        return schedule;
    }

    /// <summary>Distance of the client's queue runs in ticks; 0 when messages are tried the moment they are due.</summary>
    public virtual long QueueRun => 0;

    /// <summary>Whether a message is given up when its next attempt would come at or after its lifetime, and not only at a failure then.</summary>
    protected virtual bool LooksAhead => false;

    /// <summary>The tick of the next attempt, after <see cref="FailedAttempt.Now"/>, or <see cref="GiveUp"/>.</summary>
    public long NextDue(in FailedAttempt failed, ref long memory)
    {
        if (failed.Now - failed.Arrival >= _lifetime || failed.Attempts >= _maxAttempts)
            return GiveUp;
        var due = Due(failed, ref memory);
        if (due == GiveUp || (LooksAhead && due - failed.Arrival >= _lifetime))
            return GiveUp;
        return Math.Max(due, failed.Now + 1);
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
        if (LooksAhead)
            return $"the next attempt would come at the lifetime of {DurationText.Of(_lifetime)} or later";
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

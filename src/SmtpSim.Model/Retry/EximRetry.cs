using System.Globalization;
using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// Exim's retry rules (specification, chapter 32; src/deliver.c and retry.c): the time since the first failure chooses the part. F waits
/// its interval; G its interval and then the factor times the wait before; H as G, with a random half of what is over the interval. No wait
/// is longer than retry_interval_max, 24 h. A failure past the last cutoff is final, so one try comes after it. Exim counts whole seconds.
/// A try is made by the first queue run after it is due; intervals grow from what the rule says, not from when the run came.
/// </summary>
internal sealed class EximRetry(EximRule rule, long queueRun) : RetrySchedule
{
    private const long LongestWait = 86_400;
    private const long IntervalMask = 0xFFFFF;

    public override long QueueRun => queueRun;

    public override string Explain(in FailedAttempt failed, long memory)
    {
        if (!TryPart(SinceFirst(failed, memory), out var part))
            return $"exim: no other try later than {Time(rule.Parts[^1].Until)} after the first failure";
        var until = $"until {Time(part.Until)} after the first failure{(queueRun > 0 ? ", then the next queue run" : "")}";
        if (part.Kind == 'F')
            return $"exim F,{Time(part.Until)},{Time(part.Interval)}: every {DurationText.Of(Ticks(part.Interval))} {until}";
        var factor = (part.Thousandths / 1000.0).ToString("0.###", CultureInfo.InvariantCulture);
        var grows = part.Kind == 'H' ? $"up to {factor} times the wait before" : part.Thousandths == 1500 ? "half as much again each time" : $"{factor} times the wait before each time";
        return $"exim {part.Kind},{Time(part.Until)},{Time(part.Interval)},{factor}: {DurationText.Of(Ticks(memory & IntervalMask))}, and {grows} {until}";
    }

    protected override long Due(in FailedAttempt failed, ref long memory)
    {
        // Memory: tick of the first failure in units of 1/16 ms (44 bits) above the last wait in seconds (20 bits, none is longer than a day).
        if (memory == 0)
            memory = (failed.Now / 625) << 20;
        if (!TryPart(SinceFirst(failed, memory), out var part))
            return GiveUp;
        var wait = Math.Min(WaitOf(part, memory & IntervalMask, failed.Bits), LongestWait);
        memory = (memory & ~IntervalMask) | wait;
        var due = failed.Now + Ticks(wait);
        return queueRun == 0 ? due : QueueRuns.AtOrAfter(due, failed.QueueRunPhase, queueRun);
    }

    private static long WaitOf(in EximPart part, long previous, ulong bits)
    {
        if (part.Kind == 'F')
            return part.Interval;
        var grown = previous * part.Thousandths / 1000;
        if (part.Kind == 'G')
            return previous < part.Interval ? part.Interval : grown;
        var over = Math.Max(0, grown - part.Interval);
        return part.Interval + (over == 0 ? 0 : Uniform.Below(bits, (uint)over) / 2 + over / 2);
    }

    private bool TryPart(long since, out EximPart part)
    {
        foreach (var candidate in rule.Parts)
        {
            part = candidate;
            if (since < candidate.Until)
                return true;
        }
        part = default;
        return false;
    }

    /// <summary>Whole seconds from the first failure.</summary>
    private static long SinceFirst(in FailedAttempt failed, long memory) => (failed.Now - (memory >> 20) * 625) / SimDuration.TicksPerSecond;

    private static long Ticks(long seconds) => seconds * SimDuration.TicksPerSecond;

    /// <summary>As a rule writes it: 2h, 1h30m.</summary>
    private static string Time(long seconds) => DurationText.Of(Ticks(seconds)).Replace(" ", "", StringComparison.Ordinal);
}

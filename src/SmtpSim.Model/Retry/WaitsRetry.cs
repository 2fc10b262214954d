using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>Waits written down one by one: given as such, or those of mail software that has a table of them.</summary>
/// <param name="name">For an explanation.</param>
/// <param name="waits">Ticks; at least one.</param>
/// <param name="ends">Whether a failure after the last wait is final; otherwise the last wait is repeated.</param>
internal sealed class WaitsRetry(string name, long[] waits, bool ends) : RetrySchedule
{
    public override string Explain(in FailedAttempt failed, long memory) => failed.Attempts > waits.Length
        ? ends ? $"{name}: {waits.Length} waits and no more" : $"{name}: {DurationText.Of(waits[^1])} after every attempt from number {waits.Length} on"
        : $"{name}: {DurationText.Of(waits[failed.Attempts - 1])} after attempt {failed.Attempts}";

    /// <summary>RFC 5321 section 4.5.4.1: "two connection attempts in the first hour the message is in the queue, and then backing off".</summary>
    public static WaitsRetry OfRfc5321(SimDuration later) => new("rfc5321", [30 * SimDuration.TicksPerMinute, later.Ticks], ends: false);

    /// <summary>Exchange Server documentation, "Message retry, resubmit, and expiration intervals": QueueGlitchRetry, TransientFailureRetry, OutboundConnectionFailureRetry.</summary>
    public static WaitsRetry OfExchange(SimDuration outbound) => new(
        "exchange",
        [
            .. Enumerable.Repeat(SimDuration.TicksPerMinute, 4),
            .. Enumerable.Repeat(5 * SimDuration.TicksPerMinute, 6),
            outbound.Ticks,
        ],
        ends: false);

    /// <summary>Haraka's temp_fail_intervals: 64 s, 128 s, … 131072 s.</summary>
    public static WaitsRetry OfHaraka() => new("haraka", [.. Enumerable.Range(1, 12).Select(n => (1L << (n + 5)) * SimDuration.TicksPerSecond)], ends: true);

    protected override long Due(in FailedAttempt failed, ref long memory)
    {
        if (ends && failed.Attempts > waits.Length)
            return GiveUp;
        return failed.Now + waits[Math.Min(failed.Attempts, waits.Length) - 1];
    }
}

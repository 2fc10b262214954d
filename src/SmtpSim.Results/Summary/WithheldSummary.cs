using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>Tries that were due and not made, by what held them back.</summary>
/// <param name="Deadline">The message was too old, or would be.</param>
/// <param name="DestinationDead">Concurrency feedback held the destination for dead.</param>
/// <param name="CircuitOpen">The circuit breaker was open.</param>
/// <param name="Throttled">Client-side throttling drew so.</param>
/// <param name="RetryBudget">There was no token for a retry.</param>
public sealed record WithheldSummary(long Deadline, long DestinationDead, long CircuitOpen, long Throttled, long RetryBudget)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public long Total => Deadline + DestinationDead + CircuitOpen + Throttled + RetryBudget;

    /// <summary>Null where nothing was held back.</summary>
    public static WithheldSummary? Of(ClientMetrics metrics)
    {
        var withheld = new WithheldSummary(
            metrics[ClientCounter.WithheldDeadline],
            metrics[ClientCounter.WithheldDestinationDead],
            metrics[ClientCounter.WithheldCircuitOpen],
            metrics[ClientCounter.WithheldThrottled],
            metrics[ClientCounter.WithheldRetryBudget]);
        return withheld.Total == 0 ? null : withheld;
    }
}

using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// A token bucket for retries of one client, whatever their destinations. A message's first attempt puts in
/// <paramref name="Share"/> of a token, every second <paramref name="PerSecond"/>; a retry takes one, and without one it is not made
/// (as Finagle's RetryBudget). It holds <paramref name="Burst"/> at most and is empty at the start.
/// </summary>
public sealed record RetryBudgetSpec(double Share, double PerSecond, double Burst);

/// <summary>
/// Client-side throttling (B. Beyer et al., "Site Reliability Engineering", 2016, chapter 21): of a client's requests to one destination in
/// the last <paramref name="Window"/>, those not made included, and those of them that were accepted, an attempt is not made with probability
/// max(0, (requests - <paramref name="K"/> · accepts) / (requests + 1)). An attempt that left nothing for a later one was accepted.
/// </summary>
public sealed record AdaptiveThrottleSpec(double K, SimDuration Window);

/// <summary>
/// A circuit breaker of a client for each destination (M. Nygard, "Release It!", 2007): after <paramref name="Failures"/> attempts in a row
/// that left something for a later one no attempt is made for <paramref name="OpenFor"/>; then <paramref name="Probes"/> are, and if all of
/// them succeed all is as before, otherwise it opens again.
/// </summary>
public sealed record CircuitBreakerSpec(int Failures, SimDuration OpenFor, int Probes);

/// <summary>By how much one success or failure moves a destination's concurrency limit N.</summary>
public enum FeedbackKind : byte
{
    /// <summary>1.</summary>
    One,

    /// <summary>1/N.</summary>
    Inverse,

    /// <summary>1/sqrt(N).</summary>
    InverseRoot,
}

/// <summary>
/// How Postfix's queue manager finds out how many sessions a destination bears (SCHEDULER_README, section "Concurrency scheduling"). A delivery whose
/// transaction the server answered is a success, whatever the answer; one without a connection, a greeting or an end of the dialogue is a
/// failure. The group's concurrency is the most that the limit comes to.
/// </summary>
public sealed record ConcurrencyFeedbackSpec
{
    /// <summary>initial_destination_concurrency.</summary>
    public int Initial { get; init; } = 5;

    /// <summary>default_destination_concurrency_positive_feedback.</summary>
    public FeedbackKind Positive { get; init; } = FeedbackKind.One;

    /// <summary>default_destination_concurrency_negative_feedback.</summary>
    public FeedbackKind Negative { get; init; } = FeedbackKind.One;

    /// <summary>The limit moves in steps of so many.</summary>
    public int Hysteresis { get; init; } = 1;

    /// <summary>
    /// default_destination_concurrency_failed_cohort_limit: a failure adds 1/N, a success sets it to 0; at the limit the destination is dead. 0: never.
    /// </summary>
    public int FailedCohorts { get; init; } = 1;

    /// <summary>How long a dead destination's mail is deferred without a connection: minimal_backoff_time.</summary>
    public SimDuration DeadFor { get; init; } = SimDuration.FromSeconds(300);
}

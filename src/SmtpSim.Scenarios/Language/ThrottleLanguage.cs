using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>The keys of what holds a client's attempts back.</summary>
internal static class ThrottleLanguage
{
    private static readonly RecordShape<RetryBudgetSpec> BudgetBody = new("{ share, per-second, burst }", DefaultBudget,
    [
        new Key<RetryBudgetSpec, double>("share", Quantity.Probability, b => b.Share, (b, v) => b with { Share = v },
            "Retries allowed for each first attempt."),
        new Key<RetryBudgetSpec, double>("per-second", Quantity.Number, b => b.PerSecond, (b, v) => b with { PerSecond = v },
            "Retries allowed beside them, in each second."),
        new Key<RetryBudgetSpec, double>("burst", Quantity.Number.Where(v => v < 1 ? new Complaint("is less than one retry", "write at least '1'") : null),
            b => b.Burst, (b, v) => b with { Burst = v }, "Retries that can be saved up; at the start there are none."),
    ]);

    private static readonly RecordShape<AdaptiveThrottleSpec> ThrottlingBody = new("{ k, window }", DefaultThrottling,
    [
        new Key<AdaptiveThrottleSpec, double>("k", Quantity.Number.Where(v => v is < 1 or > 1e6 ? new Complaint("is out of range", "k is from 1 to 1000000") : null),
            t => t.K, (t, v) => t with { K = v }, "How many requests are made for each that is accepted, at most."),
        new Key<AdaptiveThrottleSpec, SimDuration>("window", Durations.Positive, t => t.Window, (t, v) => t with { Window = v },
            "Requests and accepts of this long count."),
    ]);

    private static readonly RecordShape<CircuitBreakerSpec> BreakerBody = new("{ failures, open, probes }", DefaultBreaker,
    [
        new Key<CircuitBreakerSpec, int>("failures", Count.From(1, 1_000_000), b => b.Failures, (b, v) => b with { Failures = v },
            "Failed attempts in a row that open it."),
        new Key<CircuitBreakerSpec, SimDuration>("open", Durations.Positive, b => b.OpenFor, (b, v) => b with { OpenFor = v },
            "How long no attempt is made then."),
        new Key<CircuitBreakerSpec, int>("probes", Count.From(1, 1_000_000), b => b.Probes, (b, v) => b with { Probes = v },
            "Attempts made after that; when all of them succeed it closes."),
    ]);

    private static readonly RecordShape<ConcurrencyFeedbackSpec> FeedbackBody = new("{ initial, positive, negative, … }", () => new ConcurrencyFeedbackSpec(),
    [
        new Key<ConcurrencyFeedbackSpec, int>("initial", Count.From(1, 100_000), f => f.Initial, (f, v) => f with { Initial = v },
            "initial_destination_concurrency."),
        new Key<ConcurrencyFeedbackSpec, FeedbackKind>("positive", Kinds(), f => f.Positive, (f, v) => f with { Positive = v },
            "By how much a success raises the limit N: positive_feedback."),
        new Key<ConcurrencyFeedbackSpec, FeedbackKind>("negative", Kinds(), f => f.Negative, (f, v) => f with { Negative = v },
            "By how much a failure to connect or to get through the handshake lowers it: negative_feedback."),
        new Key<ConcurrencyFeedbackSpec, int>("hysteresis", Count.From(1, 1000), f => f.Hysteresis, (f, v) => f with { Hysteresis = v },
            "The limit moves in steps of so many."),
        new Key<ConcurrencyFeedbackSpec, int>("failed-cohorts", Count.Limit(1000), f => f.FailedCohorts, (f, v) => f with { FailedCohorts = v },
            "failed_cohort_limit: so many times N failures without a success, and the destination is dead."),
        new Key<ConcurrencyFeedbackSpec, SimDuration>("dead", Durations.Positive, f => f.DeadFor, (f, v) => f with { DeadFor = v },
            "How long mail for a dead destination is deferred without a connection: minimal_backoff_time."),
    ]);

    public static Shape<RetryBudgetSpec?> RetryBudget { get; } = new OptionalShape<RetryBudgetSpec>("none", BudgetBody, DefaultBudget);

    public static Shape<AdaptiveThrottleSpec?> Throttling { get; } = new OptionalShape<AdaptiveThrottleSpec>("none", ThrottlingBody, DefaultThrottling);

    public static Shape<CircuitBreakerSpec?> CircuitBreaker { get; } = new OptionalShape<CircuitBreakerSpec>("none", BreakerBody, DefaultBreaker);

    public static Shape<ConcurrencyFeedbackSpec?> Feedback { get; } = new OptionalShape<ConcurrencyFeedbackSpec>("none", FeedbackBody, () => new ConcurrencyFeedbackSpec());

    /// <summary>The keys, as they stand in a group of clients.</summary>
    public static IReadOnlyList<Key<ClientGroup>> Keys { get; } =
    [
        new Key<ClientGroup, SimDuration>("deadline", Durations.Limit, c => c.Deadline, (c, v) => c with { Deadline = v },
            "A message this old is not tried any more but given up."),
        new Key<ClientGroup, RetryBudgetSpec?>("retry-budget", RetryBudget, c => c.RetryBudget, (c, v) => c with { RetryBudget = v },
            "How many retries a client makes: a token bucket of its own, whatever the destination."),
        new Key<ClientGroup, AdaptiveThrottleSpec?>("throttling", Throttling, c => c.Throttling, (c, v) => c with { Throttling = v },
            "Client-side throttling: an attempt is not made with probability max(0, (requests - k accepts) / (requests + 1)), by client and destination."),
        new Key<ClientGroup, CircuitBreakerSpec?>("circuit-breaker", CircuitBreaker, c => c.CircuitBreaker, (c, v) => c with { CircuitBreaker = v },
            "After failures in a row a client makes no attempts to the destination for a while."),
        new Key<ClientGroup, ConcurrencyFeedbackSpec?>("concurrency-feedback", Feedback, c => c.Feedback, (c, v) => c with { Feedback = v },
            "How a client's sessions to a destination follow success and failure, as in Postfix's queue manager; concurrency is the most."),
    ];

    private static RetryBudgetSpec DefaultBudget() => new(0.2, 10, 100);

    private static AdaptiveThrottleSpec DefaultThrottling() => new(2, SimDuration.FromMinutes(2));

    private static CircuitBreakerSpec DefaultBreaker() => new(5, SimDuration.FromMinutes(1), 1);

    private static ScalarShape<FeedbackKind> Kinds() => Choices.Of(
        "a kind of feedback", ("one", FeedbackKind.One), ("1/N", FeedbackKind.Inverse), ("1/sqrt(N)", FeedbackKind.InverseRoot));
}

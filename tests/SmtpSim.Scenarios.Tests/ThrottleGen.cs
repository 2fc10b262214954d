using CsCheck;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios.Tests;

/// <summary>Random client groups that hold attempts back, in any way or not at all.</summary>
internal static class ThrottleGen
{
    private static readonly Gen<SimDuration> Wait = Gen.Long[1, SimDuration.TicksPerDay].Select(ticks => new SimDuration(ticks));

    public static Gen<ClientGroup> On(Gen<ClientGroup> groups) =>
        from client in groups
        from deadline in Gen.OneOf(Gen.Const(SimDuration.Zero), Wait)
        from budget in Maybe(Gen.Select(Gen.Double[0, 1], Gen.Double[0.001, 100], Gen.Double[1, 1000], (share, rate, burst) => new RetryBudgetSpec(share, rate, burst)))
        from throttling in Maybe(Gen.Select(Gen.Double[1, 10], Wait, (k, window) => new AdaptiveThrottleSpec(k, window)))
        from breaker in Maybe(Gen.Select(Gen.Int[1, 100], Wait, Gen.Int[1, 9], (failures, open, probes) => new CircuitBreakerSpec(failures, open, probes)))
        from kinds in Gen.Select(Gen.Enum<FeedbackKind>(), Gen.Enum<FeedbackKind>())
        from feedback in Maybe(Gen.Select(Gen.Int[1, 50], Gen.Int[1, 9], Gen.Int[0, 9], Wait, (initial, hysteresis, cohorts, dead) => new ConcurrencyFeedbackSpec
        {
            Initial = initial,
            Positive = kinds.Item1,
            Negative = kinds.Item2,
            Hysteresis = hysteresis,
            FailedCohorts = cohorts,
            DeadFor = dead,
        }))
        from queue in Gen.Select(Gen.Enum<QueueOrder>(), Gen.Int[0, 1000], Gen.Int[0, 100_000])
        select client with
        {
            Verp = queue.Item3 % 2 == 1,
            ConnectionCache = client.MessagesPerSession == 1 ? default : deadline,
            Crashes = queue.Item2 % 3 == 0 ? [new ClientCrashSpec(new SimDuration(queue.Item2), new SimDuration(1 + queue.Item3), queue.Item3 % 2 == 0)] : [],
            Order = queue.Item1,
            LifoAbove = queue.Item1 == QueueOrder.AdaptiveLifo ? queue.Item2 : client.LifoAbove,
            ActiveLimit = queue.Item3,
            Deadline = client.Retry is RetrySpec.None or RetrySpec.Exim or RetrySpec.Haraka || deadline < client.Retry.Lifetime ? deadline : client.Retry.Lifetime,
            RetryBudget = client.Retry is RetrySpec.None ? null : budget,
            Throttling = throttling,
            CircuitBreaker = breaker,
            Feedback = feedback is null ? null : feedback with { Initial = Math.Min(feedback.Initial, client.Concurrency) },
        };

    private static Gen<T?> Maybe<T>(Gen<T> gen)
        where T : class => Gen.OneOf(Gen.Const<T?>(() => null), gen.Select(value => (T?)value));
}

using CsCheck;
using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Everything that holds attempts back, alone and together; most groups have none of it.</summary>
internal static class RandomThrottles
{
    private static readonly Gen<SimDuration> Deadline = Gen.Frequency((3, Gen.Const(SimDuration.Zero)), (1, Gen.Double[0.5, 100].Select(Scene.Seconds)));

    private static readonly Gen<RetryBudgetSpec?> Budget = Maybe(Gen.Select(Gen.Double[0, 1], Gen.Double[0, 0.5], Gen.Double[1, 5], (share, rate, burst) => new RetryBudgetSpec(share, rate, burst)));

    private static readonly Gen<AdaptiveThrottleSpec?> Throttling = Maybe(Gen.Select(Gen.Double[1, 3], Gen.Double[1, 120], (k, window) => new AdaptiveThrottleSpec(k, Scene.Seconds(window))));

    private static readonly Gen<CircuitBreakerSpec?> Breaker = Maybe(Gen.Select(Gen.Int[1, 4], Gen.Double[1, 30], Gen.Int[1, 3], (failures, open, probes) => new CircuitBreakerSpec(failures, Scene.Seconds(open), probes)));

    private static readonly Gen<ConcurrencyFeedbackSpec?> Feedback = Maybe(Gen.Select(
        Gen.Int[1, 5], Gen.Enum<FeedbackKind>(), Gen.Enum<FeedbackKind>(), Gen.Int[1, 3], Gen.Int[0, 2], Gen.Double[1, 60],
        (initial, positive, negative, hysteresis, cohorts, dead) => new ConcurrencyFeedbackSpec
        {
            Initial = initial,
            Positive = positive,
            Negative = negative,
            Hysteresis = hysteresis,
            FailedCohorts = cohorts,
            DeadFor = Scene.Seconds(dead),
        }));

    private static readonly Gen<(QueueOrder Order, int LifoAbove, int Active, bool Verp, SimDuration Cache, ClientCrashSpec[] Crashes)> Queue = Gen.Select(Gen.Enum<QueueOrder>(), Gen.Int[1, 5], Gen.OneOf(0, 0, 1, 3), Gen.Bool, Gen.OneOf(0.0, 1, 20, 400).Select(Scene.Seconds),
        Gen.Select(Gen.Double[1, 60], Gen.Double[1, 30], Gen.Bool, Gen.Bool, (at, length, loses, any) => any ? new[] { new ClientCrashSpec(Scene.Seconds(at), Scene.Seconds(length), loses) } : []));

    public static Gen<ClientGroup> On(Gen<ClientGroup> groups) => Gen.Frequency(
        (3, groups),
        (1, Gen.Select(groups, Deadline, Budget, Throttling, Breaker, Feedback, Queue, (group, deadline, budget, throttling, breaker, feedback, queue) => group with
        {
            Deadline = deadline,
            RetryBudget = budget,
            Throttling = throttling,
            CircuitBreaker = breaker,
            Feedback = feedback,
            ConnectionCache = queue.Cache,
            Crashes = queue.Crashes,
            Verp = queue.Verp,
            Order = queue.Order,
            LifoAbove = queue.LifoAbove,
            ActiveLimit = queue.Active,
        })));

    private static Gen<T?> Maybe<T>(Gen<T> gen)
        where T : class => Gen.Frequency((2, Gen.Const<T?>(() => null)), (1, gen.Select(value => (T?)value)));
}

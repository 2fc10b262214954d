using CsCheck;
using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Rules of the general schedules: growth, maximum, jitter, end.</summary>
public class RetryScheduleTests
{
    private static readonly SimDuration Forever = SimDuration.FromDays(36_500);

    private static readonly Gen<RetrySpec.Exponential> AnyExponential = Gen.Select(
        Gen.Long[0, 100 * SimDuration.TicksPerSecond], Gen.Double[1, 4], Gen.Long[1, 10_000 * SimDuration.TicksPerSecond],
        (first, factor, most) => new RetrySpec.Exponential(new SimDuration(first), factor, new SimDuration(most), JitterKind.None) { Lifetime = Forever });

    private static readonly Gen<RandomKey> AnyKey = Gen.ULong.Select(value => new RandomKey(value));

    [Fact]
    public void None_FirstFailure_IsTheLast() => Assert.Equal([0L], Schedules.Attempts(new RetrySpec.None()));

    [Fact]
    public void Fixed_EveryWait_IsTheInterval()
    {
        var attempts = Schedules.Attempts(new RetrySpec.Fixed(Scene.Seconds(7)) { Lifetime = Scene.Seconds(70) });
        Assert.Equal(Enumerable.Range(0, 11).Select(i => 7L * i * SimDuration.TicksPerSecond), attempts);
    }

    /// <summary>At exactly its lifetime a message is given up, not one tick sooner.</summary>
    [Fact]
    public void Lifetime_ReachedToTheTick_EndsTheSchedule()
    {
        var spec = new RetrySpec.Fixed(Scene.Seconds(10));
        Assert.Equal(4, Schedules.Attempts(spec with { Lifetime = Scene.Seconds(30) }).Count);
        Assert.Equal(5, Schedules.Attempts(spec with { Lifetime = new SimDuration(Scene.Seconds(30).Ticks + 1) }).Count);
    }

    [Fact]
    public void MaxAttempts_OfAnySchedule_AreNeverExceeded() => Gen.Select(Gen.Int[1, 20], Gen.Int[0, PublishedSchedule.All.Count - 1], AnyExponential).Sample(
        (most, index, exponential) =>
        {
            Assert.Equal(most, Schedules.Attempts(PublishedSchedule.All[index].Rule with { MaxAttempts = most }).Count);
            Assert.Equal(most, Schedules.Attempts(exponential with { MaxAttempts = most }).Count);
        });

    [Fact]
    public void Exponential_WithoutJitter_GrowsByItsFactorUpToTheMaximum()
    {
        var spec = new RetrySpec.Exponential(Scene.Seconds(10), 2, Scene.Seconds(100), JitterKind.None) { MaxAttempts = 8 };
        Assert.Equal([10L, 20, 40, 80, 100, 100, 100], Schedules.Waits(Schedules.Attempts(spec)).Select(ticks => ticks / SimDuration.TicksPerSecond));
    }

    [Fact]
    public void Exponential_Jitter_StaysWithinItsBounds() => Gen.Select(AnyExponential, AnyKey).Sample((spec, key) =>
    {
        var plain = Waits(spec, key);
        var full = Waits(spec with { Jitter = JitterKind.Full }, key);
        var equal = Waits(spec with { Jitter = JitterKind.Equal }, key);
        for (var i = 0; i < plain.Length; i++)
        {
            // No schedule tries again within the same tick.
            Assert.InRange(full[i], 1, Math.Max(1, plain[i]));
            Assert.InRange(equal[i], Math.Max(1, plain[i] / 2), Math.Max(1, plain[i]));
        }
    });

    [Fact]
    public void Exponential_Decorrelated_EachWaitIsAtMostThreeTimesTheOneBefore() => Gen.Select(AnyExponential, AnyKey).Sample((spec, key) =>
    {
        var (first, most) = (spec.Base.Ticks, spec.Max.Ticks);
        var previous = first;
        foreach (var wait in Waits(spec with { Jitter = JitterKind.Decorrelated }, key))
        {
            Assert.InRange(wait, Math.Max(1, Math.Min(first, most)), Math.Max(1, Math.Min(most, Math.Max(first, 3 * previous))));
            previous = wait;
        }
    });

    /// <summary>Means over many messages: full v/2, equal 3v/4, first decorrelated wait uniform on [base, 3 base).</summary>
    [Theory]
    [InlineData(JitterKind.Full, 0.5, 1)]
    [InlineData(JitterKind.Equal, 0.75, 1)]
    [InlineData(JitterKind.Decorrelated, 2, 1)]
    [InlineData(JitterKind.Full, 4, 4)] // v = 8 after the fourth failure
    [InlineData(JitterKind.Equal, 6, 4)]
    public void Exponential_Jitter_HasTheMeanOfItsLaw(JitterKind jitter, double mean, int failure)
    {
        var spec = new RetrySpec.Exponential(Scene.Seconds(1), 2, Scene.Seconds(1000), jitter) { MaxAttempts = failure + 1 };
        const int n = 40_000;
        var sum = Enumerable.Range(0, n).Sum(i => Waits(spec, new RandomKey((ulong)i).Derive(7))[failure - 1] / (double)SimDuration.TicksPerSecond);
        // The standard deviation is at most 0.58 of the mean: four standard errors are 0.58 / 200 · 4.
        Assert.InRange(sum / n / mean, 0.988, 1.012);
    }

    [Fact]
    public void Postfix_QueueRun_TakesWhatIsDueUpToOneSecondAhead() => Gen.Select(Gen.Long[0, 600], Gen.Long[600, 5000], Gen.Long[1, 400], Gen.Double[0, 0.99]).Sample(
        (least, most, run, share) =>
        {
            var (second, period) = (SimDuration.TicksPerSecond, Scene.Seconds(run).Ticks);
            var phase = (long)(share * period);
            var attempts = Schedules.Attempts(new RetrySpec.Postfix(Scene.Seconds(least), Scene.Seconds(most), Scene.Seconds(run)) { MaxAttempts = 20 }, phase: phase);
            for (var i = 1; i < attempts.Count; i++)
            {
                Assert.True(attempts[i] > attempts[i - 1]);
                Assert.Equal(phase, attempts[i] % period);
                var due = attempts[i - 1] + Math.Clamp(attempts[i - 1], least * second, most * second);
                Assert.InRange(attempts[i], due - second, Math.Max(due - second, attempts[i - 1]) + period);
            }
        });

    /// <summary>The longest waits there are: never, not at once.</summary>
    [Fact]
    public void Waits_OfTheLongestDuration_DoNotWrapRound()
    {
        var never = SimDuration.MaxValue;
        RetrySpec[] specs =
        [
            new RetrySpec.Fixed(never),
            new RetrySpec.Exponential(never, 2, never, JitterKind.None),
            new RetrySpec.Exponential(Scene.Seconds(1), 1e30, never, JitterKind.Equal),
            new RetrySpec.Exponential(never, 2, never, JitterKind.Decorrelated),
            new RetrySpec.Postfix(never, never, SimDuration.Zero),
            new RetrySpec.Postfix(never, never, Scene.Seconds(300)),
        ];
        foreach (var spec in specs)
        {
            long memory = 0;
            var due = RetrySchedule.Compile(spec).NextDue(new FailedAttempt(Forever.Ticks, Forever.Ticks, 3, ulong.MaxValue / 2, 0), ref memory);
            Assert.True(due > 2 * Forever.Ticks, spec.ToString());
        }
    }

    private static long[] Waits(RetrySpec spec, RandomKey key) => Schedules.Waits(Schedules.Attempts(spec, key, most: 25));
}

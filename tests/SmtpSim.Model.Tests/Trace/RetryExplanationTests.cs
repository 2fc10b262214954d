using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

public sealed class RetryExplanationTests
{
    private const long Day = SimDuration.TicksPerDay;

    [Fact]
    public void Explain_Postfix_NamesTheBoundThatHolds()
    {
        var postfix = new RetrySpec.Postfix(SimDuration.FromSeconds(300), SimDuration.FromSeconds(4000), SimDuration.Zero);

        Assert.Equal("postfix: its age 12s, at least 5m", Explain(postfix, age: 12));
        Assert.Equal("postfix: its age 20m", Explain(postfix, age: 1200));
        Assert.Equal("postfix: its age 2h, at most 1h 06m 40s", Explain(postfix, age: 7200));
        Assert.Equal("postfix: its age 20m, then the next queue run", Explain(postfix with { QueueRun = SimDuration.FromMinutes(5) }, age: 1200));
    }

    [Fact]
    public void Explain_Exponential_SaysWhatTheJitterLeavesOpen()
    {
        RetrySpec.Exponential Of(JitterKind jitter) => new(SimDuration.FromSeconds(60), 2, SimDuration.FromHours(1), jitter);

        Assert.Equal("exponential: 4m after attempt 3", Explain(Of(JitterKind.None), attempts: 3));
        Assert.Equal("exponential, full jitter: up to 4m after attempt 3", Explain(Of(JitterKind.Full), attempts: 3));
        Assert.Equal("exponential, equal jitter: 2m to 4m after attempt 3", Explain(Of(JitterKind.Equal), attempts: 3));
        Assert.Equal("exponential: 1h after attempt 9", Explain(Of(JitterKind.None), attempts: 9));
    }

    [Fact]
    public void Explain_DecorrelatedJitter_TellsTheWaitThatWasDrawn()
    {
        var schedule = RetrySchedule.Compile(new RetrySpec.Exponential(SimDuration.FromSeconds(60), 2, SimDuration.FromHours(1), JitterKind.Decorrelated));
        var failed = new FailedAttempt(Now: 0, Arrival: 0, Attempts: 1, Bits: ulong.MaxValue / 2, QueueRunPhase: 0);
        long memory = 0;

        Assert.Equal(SimDuration.FromSeconds(120).Ticks, schedule.NextDue(failed, ref memory), tolerance: 1.0);
        Assert.Equal("exponential, decorrelated jitter: 2m, from 1m to 3 times the wait before", schedule.Explain(failed, memory));
    }

    [Fact]
    public void Explain_Exim_NamesThePartOfTheRule()
    {
        var schedule = RetrySchedule.Compile(new RetrySpec.Exim());
        var texts = new List<string>();
        long memory = 0;
        for (var now = SimDuration.TicksPerSecond; now != RetrySchedule.GiveUp;)
        {
            var failed = new FailedAttempt(now, Arrival: SimDuration.TicksPerSecond, Attempts: 1, Bits: 0, QueueRunPhase: 0);
            now = schedule.NextDue(failed, ref memory);
            texts.Add(now == RetrySchedule.GiveUp ? schedule.ExplainGivingUp(failed, memory) : schedule.Explain(failed, memory));
        }

        Assert.Equal(
        [
            "exim F,2h,15m: every 15m until 2h after the first failure",
            "exim G,16h,1h,1.5: 1h, and half as much again each time until 16h after the first failure",
            "exim G,16h,1h,1.5: 1h 30m, and half as much again each time until 16h after the first failure",
            "exim G,16h,1h,1.5: 2h 15m, and half as much again each time until 16h after the first failure",
            "exim G,16h,1h,1.5: 3h 22m 30s, and half as much again each time until 16h after the first failure",
            "exim G,16h,1h,1.5: 5h 03m 45s, and half as much again each time until 16h after the first failure",
            "exim G,16h,1h,1.5: 7h 35m 37s, and half as much again each time until 16h after the first failure",
            "exim F,4d,6h: every 6h until 4d after the first failure",
            "exim: no other try later than 4d after the first failure",
        ], texts.Distinct());
    }

    [Fact]
    public void ExplainGivingUp_EachLimit_IsNamed()
    {
        var retry = new RetrySpec.Fixed(SimDuration.FromMinutes(1)) { Lifetime = SimDuration.FromDays(1), MaxAttempts = 5 };

        Assert.Equal("after attempt 5 there is no other", ExplainGivingUp(retry, attempts: 5));
        Assert.Equal("at the age of 1d 00h 01m, the lifetime being 1d", ExplainGivingUp(retry, age: Day + SimDuration.TicksPerMinute));
        Assert.Equal("none: one attempt only", ExplainGivingUp(new RetrySpec.None()));
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1, "1ms")]
    [InlineData(9_994_000, "999ms")]
    [InlineData(9_996_000, "1s")]
    [InlineData(123_400_000, "12.3s")]
    [InlineData(599_600_000, "1m")]
    [InlineData(4_520_000_000, "7m 32s")]
    [InlineData(36_610_000_000, "1h 01m 01s")]
    [InlineData(36_010_000_000, "1h 00m 01s")]
    [InlineData(5 * Day, "5d")]
    [InlineData(Day + SimDuration.TicksPerHour, "1d 01h")]
    public void DurationText_OfTicks_IsReadAtAGlance(long ticks, string text) => Assert.Equal(text, DurationText.Of(ticks));

    private static string Explain(RetrySpec spec, int age = 0, int attempts = 1)
        => RetrySchedule.Compile(spec).Explain(Failed(age * SimDuration.TicksPerSecond, attempts), memory: 0);

    private static string ExplainGivingUp(RetrySpec spec, long age = 0, int attempts = 1)
        => RetrySchedule.Compile(spec).ExplainGivingUp(Failed(age, attempts), memory: 0);

    private static FailedAttempt Failed(long age, int attempts) => new(Now: age, Arrival: 0, attempts, Bits: 0, QueueRunPhase: 0);
}

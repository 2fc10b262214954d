using CsCheck;
using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Attempt times against a server that defers for ever, of the schedules that no publication tabulates: reckoned by hand from the rules at each.</summary>
public class MailSoftwareScheduleTests
{
    /// <summary>Name, schedule, the first attempts, how many there are, the last one; seconds from submission.</summary>
    private static readonly (string Name, RetrySpec Spec, int[] First, int Count, int Last)[] Exact =
    [
        ("sendmail", Sendmail(0, 0), [0, 600, 1200, 1800, 2400, 3000], 721, 432_000),
        ("sendmail, MinQueueAge 30m", Sendmail(1800, 0), [0, 1800, 3600, 5400], 241, 432_000),
        ("sendmail, MinQueueAge 25m", Sendmail(1500, 0), [0, 1800, 3600, 5400], 241, 432_000),
        // At age a it rests min(a, 3600), and then until the next run.
        ("sendmail, MaxQueueAge 1h", Sendmail(0, 3600), [0, 600, 1200, 2400, 4800, 8400, 12_000], 124, 433_200),
        ("opensmtpd", new RetrySpec.OpenSmtpd(), [0, 400, 1600, 3600, 6400, 10_000], 30, 336_400),
        ("exchange", new RetrySpec.Exchange(Scene.Seconds(600)), [0, 60, 120, 180, 240, 540, 840, 1140, 1440, 1740, 2040, 2640, 3240], 296, 173_040),
        ("rfc5321", new RetrySpec.Rfc5321(Scene.Seconds(7200)), [0, 1800, 9000, 16_200, 23_400], 62, 433_800),
        ("haraka", new RetrySpec.Haraka(), [0, 64, 192, 448, 960, 1984, 4032, 8128, 16_320, 32_704, 65_472, 131_008, 262_080], 13, 262_080),
        ("linear", new RetrySpec.Linear(Scene.Seconds(10), Scene.Seconds(5), Scene.Seconds(22)) { MaxAttempts = 7 }, [0, 10, 25, 45, 67, 89, 111], 7, 111),
        ("waits", new RetrySpec.Waits([Scene.Seconds(60), Scene.Seconds(300), Scene.Seconds(1800)]) { Lifetime = Scene.Seconds(7200) },
            [0, 60, 360, 2160, 3960, 5760, 7560], 7, 7560),
        ("exim, its default", new RetrySpec.Exim(), [0, 900, 1800, 2700], 28, 362_812),
        ("exim, every half an hour", Exim(RetrySpec.Exim.DefaultRule) with { QueueRun = Scene.Seconds(1800) }, [0, 1800, 3600, 5400, 7200, 10_800, 16_200, 25_200, 37_800, 57_600, 79_200], 24, 360_000),
        ("exim, G from the start", Exim("G,1d,30m,2"), [0, 1800, 5400, 12_600, 27_000, 55_800, 113_400], 7, 113_400),
        // The first wait of G is its own unless the one before was as long: 600 < 1800.
        ("exim, F and G", Exim("F,1h,10m; G,1d,30m,2"), [0, 600, 1200, 1800, 2400, 3000, 3600, 5400, 9000, 16_200, 30_600, 59_400, 117_000], 13, 117_000),
        // Thousandths are kept, seconds cut off: waits of 100, 133, 177, 235.
        ("exim, a crooked factor", Exim("G,10m,100s,1.333"), [0, 100, 233, 410, 645], 5, 645),
        // retry_interval_max is 24 h.
        ("exim, no wait is longer than a day", Exim("F,1w,3d"), [0, 86_400, 172_800], 8, 604_800),
    ];

    public static TheoryData<string> Names => [.. Exact.Select(row => row.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Attempts_ServerAlwaysDefers_ComeAtTheTimesOfTheRule(string name)
    {
        var (_, spec, first, count, last) = Exact.Single(row => row.Name == name);
        var seconds = Schedules.Attempts(spec).Select(ticks => (int)(ticks / SimDuration.TicksPerSecond)).ToArray();
        Assert.Equal(first, seconds.Take(first.Length));
        Assert.Equal((count, last), (seconds.Length, seconds[^1]));
    }

    /// <summary>An Exim tries what is due at the first queue run from then on, whenever its runs are.</summary>
    [Fact]
    public void Exim_QueueRunPhase_LetsEveryAttemptWaitForARun()
    {
        var attempts = Schedules.Attempts(Exim("F,1h,10m") with { QueueRun = Scene.Seconds(1800) }, phase: Scene.Seconds(77).Ticks);
        Assert.Equal([0, 1877, 3677], attempts.Select(tick => tick / SimDuration.TicksPerSecond));
    }

    /// <summary>A sendmail whose queue runs begin at another time tries at its runs.</summary>
    [Fact]
    public void Sendmail_QueueRunPhase_ShiftsEveryAttemptButTheFirst()
    {
        var attempts = Schedules.Attempts(Sendmail(0, 0) with { MaxAttempts = 5 }, phase: Scene.Seconds(77).Ticks);
        Assert.Equal([0, 77, 677, 1277, 1877], attempts.Select(ticks => (int)(ticks / SimDuration.TicksPerSecond)));
    }

    [Fact]
    public void EximH_AnyRandomBits_WaitsBetweenHalfAndAllOfTheGrowth() => Gen.ULong.Sample(bits =>
    {
        var waits = Schedules.Waits(Schedules.Attempts(Exim("H,1d,10m,3"), new RandomKey(bits))).Select(ticks => ticks / SimDuration.TicksPerSecond).ToArray();
        Assert.Equal(600, waits[0]);
        foreach (var (before, wait) in waits.Zip(waits.Skip(1)))
        {
            var over = Math.Min(3 * before, 4 * 86_400) - 600;
            Assert.InRange(wait, Math.Min(86_400, 600 + over / 2), Math.Min(86_400, 600 + over / 2 + over / 2));
        }
    });

    [Fact]
    public void Chasquid_AnyRandomBits_WaitsByAgeAndUpToAMinuteMore() => Gen.ULong.Sample(bits =>
    {
        var attempts = Schedules.Attempts(new RetrySpec.Chasquid(), new RandomKey(bits));
        foreach (var (attempt, next) in attempts.Zip(attempts.Skip(1)))
        {
            var age = attempt / SimDuration.TicksPerMinute;
            var least = SimDuration.TicksPerMinute * (age < 1 ? 1 : age < 5 ? 5 : age < 10 ? 10 : 20);
            Assert.InRange(next - attempt, least, least + SimDuration.TicksPerMinute);
        }
        Assert.InRange(attempts[^1], SimDuration.FromHours(20).Ticks - 21 * SimDuration.TicksPerMinute, SimDuration.FromHours(20).Ticks - 1);
    });

    [Theory]
    [InlineData(0, new[] { 1200, 2400, 4800, 9600, 19_200, 38_400, 76_800, 153_600 })]
    [InlineData(7200, new[] { 1200, 2400, 4800, 7200, 7200, 7200 })]
    public void KumoMta_AnyRandomBits_DoublesWithinHalfAMinute(int max, int[] waits) => Gen.ULong.Sample(bits =>
    {
        var attempts = Schedules.Attempts(new RetrySpec.KumoMta(Scene.Seconds(1200), Scene.Seconds(max)), new RandomKey(bits));
        foreach (var (wait, expected) in Schedules.Waits(attempts).Zip(waits))
            Assert.InRange(wait, Scene.Seconds(expected - 30).Ticks, Scene.Seconds(expected + 30).Ticks);
        Assert.True(attempts[^1] < SimDuration.FromDays(7).Ticks);
        Assert.True(max > 0 || attempts.Count == 9);
    });

    [Fact]
    public void Random_ManyDraws_HaveTheMeanOfTheDistribution()
    {
        var spec = new RetrySpec.Random(new Distribution.Exponential(Scene.Seconds(60).Ticks)) { Lifetime = SimDuration.FromDays(36_500), MaxAttempts = 40_001 };
        var attempts = Schedules.Attempts(spec, new RandomKey(3), most: 40_001);
        Assert.InRange(attempts[^1] / 40_000.0 / Scene.Seconds(60).Ticks, 0.98, 1.02); // four standard errors
        Assert.Equal(40_000, Schedules.Waits(attempts).Distinct().Count());
    }

    /// <summary>In a run, each wait is another draw, whatever the number of partitions; two clients have waits of their own.</summary>
    [Fact]
    public void Random_InARun_DrawsAnewForEveryMessageAndAttempt()
    {
        var scenario = Scene.Plain.With(new RetrySpec.Random(new Distribution.Exponential(Scene.Seconds(60).Ticks)) { MaxAttempts = 20 })
            .With(new FaultSpec { At = SessionStep.Mail, Kind = FaultKind.Reply, Reply = Scene.Busy }).With(Scene.Burst(5)) with
        { SeriesInterval = Scene.Seconds(1) };
        var series = Simulation.Run(scenario).Client.Series;
        Assert.Equal(5, series[0, (int)ClientSeries.Attempts]);
        Assert.All(Enumerable.Range(1, series.Rows - 1), row => Assert.InRange(series[row, (int)ClientSeries.Attempts], 0, 3));
    }

    private static RetrySpec.Sendmail Sendmail(int minAge, int maxAge) => new(Scene.Seconds(600), Scene.Seconds(minAge), Scene.Seconds(maxAge));

    private static RetrySpec.Exim Exim(string rule) => new() { Rule = rule };
}

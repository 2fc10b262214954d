using CsCheck;

namespace SmtpSim.Kernel.Tests;

public class LinkTests
{
    private static readonly Distribution[] JitterKinds =
    [
        Distribution.Zero, new Distribution.Constant(5), new Distribution.Exponential(1e5), new Distribution.Normal(10, 1e6),
        new Distribution.Pareto(1, 0.1), new Distribution.Gamma(0.3, 1e4), Distribution.HyperExponentialByMeanCv2(1e5, 9),
    ];

    private static readonly Gen<Distribution> Jitters = Gen.Int[0, JitterKinds.Length - 1].Select(kind => JitterKinds[kind]);

    [Fact]
    public void Delay_AnyLinkAndBits_IsNeverBelowTheFloor() =>
        Gen.Select(Gen.Long[0, Sampler.MaxSample], Jitters, Gen.Double[0, 0.99], Gen.ULong).Sample((floor, jitter, loss, bits) =>
            new Link(floor, Sampler.Compile(jitter), loss, 0).Delay(bits) >= floor, iter: 20_000);

    [Fact]
    public void Delay_WithoutJitterAndLoss_IsTheFloor() => Gen.ULong.Sample(bits => new Link(100_000, default, 0, 0).Delay(bits) == 100_000);

    [Fact]
    public void Delay_WithLoss_KeepsTheJitterAndAddsWholeTimeOuts() =>
        Gen.Select(Jitters, Gen.ULong).Sample((jitter, bits) =>
        {
            var sampler = Sampler.Compile(jitter);
            var extra = new Link(1000, sampler, 0.5, 0).Delay(bits) - new Link(1000, sampler, 0, 0).Delay(bits);
            return LossesOf(extra) is >= 0 and <= Link.MaxLosses;
        }, iter: 20_000);

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.3)]
    [InlineData(0.9)]
    public void Delay_WithLoss_LosesAsOftenAsItShould(double loss)
    {
        const int n = 1_000_000;
        var link = new Link(1000, default, loss, 0);
        var key = RandomKey.Root(1, 0);
        var counts = new int[Link.MaxLosses + 1];
        for (ulong i = 0; i < n; i++) counts[LossesOf(link.Delay(key.Draw(i)) - 1000)]++;

        for (var losses = 1; losses <= Link.MaxLosses; losses++)
        {
            var chance = Math.Pow(loss, losses); // of at least so many
            var standardError = Math.Sqrt(n * chance * (1 - chance));
            Assert.InRange(counts[losses..].Sum(), n * chance - 4 * standardError - 1, n * chance + 4 * standardError + 1);
        }

        // E = sum over n of P(at least n losses), up to the eighth.
        var mean = Enumerable.Range(1, Link.MaxLosses).Sum(losses => Math.Pow(loss, losses));
        Assert.Equal(mean, counts.Select((count, losses) => (double)count * losses).Sum() / n, mean * 0.05);
    }

    [Fact]
    public void Delay_WithLoss_LosesWhateverTheJitter()
    {
        const int n = 200_000;
        foreach (var jitter in JitterKinds.Select(Sampler.Compile).Where(sampler => !sampler.IsConstant))
        {
            var link = new Link(0, jitter, 0.5, 0);
            var key = RandomKey.Root(1, 0);
            var median = Enumerable.Range(0, n).Select(i => jitter.Sample(key.Draw((ulong)i))).Order().ElementAt(n / 2);
            int above = 0, lostAbove = 0;
            for (ulong i = 0; i < n; i++)
            {
                var sample = jitter.Sample(key.Draw(i));
                if (sample <= median) continue;
                above++;
                if (link.Delay(key.Draw(i)) > sample) lostAbove++;
            }
            Assert.InRange((lostAbove - above / 2.0) / Math.Sqrt(above / 4.0), -4, 4);
        }
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1_000_000, 0, 0)]
    [InlineData(1_000_000, 1_000_000, 10_000_000)]
    [InlineData(4000, 1_250_000, 32_000)]
    [InlineData(1, 3, 3_333_334)]
    [InlineData(30, 0.1, 3_000_000_000)]
    [InlineData(long.MaxValue, 1, Sampler.MaxSample)]
    public void Transfer_Bytes_TakesTheirTimeRoundedUp(long bytes, double bytesPerSecond, long ticks) =>
        Assert.Equal(ticks, new Link(1, default, 0, bytesPerSecond).Transfer(bytes));

    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(long.MaxValue, 0, 0)]
    [InlineData(1, -0.1, 0)]
    [InlineData(1, 1, 0)]
    [InlineData(1, double.NaN, 0)]
    [InlineData(1, 0, -1)]
    [InlineData(1, 0, double.NaN)]
    public void Link_ImpossibleParameters_IsRefused(long floor, double loss, double bytesPerSecond) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Link(floor, default, loss, bytesPerSecond));

    // n losses cost 1 + 2 + 4 + ... = 2^n - 1 seconds; -1 when the delay is no such number.
    private static int LossesOf(long ticks)
    {
        for (var losses = 0; losses < 63; losses++)
        {
            if (ticks == ((1L << losses) - 1) * SimDuration.TicksPerSecond) return losses;
        }
        return -1;
    }
}

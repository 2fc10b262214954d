using CsCheck;

namespace SmtpSim.Kernel.Tests;

public class DistributionFactoriesTests
{
    [Fact]
    public void LogNormalByMedian_AnyParameters_HasThatMedianAndP99() =>
        Gen.Select(Gen.Double[1, 1e9], Gen.Double[1.001, 1000]).Sample((median, ratio) =>
        {
            var d = Assert.IsType<Distribution.LogNormal>(Distribution.LogNormalByMedian(median, median * ratio));
            return Near(Math.Exp(d.Mu), median) && Near(StableMath.NormalCdf(Math.Log(ratio) / d.Sigma), 0.99) && d.Validate() is null;
        });

    [Fact]
    public void LogNormalByMeanCv_AnyParameters_HasThatMeanAndCv() =>
        Gen.Select(Gen.Double[1, 1e9], Gen.Double[0.01, 10]).Sample((mean, cv) =>
        {
            var d = Assert.IsType<Distribution.LogNormal>(Distribution.LogNormalByMeanCv(mean, cv));
            return Near(Math.Exp(d.Mu + d.Sigma * d.Sigma / 2), mean) && Near(Math.Exp(d.Sigma * d.Sigma) - 1, cv * cv);
        });

    [Fact]
    public void GammaByMeanCv_AnyParameters_HasThatMeanAndCv() =>
        Gen.Select(Gen.Double[1, 1e9], Gen.Double[0.01, 10]).Sample((mean, cv) =>
        {
            var d = Assert.IsType<Distribution.Gamma>(Distribution.GammaByMeanCv(mean, cv));
            return Near(d.Shape * d.Scale, mean) && Near(1 / Math.Sqrt(d.Shape), cv);
        });

    [Fact]
    public void HyperExponentialByMeanCv2_AnyParameters_HasThatMeanAndCv2AndBalancedMeans() =>
        Gen.Select(Gen.Double[1, 1e9], Gen.Double[1.001, 1e4]).Sample((mean, cv2) =>
        {
            var d = Assert.IsType<Distribution.HyperExponential>(Distribution.HyperExponentialByMeanCv2(mean, cv2));
            var (p, q, a, b) = (d.Weights[0], d.Weights[1], d.Means[0], d.Means[1]);
            var second = 2 * (p * a * a + q * b * b);
            return Near(p * a + q * b, mean) && Near(second / (mean * mean) - 1, cv2) && Near(p * a, q * b) && d.Validate() is null;
        });

    [Fact]
    public void EmpiricalOf_SomeValues_WeighsThemAlike()
    {
        var d = Assert.IsType<Distribution.Empirical>(Distribution.EmpiricalOf(3, 1, 2));
        Assert.Equal([3, 1, 2], d.Values);
        Assert.All(d.Weights, weight => Assert.Equal(1.0 / 3, weight));
        Assert.Null(Distribution.EmpiricalOf(Enumerable.Repeat(1.0, 100_003)).Validate());
    }

    public static TheoryData<Func<Distribution>, string> Refused => new()
    {
        { () => Distribution.LogNormalByMedian(0, 1), "the median must be over zero" },
        { () => Distribution.LogNormalByMedian(2, 2), "the p99 must be over the median" },
        { () => Distribution.LogNormalByMedian(2, double.NaN), "the p99 must be over the median" },
        { () => Distribution.LogNormalByMeanCv(0, 1), "the mean must be over zero" },
        { () => Distribution.LogNormalByMeanCv(1, -1), "the cv must not be negative" },
        { () => Distribution.GammaByMeanCv(double.PositiveInfinity, 1), "the mean must be over zero" },
        { () => Distribution.GammaByMeanCv(1, double.NaN), "the cv must not be negative" },
        { () => Distribution.HyperExponentialByMeanCv2(1, 1), "cv2 must be over 1: at 1 it is the exponential distribution" },
        { () => Distribution.HyperExponentialByMeanCv2(-1, 2), "the mean must be over zero" },
        { () => Distribution.EmpiricalOf(), "at least one value is needed" },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void Factory_ImpossibleParameters_IsRefusedWithTheReason(Func<Distribution> make, string reason) =>
        Assert.StartsWith(reason, Assert.Throws<ArgumentException>(make).Message, StringComparison.Ordinal);

    private static bool Near(double actual, double expected) => Math.Abs(actual / expected - 1) < 1e-9;
}

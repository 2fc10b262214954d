using CsCheck;

namespace SmtpSim.Kernel.Tests;

public class SamplerTests
{
    private static readonly Dictionary<string, Distribution> ByInversion = new()
    {
        ["constant"] = new Distribution.Constant(12),
        ["uniform"] = new Distribution.Uniform(10, 1e6),
        ["exponential"] = new Distribution.Exponential(1e6),
        ["normal"] = new Distribution.Normal(1e6, 1e6),
        ["lognormal"] = new Distribution.LogNormal(10, 2),
        ["weibull"] = new Distribution.Weibull(0.5, 1e6),
        ["pareto"] = new Distribution.Pareto(1e4, 0.9),
        ["empirical"] = new Distribution.Empirical([50, 10, 40, 20], [0.25, 0.25, 0.25, 0.25]),
    };

    public static TheoryData<string> InversionKinds => [.. ByInversion.Keys];

    [Theory]
    [MemberData(nameof(InversionKinds))]
    public void Sample_KindsByInversion_GrowsWithTheBits(string kind)
    {
        var sampler = Sampler.Compile(ByInversion[kind]);
        Gen.Select(Gen.ULong, Gen.ULong).Sample((a, b) => sampler.Sample(Math.Min(a, b)) <= sampler.Sample(Math.Max(a, b)), iter: 20_000);
        Assert.True(kind == "constant" || sampler.Sample(0) < sampler.Sample(ulong.MaxValue));
    }

    [Theory]
    [MemberData(nameof(InversionKinds))]
    public void Sample_OfTheHighestAndLowestBits_IsInRange(string kind)
    {
        var sampler = Sampler.Compile(ByInversion[kind]);
        Assert.InRange(sampler.Sample(0), 0, Sampler.MaxSample);
        Assert.InRange(sampler.Sample(ulong.MaxValue), 0, Sampler.MaxSample);
    }

    [Fact]
    public void Sample_ValuesBeyondTheRange_Saturate()
    {
        Assert.Equal(Sampler.MaxSample, Sampler.Compile(new Distribution.Pareto(1, 0.01)).Sample(ulong.MaxValue));
        Assert.Equal(Sampler.MaxSample, Sampler.Compile(new Distribution.LogNormal(1000, 1)).Sample(0));
        Assert.Equal(Sampler.MaxSample, Sampler.Compile(new Distribution.Weibull(0.001, 1)).Sample(ulong.MaxValue));
        Assert.Equal(long.MaxValue / 4, Sampler.MaxSample);
    }

    [Theory]
    [InlineData(0.4, 0)]
    [InlineData(0.6, 1)]
    [InlineData(12.5, 12)]
    [InlineData(13.5, 14)]
    [InlineData(4503599627370497, 4503599627370497)] // 2^52 + 1: adding one half first would miss it
    public void Sample_Fractions_RoundToTheNearestInteger(double value, long expected) =>
        Assert.Equal(expected, Sampler.Compile(new Distribution.Constant(value)).Sample(1));

    public static TheoryData<Distribution> Zeros =>
    [
        Distribution.Zero, new Distribution.Uniform(0, 0), new Distribution.Exponential(0), new Distribution.Normal(0, 0),
        new Distribution.Gamma(2, 0), new Distribution.Weibull(2, 0), new Distribution.Weibull(0.001, 0),
        new Distribution.HyperExponential([0.5, 0.5], [0, 0]), Distribution.EmpiricalOf(0, 0),
    ];

    [Theory]
    [MemberData(nameof(Zeros), DisableDiscoveryEnumeration = true)]
    public void IsZero_DistributionsWithNothingButZero_IsTrue(Distribution distribution)
    {
        var sampler = Sampler.Compile(distribution);
        Assert.True(sampler.IsZero && sampler.IsConstant);
        Assert.Equal((0, 0.0), (sampler.Sample(ulong.MaxValue), sampler.Mean));
    }

    [Fact]
    public void IsConstant_DistributionsWithOneValue_IsTrueAndIsZeroFalse()
    {
        foreach (var distribution in new[]
        {
            new Distribution.Constant(7), new Distribution.Uniform(7, 7), new Distribution.Normal(7, 0),
            new Distribution.LogNormal(Math.Log(7), 0), Distribution.GammaByMeanCv(7, 0), Distribution.EmpiricalOf(7),
        })
        {
            var sampler = Sampler.Compile(distribution);
            Assert.True(sampler.IsConstant && !sampler.IsZero);
            Assert.Equal(7, sampler.Sample(123));
        }
    }

    [Fact]
    public void IsConstant_DistributionsThatVary_IsFalse()
    {
        foreach (var theory in TheoreticalCase.All.Values) Assert.False(Sampler.Compile(theory.Distribution).IsConstant);
    }

    [Fact]
    public void Mean_ParetoOfShapeOne_IsInfinite() =>
        Assert.Equal(double.PositiveInfinity, Sampler.Compile(new Distribution.Pareto(5, 1)).Mean);

    [Fact]
    public void Default_WithoutCompiling_IsZero() => Assert.True(default(Sampler).IsZero);

    [Fact]
    public void Compile_ImpossibleDistribution_IsRefusedWithTheReason()
    {
        var error = Assert.Throws<ArgumentException>(() => Sampler.Compile(new Distribution.Uniform(2, 1)));
        Assert.StartsWith("min is over max", error.Message, StringComparison.Ordinal);
    }
}

namespace SmtpSim.Kernel.Tests;

public class DistributionValidationTests
{
    public static TheoryData<Distribution, string> Impossible => new()
    {
        { new Distribution.Constant(-1), "the value is negative" },
        { new Distribution.Constant(double.NaN), "the value is not a finite number" },
        { new Distribution.Constant(1e300), "the value is over 2305843009213693951" },
        { new Distribution.Uniform(-1, 1), "min is negative" },
        { new Distribution.Uniform(1, double.PositiveInfinity), "max is not a finite number" },
        { new Distribution.Uniform(2, 1), "min is over max" },
        { new Distribution.Exponential(-5), "the mean is negative" },
        { new Distribution.Normal(-1, 1), "the mean is negative" },
        { new Distribution.Normal(1, -1), "the standard deviation is negative" },
        { new Distribution.LogNormal(double.NaN, 1), "mu is not a finite number" },
        { new Distribution.LogNormal(1, -1), "sigma is negative" },
        { new Distribution.Gamma(0, 1), "the shape is not over zero" },
        { new Distribution.Gamma(1, -1), "the scale is negative" },
        { new Distribution.Weibull(-2, 1), "the shape is not over zero" },
        { new Distribution.Weibull(1, double.NaN), "the scale is not a finite number" },
        { new Distribution.Pareto(0, 1), "min is not over zero" },
        { new Distribution.Pareto(1, 0), "the shape is not over zero" },
        { new Distribution.HyperExponential([], []), "there is no mean" },
        { new Distribution.HyperExponential([1], [1, 2]), "there are 1 weights for 2 means" },
        { new Distribution.HyperExponential([0.5, 0.6], [1, 2]), "the weights sum to 1.1, not to 1" },
        { new Distribution.HyperExponential([1.5, -0.5], [1, 2]), "weight 2 is negative" },
        { new Distribution.HyperExponential([0.5, 0.5], [1, -2]), "mean 2 is negative" },
        { new Distribution.Empirical([], []), "there is no value" },
        { new Distribution.Empirical([1, 2], [0.5, double.NaN]), "weight 2 is not a finite number" },
        { new Distribution.Empirical([1, 2], [0.5, 0.500000002]), "the weights sum to 1.000000002, not to 1" },
    };

    [Theory]
    [MemberData(nameof(Impossible), DisableDiscoveryEnumeration = true)]
    public void Validate_ImpossibleDistribution_SaysWhy(Distribution distribution, string reason) =>
        Assert.Equal(reason, distribution.Validate());

    public static TheoryData<Distribution> Possible =>
    [
        Distribution.Zero, new Distribution.Uniform(1, 1), new Distribution.Exponential(0), new Distribution.Normal(0, 0),
        new Distribution.LogNormal(-3, 0), new Distribution.Gamma(0.1, 1), new Distribution.Weibull(0.1, 0),
        new Distribution.Pareto(1, 0.5), // its mean is infinite, but one can draw from it
        new Distribution.HyperExponential([1, 0], [1, 2]), new Distribution.Empirical([1, 2], [0.5, 0.5000000005]),
    ];

    [Theory]
    [MemberData(nameof(Possible), DisableDiscoveryEnumeration = true)]
    public void Validate_PossibleDistribution_IsSilent(Distribution distribution) => Assert.Null(distribution.Validate());
}

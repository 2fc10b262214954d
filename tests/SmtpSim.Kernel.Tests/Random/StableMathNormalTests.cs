using CsCheck;

namespace SmtpSim.Kernel.Tests;

public class StableMathNormalTests
{
    [Theory]
    [InlineData(0.25, -0.6744897501960817432)] // the first three: Wichura 1988, page 483
    [InlineData(0.001, -3.090232306167813542)]
    [InlineData(1e-20, -9.262340089798407580)]
    [InlineData(0.075, -1.4395314709384559349)] // the seam of two approximations
    [InlineData(0.925, 1.4395314709384562291)]
    [InlineData(0.99, 2.3263478740408407676)]
    [InlineData(1.1102230246251565404e-16, -8.2095361516013868556)] // 2^-53, the smallest uniform number
    public void InverseNormal_KnownProbabilities_IsRightToFifteenDigits(double probability, double expected) =>
        Assert.InRange(Math.Abs(StableMath.InverseNormal(probability) / expected - 1), 0, 1e-15);

    [Fact]
    public void InverseNormal_AnyUniformNumber_IsUndoneByTheDistributionFunction() =>
        // An error of e in x changes the probability p by density(x) · e, that is relatively by about |x| e in the tail.
        Gen.Double[1e-300, 0.5].Sample(p => Math.Abs(StableMath.NormalCdf(StableMath.InverseNormal(p)) / p - 1) < 1e-12, iter: 20_000);

    [Fact]
    public void InverseNormal_ComplementaryUniformNumbers_AreExactOpposites() =>
        Gen.ULong.Sample(bits => StableMath.InverseNormal(Uniform.ToUnit(bits)) == -StableMath.InverseNormal(Uniform.ToUnit(~bits)));

    [Fact]
    public void InverseNormal_AtAndBeyondTheEnds_IsInfiniteOrNaN()
    {
        Assert.Equal(double.NegativeInfinity, StableMath.InverseNormal(0));
        Assert.Equal(double.PositiveInfinity, StableMath.InverseNormal(1));
        Assert.True(double.IsNaN(StableMath.InverseNormal(-0.1)));
        Assert.True(double.IsNaN(StableMath.InverseNormal(1.1)));
        Assert.True(double.IsNaN(StableMath.InverseNormal(double.NaN)));
    }

    [Theory]
    [InlineData(-30, 4.9067139271481870595e-198)]
    [InlineData(-12.5, 3.7325642988777133772e-36)]
    [InlineData(-5, 2.8665157187919391167e-7)]
    [InlineData(-3.0, 0.0013498980316300945267)]
    [InlineData(-2.999, 0.0013543365337271061616)]
    [InlineData(-1, 0.15865525393145705141)]
    [InlineData(-0.1, 0.46017216272297101633)]
    [InlineData(0, 0.5)]
    [InlineData(0.5, 0.69146246127401310364)]
    [InlineData(2, 0.9772498680518207928)]
    [InlineData(6, 0.99999999901341235496)]
    public void NormalCdf_KnownArguments_IsRightToTwelveDigits(double x, double expected) =>
        Assert.InRange(Math.Abs(StableMath.NormalCdf(x) / expected - 1), 0, 1e-12);
}

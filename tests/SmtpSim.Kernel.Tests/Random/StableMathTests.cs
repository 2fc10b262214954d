using CsCheck;

namespace SmtpSim.Kernel.Tests;

public class StableMathTests
{
    [Fact]
    public void Log_AnyPositiveNumber_IsWithinTwoUlpOfTheLibrary() =>
        Gen.ULong[1, 0x7FEF_FFFF_FFFF_FFFF].Select(BitConverter.UInt64BitsToDouble)
            .Sample(x => UlpsApart(StableMath.Log(x), Math.Log(x)) <= 2, iter: 300_000);

    [Fact]
    public void Log_AroundOne_IsWithinTwoUlpOfTheLibrary() =>
        Gen.Double[0.5, 2].Sample(x => UlpsApart(StableMath.Log(x), Math.Log(x)) <= 2, iter: 300_000);

    [Fact]
    public void Log_SpecialNumbers_FollowTheUsualRules()
    {
        Assert.Equal(0.0, StableMath.Log(1));
        Assert.Equal(double.NegativeInfinity, StableMath.Log(0));
        Assert.Equal(double.PositiveInfinity, StableMath.Log(double.PositiveInfinity));
        Assert.True(double.IsNaN(StableMath.Log(-1)));
        Assert.True(double.IsNaN(StableMath.Log(double.NegativeInfinity)));
        Assert.True(double.IsNaN(StableMath.Log(double.NaN)));
        Assert.InRange(UlpsApart(StableMath.Log(double.Epsilon), -744.44007192138126), 0, 1);
    }

    [Fact]
    public void Exp_AnyFiniteResult_IsWithinTwoUlpOfTheLibrary() =>
        Gen.Double[-745.1, 709.78].Sample(x => UlpsApart(StableMath.Exp(x), Math.Exp(x)) <= 2, iter: 300_000);

    [Fact]
    public void Exp_AroundZero_IsWithinTwoUlpOfTheLibrary() =>
        Gen.Double[-1, 1].Sample(x => UlpsApart(StableMath.Exp(x), Math.Exp(x)) <= 2, iter: 300_000);

    [Fact]
    public void Exp_SpecialNumbers_FollowTheUsualRules()
    {
        Assert.Equal(1.0, StableMath.Exp(0));
        Assert.Equal(0.0, StableMath.Exp(double.NegativeInfinity));
        Assert.Equal(0.0, StableMath.Exp(-746));
        Assert.Equal(double.PositiveInfinity, StableMath.Exp(710));
        Assert.Equal(double.PositiveInfinity, StableMath.Exp(double.PositiveInfinity));
        Assert.True(double.IsNaN(StableMath.Exp(double.NaN)));
    }

    [Fact]
    public void Pow_AnyArguments_HasTheDocumentedError() =>
        Gen.Select(Gen.Double[1e-6, 1e6], Gen.Double[-20, 20])
            .Sample((x, y) => RelativeError(StableMath.Pow(x, y), Math.Pow(x, y)) <= (1 + Math.Abs(y * Math.Log(x))) * Math.ScaleB(1, -52), iter: 100_000);

    [Fact]
    public void Pow_SpecialArguments_FollowTheUsualRules()
    {
        Assert.Equal(0.0, StableMath.Pow(0, 2.5));
        Assert.Equal(1.0, StableMath.Pow(0, 0));
        Assert.True(double.IsNaN(StableMath.Pow(-1, 2)));
    }

    [Theory]
    [InlineData(0.01, 99.432585119150601632)]
    [InlineData(0.3, 2.9915689876875907446)]
    [InlineData(0.5, 1.7724538509055160273)]
    [InlineData(1, 1)]
    [InlineData(1.5, 0.88622692545275801365)]
    [InlineData(2.5, 1.3293403881791370205)]
    [InlineData(5, 24)]
    [InlineData(21, 2432902008176640000)]
    [InlineData(100.5, 9.3209631040827166083e+156)]
    [InlineData(170, 4.2690680090047052749e+304)]
    public void Gamma_KnownArguments_IsRightToThirteenDigits(double x, double expected) =>
        Assert.InRange(RelativeError(StableMath.Gamma(x), expected), 0, x > 100 ? 1e-12 : 1e-13);

    [Fact]
    public void Functions_FixedArguments_GiveTheSameBitsForEver()
    {
        Assert.Equal(0xc0026bb1bbb55515ul, BitConverter.DoubleToUInt64Bits(StableMath.Log(0.1)));
        Assert.Equal(0x3eb2d4ded4836777ul, BitConverter.DoubleToUInt64Bits(StableMath.Exp(-13.7)));
        Assert.Equal(0x4073ee2f96312c0dul, BitConverter.DoubleToUInt64Bits(StableMath.Pow(7.3, 2.9)));
        Assert.Equal(0xbfe0c7e39582c5faul, BitConverter.DoubleToUInt64Bits(StableMath.InverseNormal(0.3)));
        Assert.Equal(0xc008b8cbb7204470ul, BitConverter.DoubleToUInt64Bits(StableMath.InverseNormal(0.001)));
        Assert.Equal(0x3fb11a46d89647ecul, BitConverter.DoubleToUInt64Bits(StableMath.NormalCdf(-1.5)));
        Assert.Equal(0x4010aebf5759a462ul, BitConverter.DoubleToUInt64Bits(StableMath.Gamma(3.7)));
    }

    private static long UlpsApart(double a, double b) => Math.Abs(BitConverter.DoubleToInt64Bits(a) - BitConverter.DoubleToInt64Bits(b));

    private static double RelativeError(double actual, double expected) => Math.Abs(actual / expected - 1);
}

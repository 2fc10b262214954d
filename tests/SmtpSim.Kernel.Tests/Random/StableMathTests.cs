using CsCheck;

namespace SmtpSim.Kernel.Tests;

public class StableMathTests
{
    [Fact]
    public void Log_AnyPositiveNumber_IsWithinTwoUlpOfTheLibrary() =>
        Gen.ULong[1, 0x7FEF_FFFF_FFFF_FFFF].Select(BitConverter.UInt64BitsToDouble)
            .Sample(x => UlpDistance(StableMath.Log(x), Math.Log(x)) <= 2, iter: 200_000);

    [Fact]
    public void Log_AroundOne_IsWithinTwoUlpOfTheLibrary() =>
        Gen.Double[0.5, 2].Sample(x => UlpDistance(StableMath.Log(x), Math.Log(x)) <= 2, iter: 200_000);

    [Fact]
    public void Exp_AnyFiniteResult_IsWithinTwoUlpOfTheLibrary() =>
        Gen.Double[-745.1, 709.78].Sample(x => UlpDistance(StableMath.Exp(x), Math.Exp(x)) <= 2, iter: 200_000);

    private static long UlpDistance(double a, double b) => Math.Abs(BitConverter.DoubleToInt64Bits(a) - BitConverter.DoubleToInt64Bits(b));
}

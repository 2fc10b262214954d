using CsCheck;

namespace SmtpSim.Kernel.Tests;

public class UniformTests
{
    [Fact]
    public void ToUnit_Extremes_StayInsideTheOpenInterval()
    {
        Assert.Equal(Math.ScaleB(1, -53), Uniform.ToUnit(0));
        Assert.Equal(1 - Math.ScaleB(1, -53), Uniform.ToUnit(ulong.MaxValue));
    }

    [Fact]
    public void ToUnit_Complement_IsExactlyOneLess() =>
        Gen.ULong.Sample(bits => 1 - Uniform.ToUnit(bits) == Uniform.ToUnit(~bits));

    [Fact]
    public void ToUnit_AnyBits_IsTheirFractionOf2To64WithinHalfAStep() =>
        Gen.ULong.Sample(bits => Int128.Abs((Int128)(Uniform.ToUnit(bits) * Math.ScaleB(1, 64)) - bits) <= 1 << 11);

    [Fact]
    public void Below_Extremes_ReachBothEnds()
    {
        foreach (var n in new uint[] { 1, 2, 3, 1000, uint.MaxValue })
        {
            Assert.Equal(0u, Uniform.Below(0, n));
            Assert.Equal(n - 1, Uniform.Below(ulong.MaxValue, n));
        }
    }

    [Fact]
    public void Below_AnyBits_IsTheFloorOfTheirShareOfN() =>
        Gen.Select(Gen.ULong, Gen.UInt[1, uint.MaxValue]).Sample((bits, n) => Uniform.Below(bits, n) == (uint)((UInt128)bits * n >> 64));
}

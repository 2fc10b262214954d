using CsCheck;

namespace SmtpSim.Kernel.Tests;

public class SplitSumTests
{
    [Fact]
    public void Total_AnyValuesInAnyGrouping_IsTheirExactSumOfTheSameParts() =>
        Gen.Select(Gen.Long.Array, Gen.Long.Array).Sample((a, b) =>
        {
            var (lowA, highA) = SumOf(a);
            var (lowB, highB) = SumOf(b);
            var (low, high) = SumOf([.. b, .. a]);
            Assert.Equal((low, high), (lowA + lowB, highA + highB));
            Assert.Equal(a.Concat(b).Aggregate((Int128)0, (sum, value) => sum + value), SplitSum.Total(low, high));
        });

    [Fact]
    public void Total_BeyondALong_DoesNotOverflow()
    {
        var (low, high) = SumOf([.. Enumerable.Repeat(long.MaxValue, 1000)]);
        Assert.Equal((Int128)long.MaxValue * 1000, SplitSum.Total(low, high));
    }

    private static (long Low, long High) SumOf(long[] values)
    {
        long low = 0, high = 0;
        foreach (var value in values) SplitSum.Add(ref low, ref high, value);
        return (low, high);
    }
}

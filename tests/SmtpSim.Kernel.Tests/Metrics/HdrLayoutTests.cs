using CsCheck;

namespace SmtpSim.Kernel.Tests;

public class HdrLayoutTests
{
    private static readonly Gen<long> Values = Gen.Select(Gen.Int[0, 46], Gen.Long).Select((octave, bits) => bits & ((2L << octave) - 1));

    [Fact]
    public void Buckets_TakenTogether_CoverAllValuesWithoutGapOrOverlap()
    {
        Assert.Equal(0, HdrLayout.LowerBound(0));
        for (var i = 1; i < HdrLayout.BucketCount; i++) Assert.Equal(HdrLayout.UpperBound(i - 1) + 1, HdrLayout.LowerBound(i));
        Assert.Equal(HdrLayout.MaxValue, HdrLayout.UpperBound(HdrLayout.BucketCount - 1));
        Assert.Equal((1L << 47) - 1, HdrLayout.MaxValue);
    }

    [Fact]
    public void IndexOf_BoundsOfEachBucket_IsThatBucket()
    {
        for (var i = 0; i < HdrLayout.BucketCount; i++)
        {
            Assert.Equal(i, HdrLayout.IndexOf(HdrLayout.LowerBound(i)));
            Assert.Equal(i, HdrLayout.IndexOf(HdrLayout.Midpoint(i)));
            Assert.Equal(i, HdrLayout.IndexOf(HdrLayout.UpperBound(i)));
        }
    }

    [Fact]
    public void Midpoint_AnyValueOfTheBucket_IsWithinOneIn256() =>
        Values.Sample(value => Math.Abs(HdrLayout.Midpoint(HdrLayout.IndexOf(value)) - value) * 256 <= value, iter: 100_000);

    [Fact]
    public void Buckets_OfAnOctave_Are128() =>
        Assert.Equal(128, HdrLayout.IndexOf(1 << 21) - HdrLayout.IndexOf(1 << 20));

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(long.MinValue, 0)]
    [InlineData(1L << 47, HdrLayout.BucketCount - 1)]
    [InlineData(long.MaxValue, HdrLayout.BucketCount - 1)]
    public void IndexOf_ValuesOutOfRange_IsTheNearestBucket(long value, int bucket) => Assert.Equal(bucket, HdrLayout.IndexOf(value));

    [Theory]
    [InlineData(-1)]
    [InlineData(HdrLayout.BucketCount)]
    public void Bounds_NoSuchBucket_IsRefused(int index)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => HdrLayout.LowerBound(index));
        Assert.Throws<ArgumentOutOfRangeException>(() => HdrLayout.UpperBound(index));
        Assert.Throws<ArgumentOutOfRangeException>(() => HdrLayout.Midpoint(index));
    }
}

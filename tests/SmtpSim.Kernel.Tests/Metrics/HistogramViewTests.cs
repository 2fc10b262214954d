using CsCheck;

namespace SmtpSim.Kernel.Tests;

public class HistogramViewTests
{
    [Fact]
    public void Quantile_AnyValues_IsWithinOneIn256OfTheValueOfThatRank() =>
        Gen.Select(Gen.Long[0, 1L << 40].Array[1, 300], Gen.Int[0, 1000]).Sample((values, perMille) =>
        {
            var view = new HistogramView(CountsOf(values));
            var rank = Math.Max(1, (perMille * values.Length + 999) / 1000);
            var exact = values.Order().ElementAt(rank - 1);
            return Math.Abs(view.Quantile(perMille / 1000.0) - exact) * 256 <= exact;
        }, iter: 2000);

    [Fact]
    public void Quantile_EveryPercentOfAHundredValues_IsTheValueOfThatRank()
    {
        // 0.07 · 100 is 7.000000000000001: without care the rank would be 8.
        var view = new HistogramView(CountsOf([.. Enumerable.Range(1, 100).Select(value => (long)value)]));
        for (var percent = 1; percent <= 100; percent++) Assert.Equal(percent, view.Quantile(percent / 100.0));
        Assert.Equal(1, view.Quantile(0));
    }

    [Fact]
    public void Histograms_AddedElementByElement_AreTheHistogramOfAllValues() =>
        Gen.Select(Gen.Long[0, HdrLayout.MaxValue].Array, Gen.Long[0, HdrLayout.MaxValue].Array).Sample((a, b) =>
        {
            var sum = CountsOf(a).Zip(CountsOf(b), (x, y) => x + y);
            Assert.Equal(CountsOf([.. a, .. b]), sum);
        }, iter: 100);

    [Fact]
    public void Buckets_SomeValues_AreThoseOfTheSmallestAndTheLargest()
    {
        var view = new HistogramView(CountsOf([5000, 17, 123456]));
        Assert.Equal(3, view.Count);
        Assert.Equal(HdrLayout.IndexOf(17), view.MinBucket);
        Assert.Equal(HdrLayout.IndexOf(123456), view.MaxBucket);
    }

    [Fact]
    public void View_NoValues_IsEmpty()
    {
        var view = new HistogramView(new long[HdrLayout.BucketCount]);
        Assert.Equal((0, -1, -1, 0), (view.Count, view.MinBucket, view.MaxBucket, view.Quantile(0.5)));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Quantile_OutOfRange_IsRefused(double q) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new HistogramView(new long[HdrLayout.BucketCount]).Quantile(q));

    [Fact]
    public void View_WrongLength_IsRefused() => Assert.Throws<ArgumentException>(() => new HistogramView(new long[5]).Count);

    private static long[] CountsOf(long[] values)
    {
        var counts = new long[HdrLayout.BucketCount];
        foreach (var value in values) counts[HdrLayout.IndexOf(value)]++;
        return counts;
    }
}

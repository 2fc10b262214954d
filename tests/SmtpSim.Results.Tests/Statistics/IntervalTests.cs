using CsCheck;

namespace SmtpSim.Results.Tests;

public sealed class IntervalTests
{
    [Fact]
    public void Mean_OfFewerThanTwo_HasNoInterval()
    {
        Assert.Equal((0, true, double.PositiveInfinity), Shape(MeanInterval.Of([])));
        Assert.Equal((1, false, double.PositiveInfinity), Shape(MeanInterval.Of([7])));
        static (int, bool, double) Shape(MeanInterval mean) => (mean.Count, double.IsNaN(mean.Mean), mean.HalfWidth);
    }

    [Fact]
    public void Mean_OfEqualObservations_HasAnIntervalOfNoWidth()
    {
        var mean = MeanInterval.Of([0, 0, 0]);
        Assert.Equal((0.0, 0.0, 0.0), (mean.Mean, mean.HalfWidth, mean.RelativeHalfWidth));
        // Ten times 1.1 is, added up, a little less than 11.
        mean = MeanInterval.Of([.. Enumerable.Repeat(1.1, 10)]);
        Assert.Equal((1.1, 0.0, 0.0), (mean.Mean, mean.StandardDeviation, mean.HalfWidth));
    }

    [Fact]
    public void Mean_OfFourNumbers_HasTheIntervalOfTheTextbook()
    {
        // s = 2, t(3, 0.975) = 3.18245, so 5 ± 3.18245.
        var mean = MeanInterval.Of([3, 3, 7, 7]);
        Assert.Equal(5, mean.Mean);
        Assert.Equal(3.18244630528 * Math.Sqrt(16.0 / 3) / 2, mean.HalfWidth, 1e-9);
    }

    [Fact]
    public void Mean_MovedAndScaled_MovesAndScalesItsInterval() =>
        Gen.Double[-1e3, 1e3].Array[2, 30].Sample(values =>
        {
            var (plain, other) = (MeanInterval.Of(values), MeanInterval.Of([.. values.Select(value => 10 - 2 * value)]));
            Assert.Equal(10 - 2 * plain.Mean, other.Mean, 1e-8);
            Assert.Equal(2 * plain.HalfWidth, other.HalfWidth, 1e-8);
        });

    [Fact]
    public void Quantile_OfTooFewObservations_IsOpenToTheSideThatLacksThem()
    {
        var quantile = QuantileInterval.Of([5, 1, 4, 2, 3, 6, 7, 8, 9, 10], 0.95);
        Assert.Equal((10.0, double.PositiveInfinity), (quantile.Value, quantile.High));
        Assert.True(double.IsFinite(quantile.Low));
    }

    [Fact]
    public void Quantile_OfARoundRank_IsThatOrderStatistic() =>
        Assert.Equal(950, QuantileInterval.Of([.. Enumerable.Range(1, 1000).Select(i => (double)i)], 0.95).Value);

    [Fact]
    public void Ranks_AreTheNarrowestThatCoverEnough() =>
        Gen.Select(Gen.Int[1, 400], Gen.Double[0.01, 0.99]).Sample((count, probability) =>
        {
            var (lower, upper, coverage) = QuantileInterval.RanksOf(count, probability);
            Assert.InRange(coverage, 0.95 - 1e-12, 1);
            Assert.True(lower < upper && lower >= 0 && upper <= count + 1);
        });

    [Fact]
    public void Difference_UnderCommonRandomNumbers_IsClearWhereTheMeansAloneAreNot()
    {
        double[] a = [10, 20, 30, 40, 50];
        double[] b = [11, 21.1, 30.9, 41, 51];
        var difference = PairedDifference.Of(a, b);
        Assert.True(difference.IsClear);
        Assert.Equal(1, difference.Difference.Mean, 1e-9);
        Assert.True(difference.Correlation > 0.99);
        Assert.True(MeanInterval.Of(a).High > MeanInterval.Of(b).Low);
    }

    [Fact]
    public void Difference_OfUnequalNumbers_IsRefused() => Assert.Throws<ArgumentException>(() => PairedDifference.Of([1, 2], [1]));

    [Fact]
    public void Confidence_ForEachOfFive_IsNinetyNinePercent() => Assert.Equal(0.99, Confidence.ForEachOf(5), 1e-12);

    [Fact]
    public void WarmUp_OfASeriesThatOnlyRises_IsNotSettled() =>
        Assert.False(WarmUp.Of([.. Enumerable.Range(0, 100).Select(i => (double)i)]).IsSettled);
}

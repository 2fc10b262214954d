using System.Globalization;
using System.Text.Json.Nodes;

namespace SmtpSim.Results.Tests;

/// <summary>The statistics against values that an independent program reckoned: <c>reference.json</c>.</summary>
public sealed class ReferenceTests
{
    private static readonly JsonNode Reference =
        JsonNode.Parse(File.ReadAllText(Path.Combine(Golden.Root, "tests/SmtpSim.Results.Tests/Statistics/reference.json")))!;

    private static readonly double[] Series = MakeSeries();

    [Fact]
    public void Quantiles_OfStudentsT_AreThoseOfTheReference()
    {
        foreach (var (key, value) in Reference["t_quantiles"]!.AsObject())
        {
            var (probability, freedom) = (Number(key, "p="), (int)Number(key, "df="));
            Assert.Equal(double.Parse((string)value!, CultureInfo.InvariantCulture), StudentT.Quantile(probability, freedom), 1e-10);
        }
    }

    [Fact]
    public void Series_OfTheReference_IsMadeAsItsRuleSays()
    {
        Assert.Equal(Reference["series"]!["first5"]!.AsArray().Select(value => (double)value!), Series.Take(5));
        Assert.Equal((double)Reference["series"]!["sum"]!, Series.Sum());
    }

    [Theory]
    [InlineData("mser5", 5)]
    [InlineData("mser1", 1)]
    public void WarmUp_OfTheSeries_IsThatOfTheReference(string name, int batch)
    {
        var expected = Reference["series"]![name]!;
        var warmUp = WarmUp.Of(Series, batch);
        Assert.Equal((int)expected["batches"]!, warmUp.Batches);
        Assert.Equal((int)expected["d_batches"]!, warmUp.TruncatedBatches);
        Assert.Equal((int)expected["d_obs"]!, warmUp.Truncated);
        Assert.Equal((double)expected["stat"]!, warmUp.Statistic, 1e-9);
        Assert.Equal((double)expected["mean"]!, warmUp.Mean, 1e-9);
        Assert.True(warmUp.IsSettled);
    }

    [Fact]
    public void BatchMeans_OfTheSteadyPart_AreThoseOfTheReference()
    {
        var expected = Reference["batch_means"]!;
        var batches = BatchMeans.Of(Series.AsSpan(60), (int)expected["batches"]!);
        Assert.Equal((int)expected["size"]!, batches.Size);
        Assert.Equal((double)expected["mean"]!, batches.Interval.Mean, 1e-9);
        Assert.Equal((double)expected["s2"]!, batches.VarianceOfMeans, 1e-8);
        Assert.Equal((double)expected["hw95"]!, batches.Interval.HalfWidth, 1e-9);
    }

    [Fact]
    public void OverlappingVariance_OfTheSteadyPart_IsThatOfTheReference() => Assert.Equal(
        (double)Reference["obm"]!["var_of_mean"]!,
        BatchMeans.OverlappingVarianceOfMean(Series.AsSpan(60), (int)Reference["obm"]!["b"]!),
        1e-9);

    [Fact]
    public void Ranks_OfAQuantilesInterval_AreThoseOfTheReference()
    {
        foreach (var (key, value) in Reference["quantile_ci"]!.AsObject())
        {
            var (lower, upper, coverage) = QuantileInterval.RanksOf((int)Number(key, "n="), Number(key, "p="));
            Assert.Equal(((int)value!["l"]!, (int)value["u"]!), (lower, upper));
            Assert.Equal(double.Parse((string)value["coverage"]!, CultureInfo.InvariantCulture), coverage, 1e-8);
        }
    }

    private static double[] MakeSeries()
    {
        var series = new double[200];
        var x = 12345L;
        for (var i = 0; i < series.Length; i++)
        {
            x = (1103515245 * x + 12345) % (1L << 31);
            series[i] = (x >> 16) % 1000 + 1000 * Math.Max(0, 60 - i) / 60;
        }

        return series;
    }

    private static double Number(string key, string name) =>
        double.Parse(key.Split(',').Single(part => part.StartsWith(name, StringComparison.Ordinal))[name.Length..], CultureInfo.InvariantCulture);
}

namespace SmtpSim.Kernel.Tests;

/// <summary>A million samples of each distribution, from a fixed stream, against exact theory.</summary>
public class SamplerTheoryTests
{
    public static TheoryData<string> Cases => TheoreticalCase.Names;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Samples_MeanAndVariance_AreWithinFourStandardErrors(string name)
    {
        var theory = TheoreticalCase.All[name];
        var samples = theory.Samples;
        var mean = samples.Average();
        Assert.InRange((mean - theory.Mean) / Math.Sqrt(theory.Variance / samples.Length), -4, 4);

        var squares = samples.Average(x => Math.Pow(x - theory.Mean, 2));
        var fourths = samples.Average(x => Math.Pow(x - theory.Mean, 4));
        Assert.InRange((squares - theory.Variance) / Math.Sqrt((fourths - squares * squares) / samples.Length), -4, 4);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Samples_TheirDistribution_PassesKolmogorovAndSmirnov(string name)
    {
        var theory = TheoreticalCase.All[name];
        var samples = theory.Samples;
        var n = samples.Length;
        var distance = 0.0;
        for (var i = 0; i < n; i++)
        {
            var expected = theory.Cdf(samples[i]);
            distance = Math.Max(distance, Math.Max(expected - (double)i / n, (i + 1.0) / n - expected));
        }
        Assert.InRange(distance * Math.Sqrt(n), 0.3, 1.95); // 1.95 is exceeded with probability 0.001, and 0.3 is missed about never
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Samples_Quantiles_AreWithinFourStandardErrors(string name)
    {
        var theory = TheoreticalCase.All[name];
        var samples = theory.Samples;
        foreach (var q in new[] { 0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999 })
        {
            var reached = theory.Cdf(samples[(int)(q * samples.Length)]);
            Assert.InRange((reached - q) / Math.Sqrt(q * (1 - q) / samples.Length), -4, 4);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Mean_OfEveryKind_IsTheExactOne(string name)
    {
        var theory = TheoreticalCase.All[name];
        Assert.Equal(1, Sampler.Compile(theory.Distribution).Mean / theory.Mean, 1e-13);
    }

    [Fact]
    public void Empirical_Samples_ComeInProportionToTheirWeights()
    {
        var sampler = Sampler.Compile(new Distribution.Empirical([7, 3, 100, 5], [0.2, 0.5, 0, 0.3]));
        var counts = new Dictionary<long, int>();
        var key = RandomKey.Root(1, 0);
        const int n = TheoreticalCase.Draws;
        for (var i = 0; i < n; i++)
        {
            var value = sampler.Sample(key.Draw((ulong)i));
            counts[value] = counts.GetValueOrDefault(value) + 1;
        }
        Assert.Equal([3, 5, 7], counts.Keys.Order());
        foreach (var (value, weight) in new[] { (3, 0.5), (5, 0.3), (7, 0.2) })
            Assert.InRange((counts[value] - n * weight) / Math.Sqrt(n * weight * (1 - weight)), -4, 4);
        Assert.Equal(4.4, sampler.Mean, 1e-12);
    }

    [Fact]
    public void Normal_WithMuchOfItUnderZero_CountsThatAsZero()
    {
        var theory = new TheoreticalCase(new Distribution.Normal(1e9, 2e9), 0, 0, _ => 0);
        var samples = theory.Samples;
        const double zeros = 0.30853753872598690; // cdf(-1/2)
        var standardError = Math.Sqrt(zeros * (1 - zeros) / samples.Length);
        Assert.InRange((samples.Count(x => x == 0) / (double)samples.Length - zeros) / standardError, -4, 4);

        var mean = Sampler.Compile(theory.Distribution).Mean;
        Assert.Equal(1.3955931148026122, mean / 1e9, 1e-12); // cdf(1/2) + 2 density(1/2)
        Assert.InRange((samples.Average() - mean) / 1e9 * Math.Sqrt(samples.Length), -6, 6); // the deviation is under 1.5e9
    }
}

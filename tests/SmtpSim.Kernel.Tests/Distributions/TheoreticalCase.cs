namespace SmtpSim.Kernel.Tests;

/// <summary>A distribution with what theory says of it. Scales are large, so that rounding samples to integers does not show.</summary>
internal sealed record TheoreticalCase(Distribution Distribution, double Mean, double Variance, Func<double, double> Cdf)
{
    public const int Draws = 1_000_000;

    private const double Scale = 1e9;

    public static readonly IReadOnlyDictionary<string, TheoreticalCase> All = new Dictionary<string, TheoreticalCase>
    {
        ["uniform"] = new(new Distribution.Uniform(2 * Scale, 5 * Scale), 3.5 * Scale, 0.75 * Scale * Scale, x => (x / Scale - 2) / 3),
        ["exponential"] = new(new Distribution.Exponential(Scale), Scale, Scale * Scale, x => 1 - Math.Exp(-x / Scale)),
        ["normal"] = new(new Distribution.Normal(10 * Scale, Scale), 10 * Scale, Scale * Scale, x => StableMath.NormalCdf(x / Scale - 10)),
        ["lognormal"] = LogNormal(Math.Log(Scale), 0.5),
        ["gamma of shape 0.5"] = Gamma(0.5, x => 2 * StableMath.NormalCdf(Math.Sqrt(2 * x)) - 1),
        ["gamma of shape 1"] = Gamma(1, x => 1 - Math.Exp(-x)),
        ["gamma of shape 3"] = Gamma(3, x => 1 - Math.Exp(-x) * (1 + x + x * x / 2)),
        ["weibull of shape 0.7"] = Weibull(0.7, 1.2658235060572824, 5.0291447021403046),
        ["weibull of shape 2"] = Weibull(2, 0.88622692545275801, 1),
        ["pareto"] = new(new Distribution.Pareto(Scale, 6), 1.2 * Scale, 0.06 * Scale * Scale, x => 1 - Math.Pow(x / Scale, -6)),
        ["hyperexponential"] = new(
            new Distribution.HyperExponential([0.25, 0.75], [3 * Scale, Scale]),
            1.5 * Scale,
            (2 * (0.25 * 9 + 0.75) - 2.25) * Scale * Scale,
            x => 1 - 0.25 * Math.Exp(-x / (3 * Scale)) - 0.75 * Math.Exp(-x / Scale)),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    private readonly Lazy<long[]> _samples = new(() => Draw(Distribution));

    /// <summary>The samples that a fixed stream gives, in ascending order.</summary>
    public long[] Samples => _samples.Value;

    private static long[] Draw(Distribution distribution)
    {
        var sampler = Sampler.Compile(distribution);
        var key = RandomKey.Root(1, 0);
        var samples = new long[Draws];
        for (var i = 0; i < Draws; i++) samples[i] = sampler.Sample(key.Draw((ulong)i));
        Array.Sort(samples);
        return samples;
    }

    private static TheoreticalCase LogNormal(double mu, double sigma)
    {
        var mean = Math.Exp(mu + sigma * sigma / 2);
        return new(new Distribution.LogNormal(mu, sigma), mean, mean * mean * (Math.Exp(sigma * sigma) - 1),
            x => StableMath.NormalCdf((Math.Log(x) - mu) / sigma));
    }

    private static TheoreticalCase Gamma(double shape, Func<double, double> cdfOfScaleOne) =>
        new(new Distribution.Gamma(shape, Scale), shape * Scale, shape * Scale * Scale, x => cdfOfScaleOne(x / Scale));

    // The first two moments at scale 1: the gamma function at 1 + 1/shape and at 1 + 2/shape.
    private static TheoreticalCase Weibull(double shape, double first, double second) =>
        new(new Distribution.Weibull(shape, Scale), first * Scale, (second - first * first) * Scale * Scale,
            x => 1 - Math.Exp(-Math.Pow(x / Scale, shape)));
}

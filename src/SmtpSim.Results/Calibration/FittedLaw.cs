using System.Globalization;
using MathNet.Numerics;
using SmtpSim.Kernel;

namespace SmtpSim.Results;

/// <summary>A law of durations fitted to observations, and how well it fits.</summary>
/// <param name="Law">exponential, lognormal or gamma.</param>
/// <param name="Distribution">With its parameters; in ticks.</param>
/// <param name="LogLikelihood">Of the observations.</param>
/// <param name="Distance">Kolmogorov and Smirnov's: the largest difference between the shares observed and expected below any value.</param>
/// <param name="PValue">How often as large a distance comes by chance of samples drawn from the law itself and fitted anew.</param>
/// <param name="Count">Observations.</param>
/// <param name="Mean">Their mean, in ticks.</param>
internal sealed record FittedLaw(string Law, Distribution Distribution, double LogLikelihood, double Distance, double PValue, int Count, double Mean)
{
    /// <summary>The parameters in words, times in seconds.</summary>
    public string Words => Distribution switch
    {
        Distribution.Exponential law => string.Create(CultureInfo.InvariantCulture, $"mean {law.Mean / TimeSpan.TicksPerSecond:0.######} s"),
        Distribution.LogNormal law => string.Create(CultureInfo.InvariantCulture, $"median {Math.Exp(law.Mu) / TimeSpan.TicksPerSecond:0.######} s, sigma {law.Sigma:0.####}"),
        Distribution.Gamma law => string.Create(CultureInfo.InvariantCulture, $"shape {law.Shape:0.####}, scale {law.Scale / TimeSpan.TicksPerSecond:0.######} s"),
        _ => "",
    };
}

/// <summary>Maximum likelihood among laws, and the test of Kolmogorov and Smirnov with fitted parameters.</summary>
internal static class LawFit
{
    private const int Replicates = 99;
    private const int MostTested = 1000;

    /// <summary>A law with its parameters, as the fit works with it.</summary>
    private sealed record Candidate(string Name, int Parameters, Func<double[], Distribution> Fit, Func<Distribution, double, double> LogDensity, Func<Distribution, double, double> Below);

    private static readonly Candidate[] Candidates =
    [
        new("exponential", 1, values => new Distribution.Exponential(values.Average()),
            (law, x) => -Math.Log(((Distribution.Exponential)law).Mean) - x / ((Distribution.Exponential)law).Mean,
            (law, x) => 1 - Math.Exp(-x / ((Distribution.Exponential)law).Mean)),
        new("lognormal", 2, LogNormal, LogNormalDensity, LogNormalBelow),
        new("gamma", 2, Gamma, GammaDensity, GammaBelow),
    ];

    /// <summary>Fits every law to positive values; the likeliest first, where a parameter more must be worth half the logarithm of their number (Schwarz).</summary>
    public static IReadOnlyList<FittedLaw> All(IReadOnlyList<double> values)
    {
        double[] sample = [.. values.Select(value => Math.Max(value, 1))];
        return
        [
            .. Candidates.Select(candidate => (Law: candidate, Fit: candidate.Fit(sample)))
                .Select(pair => (pair.Law, pair.Fit, Likelihood: sample.Sum(value => pair.Law.LogDensity(pair.Fit, value))))
                .OrderByDescending(one => one.Likelihood - one.Law.Parameters * Math.Log(sample.Length) / 2)
                .Select(one => Judge(one.Law, one.Fit, one.Likelihood, sample)),
        ];
    }

    /// <summary>The exponential law alone.</summary>
    public static FittedLaw Exponential(IReadOnlyList<double> values)
    {
        double[] sample = [.. values.Select(value => Math.Max(value, 1))];
        var fit = Candidates[0].Fit(sample);
        return Judge(Candidates[0], fit, sample.Sum(value => Candidates[0].LogDensity(fit, value)), sample);
    }

    /// <summary>The tables of Kolmogorov and Smirnov hold for laws known beforehand; for fitted ones the distance is smaller, so it is compared with that of samples fitted alike.</summary>
    private static FittedLaw Judge(Candidate law, Distribution fit, double likelihood, double[] sample)
    {
        var distance = Distance(law, fit, sample);
        var tested = Thinned(sample);
        var observed = tested.Length == sample.Length ? distance : Distance(law, law.Fit(tested), tested);
        var sampler = Sampler.Compile(fit);
        var key = RandomKey.Root(1, 0);
        var larger = 0;
        for (var replicate = 0; replicate < Replicates; replicate++)
        {
            var draws = key.Derive((ulong)replicate);
            double[] drawn = [.. Enumerable.Range(0, tested.Length).Select(i => Math.Max(1.0, sampler.Sample(draws.Draw((ulong)i))))];
            if (Distance(law, law.Fit(drawn), drawn) >= observed)
                larger++;
        }

        return new FittedLaw(law.Name, fit, likelihood, distance, (larger + 1.0) / (Replicates + 1), sample.Length, sample.Average());
    }

    private static double[] Thinned(double[] sample)
    {
        if (sample.Length <= MostTested)
            return sample;
        return [.. Enumerable.Range(0, MostTested).Select(i => sample[(long)i * sample.Length / MostTested])];
    }

    private static double Distance(Candidate law, Distribution fit, double[] sample)
    {
        var sorted = (double[])sample.Clone();
        Array.Sort(sorted);
        var distance = 0.0;
        for (var i = 0; i < sorted.Length; i++)
        {
            var below = law.Below(fit, sorted[i]);
            distance = Math.Max(distance, Math.Max(below - (double)i / sorted.Length, (i + 1.0) / sorted.Length - below));
        }

        return distance;
    }

    private static Distribution.LogNormal LogNormal(double[] values)
    {
        var mu = values.Average(Math.Log);
        return new Distribution.LogNormal(mu, Math.Max(1e-6, Math.Sqrt(values.Average(value => (Math.Log(value) - mu) * (Math.Log(value) - mu)))));
    }

    private static double LogNormalDensity(Distribution law, double x)
    {
        var (mu, sigma) = (((Distribution.LogNormal)law).Mu, ((Distribution.LogNormal)law).Sigma);
        var z = (Math.Log(x) - mu) / sigma;
        return -Math.Log(x * sigma) - Constants.LogSqrt2Pi - z * z / 2;
    }

    private static double LogNormalBelow(Distribution law, double x)
        => 0.5 * SpecialFunctions.Erfc((((Distribution.LogNormal)law).Mu - Math.Log(x)) / (((Distribution.LogNormal)law).Sigma * Constants.Sqrt2));

    /// <summary>Newton's method for the shape, from the start of Minka (Estimating a Gamma distribution, 2002), which is within 1.5 % already.</summary>
    private static Distribution.Gamma Gamma(double[] values)
    {
        var mean = values.Average();
        var s = Math.Log(mean) - values.Average(Math.Log);
        if (s <= 1e-9)
            return new Distribution.Gamma(1e6, mean / 1e6);
        var shape = (3 - s + Math.Sqrt((s - 3) * (s - 3) + 24 * s)) / (12 * s);
        for (var i = 0; i < 20; i++)
        {
            var slope = (SpecialFunctions.DiGamma(shape * (1 + 1e-5)) - SpecialFunctions.DiGamma(shape)) / (shape * 1e-5);
            var next = 1 / (1 / shape + (-s + Math.Log(shape) - SpecialFunctions.DiGamma(shape)) / (shape * shape * (1 / shape - slope)));
            if (!(next > 0) || Math.Abs(next - shape) < 1e-9 * shape)
                break;
            shape = next;
        }

        return new Distribution.Gamma(shape, mean / shape);
    }

    private static double GammaDensity(Distribution law, double x)
    {
        var (shape, scale) = (((Distribution.Gamma)law).Shape, ((Distribution.Gamma)law).Scale);
        return (shape - 1) * Math.Log(x) - x / scale - shape * Math.Log(scale) - SpecialFunctions.GammaLn(shape);
    }

    private static double GammaBelow(Distribution law, double x)
        => SpecialFunctions.GammaLowerRegularized(((Distribution.Gamma)law).Shape, x / ((Distribution.Gamma)law).Scale);
}

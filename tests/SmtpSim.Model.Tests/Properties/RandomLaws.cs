using CsCheck;
using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Distributions of work, latency, size and recipients, of every kind.</summary>
internal static class RandomLaws
{
    private const double Millisecond = SimDuration.TicksPerMillisecond;

    /// <summary>None most of the time; else milliseconds, or seconds now and then.</summary>
    public static Gen<Distribution> WorkTime { get; } = Gen.Frequency(
        (6, Gen.Const(Distribution.Zero)),
        (3, Durations(5 * Millisecond)),
        (1, Durations(2000 * Millisecond)));

    public static Gen<Distribution> Jitter { get; } = Gen.Frequency((2, Gen.Const(Distribution.Zero)), (3, Durations(5 * Millisecond)));

    public static Gen<Distribution> Size { get; } = Gen.OneOf(
        Gen.Double[0, 10_000].Select(bytes => (Distribution)new Distribution.Constant(bytes)),
        Gen.Const(Distribution.LogNormalByMedian(4000, 1e6))); // with a wider tail one message now and then takes longer than any run on the slowest link

    public static Gen<Distribution> Recipients { get; } = Gen.OneOf<Distribution>(
        new Distribution.Constant(1),
        new Distribution.Uniform(1, 6),
        Distribution.EmpiricalOf(1, 2, 63, 64));

    private static Gen<Distribution> Durations(double mean) => Gen.OneOf(
        new Distribution.Constant(mean),
        new Distribution.Uniform(0, 2 * mean),
        new Distribution.Exponential(mean),
        new Distribution.Normal(mean, mean / 2),
        Distribution.LogNormalByMeanCv(mean, 2),
        Distribution.GammaByMeanCv(mean, 0.5),
        new Distribution.Weibull(0.7, mean),
        new Distribution.Pareto(mean / 3, 1.5),
        Distribution.HyperExponentialByMeanCv2(mean, 5),
        Distribution.EmpiricalOf(0, 0, 3 * mean));
}

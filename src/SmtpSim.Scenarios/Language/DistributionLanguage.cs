using SmtpSim.Kernel;

namespace SmtpSim.Scenarios;

/// <summary>Distributions of a quantity: a plain value is always that; else one of the kinds.</summary>
internal static class DistributionLanguage
{
    public static Shape<Distribution> OfDurations { get; } = Of(Durations.Ticks, "durationDistribution", "20ms", "120ms");

    public static Shape<Distribution> OfSizes { get; } = Of(Quantity.Bytes, "sizeDistribution", "4kB", "1MB");

    public static Shape<Distribution> OfCounts { get; } = Of(Quantity.Number, "countDistribution", "2", "9");

    private static ChoiceShape<Distribution> Of(ScalarShape<double> quantity, string part, string small, string large) => new(
        "a distribution",
    [
        new Kind<Distribution, double>("constant", small, quantity, () => 0,
            (double value, out Distribution made) => Checked(new Distribution.Constant(value), out made),
            (Distribution d, out double value) => (value = (d as Distribution.Constant)?.Value ?? 0) is var _ && d is Distribution.Constant,
            "Always the same value; a plain value means the same."),
        Of(
            "uniform", $"{{ uniform: {{ min: {small}, max: {large} }} }}", DistributionBodies.MinMax(quantity),
            d => d as Distribution.Uniform,
            "All values from min up to max are equally likely."),
        new Kind<Distribution, double>("exponential", $"{{ exponential: {small} }}", quantity, () => 0,
            (double mean, out Distribution made) => Checked(new Distribution.Exponential(mean), out made),
            (Distribution d, out double mean) => (mean = (d as Distribution.Exponential)?.Mean ?? 0) is var _ && d is Distribution.Exponential,
            "Exponential, with this mean."),
        Of("normal", $"{{ normal: {{ mean: {large}, sd: {small} }} }}", DistributionBodies.MeanSd(quantity), d => d as Distribution.Normal,
            "Normal, by mean and standard deviation; values under zero count as zero."),
        DistributionBodies.LogNormal(quantity, $"{{ lognormal: {{ median: {small}, p99: {large} }} }}"),
        DistributionBodies.Gamma(quantity, $"{{ gamma: {{ mean: {small}, cv: 0.5 }} }}"),
        Of(
            "weibull", $"{{ weibull: {{ shape: 0.7, scale: {small} }} }}", DistributionBodies.ShapeScale(quantity),
            d => d as Distribution.Weibull,
            "Weibull, by shape and scale."),
        Of("pareto", $"{{ pareto: {{ min: {small}, shape: 1.5 }} }}", DistributionBodies.MinShape(quantity), d => d as Distribution.Pareto,
            "Pareto (type I): a heavy tail from min on; the smaller the shape, the heavier. Up to shape 1 the mean is infinite."),
        DistributionBodies.HyperExponential(quantity, $"{{ hyperexponential: {{ mean: {small}, cv2: 4 }} }}"),
        DistributionBodies.Empirical(quantity, $"{{ empirical: [{small}, {large}] }}"),
    ])
    {
        ScalarKind = "constant",
        Part = part,
    };

    /// <summary>A kind whose body is the distribution's own record.</summary>
    private static Kind<Distribution, TRecord> Of<TRecord>(
        string name, string example, (Shape<TRecord> Shape, Func<TRecord> Blank) body, Func<Distribution, TRecord?> cast,
        string description)
        where TRecord : Distribution =>
        new(name, example, body.Shape, body.Blank,
            (TRecord read, out Distribution made) => Checked(read, out made),
            (Distribution d, out TRecord read) => (read = cast(d)!) is not null,
            description);

    /// <summary>The kernel knows which distributions are possible.</summary>
    public static Complaint? Checked(Distribution distribution, out Distribution made)
    {
        made = distribution;
        return distribution.Validate() is { } reason ? new Complaint(reason) : null;
    }
}

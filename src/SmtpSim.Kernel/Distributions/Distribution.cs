using System.Text.Json.Serialization;

namespace SmtpSim.Kernel;

/// <summary>
/// A distribution of a non-negative quantity, as a scenario states it. All parameters that are quantities are in the base unit of the
/// place it stands in: ticks of 100 ns for durations, bytes for sizes, plain numbers for counts.
/// Compile it to a <see cref="Sampler"/> to draw from it.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Constant), "constant")]
[JsonDerivedType(typeof(Uniform), "uniform")]
[JsonDerivedType(typeof(Exponential), "exponential")]
[JsonDerivedType(typeof(Normal), "normal")]
[JsonDerivedType(typeof(LogNormal), "lognormal")]
[JsonDerivedType(typeof(Gamma), "gamma")]
[JsonDerivedType(typeof(Weibull), "weibull")]
[JsonDerivedType(typeof(Pareto), "pareto")]
[JsonDerivedType(typeof(HyperExponential), "hyperexponential")]
[JsonDerivedType(typeof(Empirical), "empirical")]
public abstract partial record Distribution
{
    private Distribution()
    {
    }

    public static Distribution Zero { get; } = new Constant(0);

    /// <summary>Always <paramref name="Value"/>.</summary>
    public sealed record Constant(double Value) : Distribution;

    /// <summary>Continuous on [<paramref name="Min"/>, <paramref name="Max"/>).</summary>
    public sealed record Uniform(double Min, double Max) : Distribution;

    /// <summary>Exponential with mean <paramref name="Mean"/>.</summary>
    public sealed record Exponential(double Mean) : Distribution;

    /// <summary>Normal, truncated below at zero (values under zero count as zero).</summary>
    public sealed record Normal(double Mean, double StandardDeviation) : Distribution;

    /// <summary>exp(Normal(<paramref name="Mu"/>, <paramref name="Sigma"/>)): Mu is the logarithm of the median in base units.</summary>
    public sealed record LogNormal(double Mu, double Sigma) : Distribution;

    /// <summary>Gamma with the given shape and scale; mean = shape · scale.</summary>
    public sealed record Gamma(double Shape, double Scale) : Distribution;

    /// <summary>Weibull with the given shape and scale.</summary>
    public sealed record Weibull(double Shape, double Scale) : Distribution;

    /// <summary>Pareto (type I) from <paramref name="Min"/> with tail index <paramref name="Shape"/>.</summary>
    public sealed record Pareto(double Min, double Shape) : Distribution;

    /// <summary>With probability Weights[i] (they sum to one) exponential with mean Means[i].</summary>
    public sealed record HyperExponential(IReadOnlyList<double> Weights, IReadOnlyList<double> Means) : Distribution;

    /// <summary>One of the values, with its weight (weights sum to one).</summary>
    public sealed record Empirical(IReadOnlyList<double> Values, IReadOnlyList<double> Weights) : Distribution;
}

namespace SmtpSim.Kernel;

public abstract partial record Distribution
{
    /// <summary>Null when one can draw from this distribution, else why it is impossible.</summary>
    public string? Validate() => this switch
    {
        Constant d => Quantity("the value", d.Value),
        Uniform d => Quantity("min", d.Min) ?? Quantity("max", d.Max) ?? (d.Min > d.Max ? "min is over max" : null),
        Exponential d => Quantity("the mean", d.Mean),
        Normal d => Quantity("the mean", d.Mean) ?? Quantity("the standard deviation", d.StandardDeviation),
        LogNormal d => Finite("mu", d.Mu) ?? Quantity("sigma", d.Sigma),
        Gamma d => Positive("the shape", d.Shape) ?? Quantity("the scale", d.Scale),
        Weibull d => Positive("the shape", d.Shape) ?? Quantity("the scale", d.Scale),
        Pareto d => Positive("min", d.Min) ?? Positive("the shape", d.Shape), // a shape up to 1 has an infinite mean, and samples all the same
        HyperExponential d => Weighted(d.Weights, d.Means, "mean"),
        Empirical d => Weighted(d.Weights, d.Values, "value"),
        _ => throw new InvalidOperationException($"No rule for {GetType().Name}."),
    };

    private static string? Finite(string name, double value) => double.IsFinite(value) ? null : $"{name} is not a finite number";

    private static string? Quantity(string name, double value) =>
        Finite(name, value) ?? (value < 0 ? $"{name} is negative" : value > Sampler.MaxSample ? $"{name} is over {Sampler.MaxSample}" : null);

    private static string? Positive(string name, double value) => Finite(name, value) ?? (value > 0 ? null : $"{name} is not over zero");

    private static string? Weighted(IReadOnlyList<double> weights, IReadOnlyList<double> values, string noun)
    {
        if (values.Count == 0) return $"there is no {noun}";
        if (weights.Count != values.Count) return $"there are {weights.Count} weights for {values.Count} {noun}s";
        var sum = 0.0;
        for (var i = 0; i < weights.Count; i++)
        {
            if ((Quantity($"weight {i + 1}", weights[i]) ?? Quantity($"{noun} {i + 1}", values[i])) is { } reason) return reason;
            sum += weights[i];
        }
        return Math.Abs(sum - 1) <= 1e-9 ? null : $"the weights sum to {sum:0.##########}, not to 1";
    }
}

using SmtpSim.Kernel;

namespace SmtpSim.Scenarios;

/// <summary>What stands under the name of a distribution.</summary>
internal static class DistributionBodies
{
    private static readonly ScalarShape<double> Number = Quantity.Number;

    public static (Shape<Distribution.Uniform> Shape, Func<Distribution.Uniform> Blank) MinMax(ScalarShape<double> quantity) => Body(
        "{ min, max }", () => new Distribution.Uniform(0, 0),
        Required("min", quantity, (Distribution.Uniform d) => d.Min, (d, v) => d with { Min = v }, "Smallest value."),
        Required("max", quantity, (Distribution.Uniform d) => d.Max, (d, v) => d with { Max = v }, "Largest value."));

    public static (Shape<Distribution.Normal> Shape, Func<Distribution.Normal> Blank) MeanSd(ScalarShape<double> quantity) => Body(
        "{ mean, sd }", () => new Distribution.Normal(0, 0),
        Required("mean", quantity, (Distribution.Normal d) => d.Mean, (d, v) => d with { Mean = v }, "Mean."),
        Required(
            "sd", quantity, (Distribution.Normal d) => d.StandardDeviation, (d, v) => d with { StandardDeviation = v },
            "Standard deviation."));

    public static (Shape<Distribution.Weibull> Shape, Func<Distribution.Weibull> Blank) ShapeScale(ScalarShape<double> quantity) => Body(
        "{ shape, scale }", () => new Distribution.Weibull(1, 0),
        Required(
            "shape", Number, (Distribution.Weibull d) => d.Shape, (d, v) => d with { Shape = v },
            "Shape: under 1 a heavy tail, 1 is exponential."),
        Required("scale", quantity, (Distribution.Weibull d) => d.Scale, (d, v) => d with { Scale = v }, "Scale."));

    public static (Shape<Distribution.Pareto> Shape, Func<Distribution.Pareto> Blank) MinShape(ScalarShape<double> quantity) => Body(
        "{ min, shape }", () => new Distribution.Pareto(0, 2),
        Required("min", quantity, (Distribution.Pareto d) => d.Min, (d, v) => d with { Min = v }, "Smallest value."),
        Required("shape", Number, (Distribution.Pareto d) => d.Shape, (d, v) => d with { Shape = v }, "Tail index."));

    public static Kind<Distribution, LogNormalDraft> LogNormal(ScalarShape<double> quantity, string example) => new(
        "lognormal", example,
        new RecordShape<LogNormalDraft>("{ median, p99 } or { mean, cv }", () => new LogNormalDraft(),
        [
            Given("median", quantity, (LogNormalDraft d) => d.Median, (d, v) => d with { Median = v }, "Median."),
            Given("p99", quantity, (LogNormalDraft d) => d.P99, (d, v) => d with { P99 = v }, "99th percentile."),
            Given("mean", quantity, (LogNormalDraft d) => d.Mean, (d, v) => d with { Mean = v }, "Mean."),
            Given(
                "cv", Number, (LogNormalDraft d) => d.Cv, (d, v) => d with { Cv = v },
                "Coefficient of variation: standard deviation / mean."),
            Given(
                "mu", Quantity.Real, (LogNormalDraft d) => d.Mu, (d, v) => d with { Mu = v },
                "Logarithm of the median in base units (ticks of 100 ns, bytes)."),
            Given("sigma", Number, (LogNormalDraft d) => d.Sigma, (d, v) => d with { Sigma = v }, "Standard deviation of the logarithm."),
        ])
        { Forms = [["median", "p99"], ["mean", "cv"], ["mu", "sigma"]] },
        () => new LogNormalDraft(), LogNormalDraft.Make, LogNormalDraft.Take,
        "Lognormal, by median and 99th percentile, or by mean and coefficient of variation.");

    public static Kind<Distribution, GammaDraft> Gamma(ScalarShape<double> quantity, string example) => new(
        "gamma", example,
        new RecordShape<GammaDraft>("{ mean, cv } or { shape, scale }", () => new GammaDraft(),
        [
            Given("mean", quantity, (GammaDraft d) => d.Mean, (d, v) => d with { Mean = v }, "Mean."),
            Given(
                "cv", Number, (GammaDraft d) => d.Cv, (d, v) => d with { Cv = v }, "Coefficient of variation: standard deviation / mean."),
            Given("shape", Number, (GammaDraft d) => d.Shape, (d, v) => d with { Shape = v }, "Shape."),
            Given("scale", quantity, (GammaDraft d) => d.Scale, (d, v) => d with { Scale = v }, "Scale: mean = shape · scale."),
        ])
        { Forms = [["mean", "cv"], ["shape", "scale"]] },
        () => new GammaDraft(), GammaDraft.Make, GammaDraft.Take,
        "Gamma, by mean and coefficient of variation, or by shape and scale.");

    public static Kind<Distribution, MixtureDraft> HyperExponential(ScalarShape<double> quantity, string example) => new(
        "hyperexponential", example,
        new RecordShape<MixtureDraft>("{ mean, cv2 } or { weights, means }", () => new MixtureDraft(),
        [
            Given("mean", quantity, (MixtureDraft d) => d.Mean, (d, v) => d with { Mean = v }, "Mean."),
            Given(
                "cv2", Number, (MixtureDraft d) => d.Cv2, (d, v) => d with { Cv2 = v },
                "Squared coefficient of variation, over 1; two branches with balanced means."),
            Numbers(
                "weights", Number, (MixtureDraft d) => d.Weights, (d, v) => d with { Weights = v },
                "Probability of each branch; they sum to 1."),
            Numbers("means", quantity, (MixtureDraft d) => d.Values, (d, v) => d with { Values = v }, "Mean of each branch."),
        ])
        { Forms = [["mean", "cv2"], ["weights", "means"]] },
        () => new MixtureDraft(), MixtureDraft.MakeHyperExponential, MixtureDraft.TakeHyperExponential,
        "A mixture of exponentials: more variable than one exponential.");

    public static Kind<Distribution, MixtureDraft> Empirical(ScalarShape<double> quantity, string example) => new(
        "empirical", example,
        new RecordShape<MixtureDraft>("a list of values, or { values, weights }", () => new MixtureDraft(),
        [
            Numbers("values", quantity, (MixtureDraft d) => d.Values, (d, v) => d with { Values = v }, "The values."),
            Numbers(
                "weights", Number, (MixtureDraft d) => d.Weights, (d, v) => d with { Weights = v },
                "How often each comes, in proportion to the others; alike when left out."),
        ])
        { Forms = [["values"], ["values", "weights"]], ShortFor = "values" },
        () => new MixtureDraft(), MixtureDraft.MakeEmpirical, MixtureDraft.TakeEmpirical,
        "One of these values.");

    private static (Shape<T> Shape, Func<T> Blank) Body<T>(string expected, Func<T> blank, params Key<T>[] keys) =>
        (new RecordShape<T>(expected, blank, keys), blank);

    private static Key<T, double> Required<T>(
        string name, ScalarShape<double> shape, Func<T, double> get, Func<T, double, T> set, string description) =>
        new(name, shape, get, set, description) { RequiredAs = name + ":" };

    /// <summary>A key of one of several forms; absent it is not a number.</summary>
    private static Key<T, double> Given<T>(
        string name, ScalarShape<double> shape, Func<T, double> get, Func<T, double, T> set, string description) =>
        new(name, shape, get, set, description) { WrittenIf = draft => !double.IsNaN(get(draft)) };

    private static Key<T, IReadOnlyList<double>> Numbers<T>(
        string name, ScalarShape<double> shape, Func<T, IReadOnlyList<double>> get, Func<T, IReadOnlyList<double>, T> set, string description) =>
        new(
            name, new ListShape<double>("a list such as [" + shape.Format(1) + "]", shape, () => 0) { NotEmpty = true }, get, set,
            description)
        {
            WrittenIf = draft => get(draft).Count > 0,
        };
}

using System.Globalization;
using SmtpSim.Kernel;

namespace SmtpSim.Scenarios;

/// <summary>The three ways to state a lognormal distribution; what is not given is not a number.</summary>
internal sealed record LogNormalDraft(
    double Median = double.NaN, double P99 = double.NaN, double Mean = double.NaN, double Cv = double.NaN, double Mu = double.NaN, double Sigma = double.NaN)
{
    public static Complaint? Make(LogNormalDraft draft, out Distribution made)
    {
        made = Distribution.Zero;
        if (!double.IsNaN(draft.Median))
        {
            if (!(draft.Median > 0)) return new Complaint("the median must be more than zero");
            if (!(draft.P99 > draft.Median)) return new Complaint("p99 must be more than the median");
            made = Distribution.LogNormalByMedian(draft.Median, draft.P99);
        }
        else if (!double.IsNaN(draft.Mean))
        {
            if (!(draft.Mean > 0)) return new Complaint("the mean must be more than zero");
            made = Distribution.LogNormalByMeanCv(draft.Mean, draft.Cv);
        }
        else made = new Distribution.LogNormal(draft.Mu, draft.Sigma);
        return DistributionLanguage.Checked(made, out made);
    }

    /// <summary>As median and p99 where that reads back exactly, else as mu and sigma.</summary>
    public static bool Take(Distribution distribution, out LogNormalDraft draft)
    {
        draft = new LogNormalDraft();
        if (distribution is not Distribution.LogNormal d) return false;
        draft = new LogNormalDraft(Mu: d.Mu, Sigma: d.Sigma);
        var median = Shortest(Math.Exp(d.Mu), candidate => StableMath.Log(candidate) == d.Mu);
        if (double.IsNaN(median) || !(d.Sigma > 0)) return true;
        var p99 = Shortest(
            median * Math.Exp(NormalQuantile99 * d.Sigma),
            candidate => candidate > median && Distribution.LogNormalByMedian(median, candidate) is Distribution.LogNormal same && same == d);
        if (!double.IsNaN(p99)) draft = new LogNormalDraft(Median: median, P99: p99);
        return true;
    }

    private const double NormalQuantile99 = 2.3263478740408411;

    // The decimal number with the fewest digits near the value that fits.
    private static double Shortest(double value, Func<double, bool> fits)
    {
        for (var digits = 1; digits <= 17 && double.IsFinite(value) && value > 0; digits++)
        {
            var candidate = double.Parse(value.ToString("E" + (digits - 1), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (candidate > 0 && double.IsFinite(candidate) && fits(candidate)) return candidate;
        }
        return double.NaN;
    }
}

/// <summary>The two ways to state a gamma distribution.</summary>
internal sealed record GammaDraft(double Mean = double.NaN, double Cv = double.NaN, double Shape = double.NaN, double Scale = double.NaN)
{
    public static Complaint? Make(GammaDraft draft, out Distribution made)
    {
        made = Distribution.Zero;
        if (!double.IsNaN(draft.Mean) && !(draft.Mean > 0)) return new Complaint("the mean must be more than zero");
        made = double.IsNaN(draft.Mean)
            ? new Distribution.Gamma(draft.Shape, draft.Scale)
            : Distribution.GammaByMeanCv(draft.Mean, draft.Cv);
        return DistributionLanguage.Checked(made, out made);
    }

    public static bool Take(Distribution distribution, out GammaDraft draft)
    {
        var d = distribution as Distribution.Gamma;
        draft = d is null ? new GammaDraft() : new GammaDraft(Shape: d.Shape, Scale: d.Scale);
        return d is not null;
    }
}

/// <summary>The ways to state a hyperexponential or an empirical distribution.</summary>
internal sealed record MixtureDraft(double Mean = double.NaN, double Cv2 = double.NaN)
{
    public IReadOnlyList<double> Values { get; init; } = [];

    public IReadOnlyList<double> Weights { get; init; } = [];

    public static Complaint? MakeHyperExponential(MixtureDraft draft, out Distribution made)
    {
        made = new Distribution.HyperExponential(draft.Weights, draft.Values);
        if (double.IsNaN(draft.Mean)) return DistributionLanguage.Checked(made, out made);
        if (!(draft.Mean > 0)) return new Complaint("the mean must be more than zero");
        if (!(draft.Cv2 > 1)) return new Complaint("cv2 must be more than 1", "at 1 it is 'exponential'");
        return DistributionLanguage.Checked(Distribution.HyperExponentialByMeanCv2(draft.Mean, draft.Cv2), out made);
    }

    public static bool TakeHyperExponential(Distribution distribution, out MixtureDraft draft)
    {
        var d = distribution as Distribution.HyperExponential;
        draft = d is null ? new MixtureDraft() : new MixtureDraft { Values = d.Means, Weights = d.Weights };
        return d is not null;
    }

    /// <summary>The weights are proportions: those that do not sum to one are divided by their sum.</summary>
    public static Complaint? MakeEmpirical(MixtureDraft draft, out Distribution made)
    {
        made = Distribution.EmpiricalOf(draft.Values);
        if (draft.Weights.Count == 0) return DistributionLanguage.Checked(made, out made);
        var sum = draft.Weights.Sum();
        if (!(sum > 0)) return new Complaint("the weights sum to zero");
        var weights = Math.Abs(sum - 1) <= 1e-9 ? draft.Weights : [.. draft.Weights.Select(weight => weight / sum)];
        return DistributionLanguage.Checked(new Distribution.Empirical(draft.Values, weights), out made);
    }

    public static bool TakeEmpirical(Distribution distribution, out MixtureDraft draft)
    {
        draft = new MixtureDraft();
        if (distribution is not Distribution.Empirical d) return false;
        var alike = d.Weights.All(weight => weight == 1.0 / d.Values.Count);
        draft = new MixtureDraft { Values = d.Values, Weights = alike ? [] : d.Weights };
        return true;
    }
}

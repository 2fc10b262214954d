namespace SmtpSim.Kernel;

public abstract partial record Distribution
{
    private const double NormalQuantile99 = 2.3263478740408411;

    /// <summary>The lognormal distribution with the given median and 99th percentile.</summary>
    /// <exception cref="ArgumentException">Unless 0 &lt; median &lt; p99, both finite.</exception>
    public static Distribution LogNormalByMedian(double median, double p99)
    {
        Require(median > 0 && double.IsFinite(median), "the median must be over zero", nameof(median));
        Require(p99 > median && double.IsFinite(p99), "the p99 must be over the median", nameof(p99));
        return new LogNormal(StableMath.Log(median), StableMath.Log(p99 / median) / NormalQuantile99);
    }

    /// <summary>The lognormal distribution with the given mean and coefficient of variation (standard deviation / mean).</summary>
    /// <exception cref="ArgumentException">Unless the mean is over zero and the cv at least zero, both finite.</exception>
    public static Distribution LogNormalByMeanCv(double mean, double cv)
    {
        RequireMeanAndCv(mean, cv);
        var variance = StableMath.Log(1 + cv * cv);
        return new LogNormal(StableMath.Log(mean) - variance / 2, Math.Sqrt(variance));
    }

    /// <summary>The gamma distribution with the given mean and coefficient of variation; a cv of zero is the constant mean.</summary>
    /// <exception cref="ArgumentException">Unless the mean is over zero and the cv at least zero, both finite.</exception>
    public static Distribution GammaByMeanCv(double mean, double cv)
    {
        RequireMeanAndCv(mean, cv);
        return cv == 0 ? new Constant(mean) : new Gamma(1 / (cv * cv), mean * cv * cv);
    }

    /// <summary>
    /// The hyperexponential distribution of two branches with balanced means (weight · mean is the same in both) that has the given mean
    /// and squared coefficient of variation.
    /// </summary>
    /// <exception cref="ArgumentException">Unless the mean is over zero and cv2 over one, both finite.</exception>
    public static Distribution HyperExponentialByMeanCv2(double mean, double cv2)
    {
        Require(mean > 0 && double.IsFinite(mean), "the mean must be over zero", nameof(mean));
        Require(cv2 > 1 && double.IsFinite(cv2), "cv2 must be over 1: at 1 it is the exponential distribution", nameof(cv2));
        var fast = (1 + Math.Sqrt((cv2 - 1) / (cv2 + 1))) / 2;
        var slow = 1 / ((cv2 + 1) * 2 * fast); // = 1 - fast, without its cancellation
        return new HyperExponential([fast, slow], [mean / (2 * fast), mean / (2 * slow)]);
    }

    /// <summary>One of the values, all alike.</summary>
    /// <exception cref="ArgumentException">When there is no value.</exception>
    public static Distribution EmpiricalOf(params IEnumerable<double> values)
    {
        double[] list = [.. values];
        Require(list.Length > 0, "at least one value is needed", nameof(values));
        var weights = new double[list.Length];
        Array.Fill(weights, 1.0 / list.Length);
        return new Empirical(list, weights);
    }

    private static void RequireMeanAndCv(double mean, double cv)
    {
        Require(mean > 0 && double.IsFinite(mean), "the mean must be over zero", nameof(mean));
        Require(cv >= 0 && double.IsFinite(cv), "the cv must not be negative", nameof(cv));
    }

    private static void Require(bool holds, string message, string parameter)
    {
        if (!holds) throw new ArgumentException(message, parameter);
    }
}

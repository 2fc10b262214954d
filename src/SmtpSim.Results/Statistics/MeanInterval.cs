namespace SmtpSim.Results;

/// <summary>
/// The mean of independent observations with Student's t-interval: mean ± t(n-1, (1 + c) / 2) · s / √n (Law, Simulation Modeling and
/// Analysis, 5th edition, section 4.5). Exact for normal observations; means of replications are near enough.
/// </summary>
/// <param name="Count">Observations.</param>
/// <param name="Mean">Their mean; NaN without one.</param>
/// <param name="StandardDeviation">Of the sample, with n - 1; NaN of fewer than two.</param>
/// <param name="HalfWidth">Half of the interval's width; infinite of fewer than two, since one observation says nothing of its spread.</param>
/// <param name="Confidence">Of the interval, between 0 and 1.</param>
public readonly record struct MeanInterval(int Count, double Mean, double StandardDeviation, double HalfWidth, double Confidence)
{
    public double Low => Mean - HalfWidth;

    public double High => Mean + HalfWidth;

    /// <summary>The half-width as a share of the mean's magnitude; 0 where all observations are 0, infinite where only the mean is.</summary>
    public double RelativeHalfWidth => HalfWidth == 0 ? 0 : HalfWidth / Math.Abs(Mean);

    public bool Contains(double value) => Low <= value && value <= High;

    /// <exception cref="ArgumentOutOfRangeException">The confidence is not between 0 and 1.</exception>
    public static MeanInterval Of(ReadOnlySpan<double> observations, double confidence = Results.Confidence.Usual)
    {
        Results.Confidence.ThrowIfNone(confidence);
        var n = observations.Length;
        if (n == 0)
            return new MeanInterval(0, double.NaN, double.NaN, double.PositiveInfinity, confidence);
        if (n == 1)
            return new MeanInterval(1, observations[0], double.NaN, double.PositiveInfinity, confidence);
        // A rounded sum over their number is often not quite what they all are.
        if (!observations.ContainsAnyExcept(observations[0]))
            return new MeanInterval(n, observations[0], 0, 0, confidence);
        var mean = MeanOf(observations);
        var deviation = Math.Sqrt(SquaresAround(mean, observations) / (n - 1));
        return new MeanInterval(n, mean, deviation, StudentT.TwoSided(confidence, n - 1) * deviation / Math.Sqrt(n), confidence);
    }

    internal static double MeanOf(ReadOnlySpan<double> observations)
    {
        var sum = 0.0;
        foreach (var value in observations)
            sum += value;
        return sum / observations.Length;
    }

    internal static double SquaresAround(double mean, ReadOnlySpan<double> observations)
    {
        var squares = 0.0;
        foreach (var value in observations)
            squares += (value - mean) * (value - mean);
        return squares;
    }
}

using MathNet.Numerics.Distributions;

namespace SmtpSim.Results;

/// <summary>
/// A quantile with an interval between two order statistics, free of any assumption on the distribution: the number of observations below
/// the quantile is binomial, so [X(l), X(u)] covers it with probability P(l ≤ B &lt; u), B ~ Bin(n, p) (David and Nagaraja, Order Statistics,
/// 3rd edition, section 7.1).
/// </summary>
/// <param name="Count">Observations.</param>
/// <param name="Value">The smallest observation that at least the share p does not exceed; NaN without an observation.</param>
/// <param name="Low">X(l); minus infinity when there are too few observations for a lower bound.</param>
/// <param name="High">X(u); infinite when there are too few for an upper bound.</param>
/// <param name="Coverage">The probability that the interval covers the quantile: at least the confidence asked for.</param>
public readonly record struct QuantileInterval(int Count, double Value, double Low, double High, double Coverage)
{
    /// <param name="observations">Independent; in any order.</param>
    /// <param name="probability">The quantile's, between 0 and 1, both excluded.</param>
    /// <param name="confidence">Wanted of the interval.</param>
    public static QuantileInterval Of(ReadOnlySpan<double> observations, double probability, double confidence = Confidence.Usual)
    {
        var n = observations.Length;
        if (n == 0)
            return new QuantileInterval(0, double.NaN, double.NegativeInfinity, double.PositiveInfinity, 1);
        var sorted = observations.ToArray();
        Array.Sort(sorted);
        var (lower, upper, coverage) = RanksOf(n, probability, confidence);
        // The bit of slack keeps 0.95 · 1000, which is a little more than 950 in binary, from being rank 951.
        var rank = Math.Clamp((int)Math.Ceiling(n * probability - 1e-9), 1, n);
        return new QuantileInterval(
            n,
            sorted[rank - 1],
            lower == 0 ? double.NegativeInfinity : sorted[lower - 1],
            upper > n ? double.PositiveInfinity : sorted[upper - 1],
            coverage);
    }

    /// <summary>
    /// Ranks of the interval's ends, 1 the smallest observation: the narrowest with at most (1 - c) / 2 outside on either side. 0 and n + 1
    /// say that no observation is far enough out.
    /// </summary>
    public static (int Lower, int Upper, double Coverage) RanksOf(int count, double probability, double confidence = Confidence.Usual)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(probability, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(probability, 1);
        Confidence.ThrowIfNone(confidence);
        var outside = (1 - confidence) / 2;
        double AtMost(int k) => k < 0 ? 0 : k >= count ? 1 : Binomial.CDF(probability, count, k);

        var lower = First(k => AtMost(k - 1) > outside, count + 1) - 1;
        var upper = First(k => AtMost(k - 1) >= 1 - outside, count + 1);
        return (lower, upper, AtMost(upper - 1) - AtMost(lower - 1));
    }

    /// <summary>The smallest k from 1 to <paramref name="most"/> that a monotonous condition holds for; <paramref name="most"/> if for none.</summary>
    private static int First(Func<int, bool> condition, int most)
    {
        var (low, high) = (1, most);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (condition(middle))
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }
}

using SmtpSim.Kernel;

namespace SmtpSim.Validation.Tests;

/// <summary>Figures of a tally in seconds; those that need the distribution take it from the histogram, whose buckets are at most 1/128 wide.</summary>
internal static class TallyFigures
{
    public static double MeanSeconds(this Tally tally) => tally.Mean / SimDuration.TicksPerSecond;

    /// <summary>Within its bucket a quantile is interpolated, so that the width of the bucket is no error worth naming.</summary>
    public static double QuantileSeconds(this Tally tally, double q)
    {
        var left = q * tally.Count;
        var buckets = tally.Buckets;
        for (var i = 0; i < buckets.Length; i++)
        {
            if (left <= buckets[i] && buckets[i] > 0)
            {
                var (low, high) = (HdrLayout.LowerBound(i), HdrLayout.UpperBound(i) + 1.0);
                return (low == 0 && high == 1 ? 0 : low + (high - low) * left / buckets[i]) / SimDuration.TicksPerSecond;
            }
            left -= buckets[i];
        }
        return double.NaN;
    }

    /// <summary>Share of the observations that are at most so long.</summary>
    public static double ShareUpTo(this Tally tally, double seconds)
    {
        var limit = seconds * SimDuration.TicksPerSecond;
        var buckets = tally.Buckets;
        double below = 0;
        for (var i = 0; i < buckets.Length; i++)
        {
            var (low, high) = (HdrLayout.LowerBound(i), HdrLayout.UpperBound(i) + 1.0);
            below += buckets[i] * Math.Clamp((limit - low) / (high - low), 0, 1);
        }
        return below / tally.Count;
    }

    /// <summary>Share of the observations that are not zero.</summary>
    public static double ShareAboveZero(this Tally tally) => 1 - tally.Buckets[0] / (double)tally.Count;

    public static double StandardDeviationSeconds(this Tally tally)
    {
        var mean = tally.Mean;
        var buckets = tally.Buckets;
        double squares = 0;
        for (var i = 0; i < buckets.Length; i++)
            if (buckets[i] > 0)
                squares += buckets[i] * Math.Pow((HdrLayout.LowerBound(i) + HdrLayout.UpperBound(i)) / 2.0 - mean, 2);
        return Math.Sqrt(squares / tally.Count) / SimDuration.TicksPerSecond;
    }

    /// <summary>The exact sum of all observations, in ticks.</summary>
    public static Int128 Sum(this Tally tally)
    {
        var sums = tally.Arrays.First().Values;
        return SplitSum.Total(sums[1], sums[2]);
    }
}

namespace SmtpSim.Results;

/// <summary>
/// The mean of one long, correlated series in its steady state: means of batches long enough are nearly independent, and their t-interval is
/// that of the mean (Law, Simulation Modeling and Analysis, 5th edition, section 9.5.3).
/// </summary>
/// <param name="Size">Observations of a batch.</param>
/// <param name="Interval">Of the batch means.</param>
/// <param name="VarianceOfMeans">Of the batch means, with one less than their number.</param>
public readonly record struct BatchMeans(int Size, MeanInterval Interval, double VarianceOfMeans)
{
    /// <summary>Fewer leave the variance uncertain, more of the same series are too short to be independent (Schmeiser, Operations Research 30, 1982).</summary>
    public const int UsualBatches = 20;

    /// <param name="series">Without its warm-up; what is left over of the last batch is left out.</param>
    /// <param name="batches">How many batches.</param>
    /// <param name="confidence">Of the interval.</param>
    /// <exception cref="ArgumentException">Fewer observations than batches.</exception>
    public static BatchMeans Of(ReadOnlySpan<double> series, int batches = UsualBatches, double confidence = Confidence.Usual)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batches, 2);
        var size = series.Length / batches;
        if (size == 0)
            throw new ArgumentException($"{batches} batches of {series.Length} observations can't be made.", nameof(series));
        var interval = MeanInterval.Of(MeansOf(series[..(size * batches)], size), confidence);
        return new BatchMeans(size, interval, interval.StandardDeviation * interval.StandardDeviation);
    }

    /// <summary>
    /// The variance of the mean of a series from all n - b + 1 overlapping batches of b, which is steadier than that of disjoint ones:
    /// n b / ((n - b + 1)(n - b)) · Σ (batch mean - mean)² / n (Meketon and Schmeiser, WSC 1984).
    /// </summary>
    public static double OverlappingVarianceOfMean(ReadOnlySpan<double> series, int size)
    {
        var n = series.Length;
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(size, n);
        var mean = MeanInterval.MeanOf(series);
        var squares = 0.0;
        for (var start = 0; start + size <= n; start++)
        {
            var distance = MeanInterval.MeanOf(series.Slice(start, size)) - mean;
            squares += distance * distance;
        }

        return squares * size / ((double)(n - size + 1) * (n - size));
    }

    internal static double[] MeansOf(ReadOnlySpan<double> series, int size)
    {
        var means = new double[series.Length / size];
        for (var i = 0; i < means.Length; i++)
            means[i] = MeanInterval.MeanOf(series.Slice(i * size, size));
        return means;
    }
}

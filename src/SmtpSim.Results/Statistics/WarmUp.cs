namespace SmtpSim.Results;

/// <summary>
/// Where the warm-up of a series ends, by MSER-m (White, "An effective truncation heuristic for bias reduction in simulation output",
/// Simulation 69, 1997; White, Cobb and Spratt, WSC 2000): of batches of m the first d are left out, d the one that makes
/// Σ (y - mean)² / (n - d)² of the rest smallest. Where that is the last half of the series, the series is too short to tell.
/// </summary>
/// <param name="Batches">Whole batches of the series.</param>
/// <param name="TruncatedBatches">Those to leave out.</param>
/// <param name="Truncated">Observations to leave out.</param>
/// <param name="Statistic">The smallest value of the statistic.</param>
/// <param name="Mean">Of the batches that stay.</param>
public readonly record struct WarmUp(int Batches, int TruncatedBatches, int Truncated, double Statistic, double Mean)
{
    /// <summary>The batch size of MSER-5.</summary>
    public const int UsualBatch = 5;

    /// <summary>False: the minimum stands at the end of what was searched, so that the series may never have left its warm-up.</summary>
    public bool IsSettled => TruncatedBatches < Batches / 2;

    /// <exception cref="ArgumentException">Fewer than two whole batches.</exception>
    public static WarmUp Of(ReadOnlySpan<double> series, int batch = UsualBatch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        var means = BatchMeans.MeansOf(series, batch);
        var n = means.Length;
        if (n < 2)
            throw new ArgumentException($"Two batches of {batch} are needed.", nameof(series));
        var best = new WarmUp(n, 0, 0, double.PositiveInfinity, double.NaN);
        for (var d = 0; d <= n / 2; d++)
        {
            var rest = means.AsSpan(d);
            var mean = MeanInterval.MeanOf(rest);
            var statistic = MeanInterval.SquaresAround(mean, rest) / ((double)rest.Length * rest.Length);
            if (statistic < best.Statistic)
                best = new WarmUp(n, d, d * batch, statistic, mean);
        }

        return best;
    }
}

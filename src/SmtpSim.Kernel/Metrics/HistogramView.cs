namespace SmtpSim.Kernel;

/// <summary>Reads a histogram of <see cref="HdrLayout.BucketCount"/> counts.</summary>
public readonly ref struct HistogramView
{
    private readonly ReadOnlySpan<long> _counts;

    public HistogramView(ReadOnlySpan<long> counts)
    {
        if (counts.Length != HdrLayout.BucketCount) throw new ArgumentException($"{HdrLayout.BucketCount} counts are needed.", nameof(counts));
        _counts = counts;
        foreach (var count in counts) Count += count;
    }

    /// <summary>How many values were counted.</summary>
    public long Count { get; }

    /// <summary>The lowest bucket that holds a value, or -1.</summary>
    public int MinBucket => _counts.IndexOfAnyExcept(0);

    /// <summary>The highest bucket that holds a value, or -1.</summary>
    public int MaxBucket => _counts.LastIndexOfAnyExcept(0);

    /// <summary>
    /// The value of rank ⌈q · n⌉ (at least 1) in ascending order, as the midpoint of its bucket: within 1/256 of the true one.
    /// 0 when there are no values.
    /// </summary>
    /// <param name="q">In [0, 1].</param>
    public long Quantile(double q)
    {
        if (!(q >= 0 && q <= 1)) throw new ArgumentOutOfRangeException(nameof(q), q, "A quantile in [0, 1] is needed.");
        if (Count == 0) return 0;
        var index = -1;
        for (var left = RankOf(q); left > 0;) left -= _counts[++index];
        return HdrLayout.Midpoint(index);
    }

    // 0.07 · 100 is a little over 7 in binary: the product is first taken down by some units of its last place.
    private long RankOf(double q) => Math.Clamp((long)Math.Ceiling(q * Count * (1 - 1e-15)), 1, Count);
}

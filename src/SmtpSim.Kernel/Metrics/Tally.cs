using System.Runtime.CompilerServices;

namespace SmtpSim.Kernel;

/// <summary>A statistic over observations: how many, their exact sum and maximum, and a log-linear histogram (relative error at most 1/256).</summary>
public sealed class Tally(string name)
{
    private const int Observations = 0;
    private const int SumLow = 1;
    private const int SumHigh = 2;

    private readonly MetricArray _sums = new(name + ".sums", MergeKind.Sum, 3);
    private readonly MetricArray _max = new(name + ".max", MergeKind.Max, 1);

    /// <summary>Empty until the first observation: a group that observes nothing costs nothing.</summary>
    private readonly MetricArray _buckets = new(name + ".buckets", MergeKind.Sum, 0);

    public IEnumerable<MetricArray> Arrays => [_sums, _max, _buckets];

    public long Count => _sums.Values[Observations];

    public long Max => _max.Values[0];

    /// <summary>Exact; NaN without an observation.</summary>
    public double Mean => Count == 0 ? double.NaN : (double)SplitSum.Total(_sums.Values[SumLow], _sums.Values[SumHigh]) / Count;

    /// <summary>The histogram's counts by bucket of <see cref="HdrLayout"/>.</summary>
    public ReadOnlySpan<long> Buckets => _buckets.Values;

    /// <summary>The value at or below which a share <paramref name="q"/> of the observations lies, never above the exact maximum; 0 without an observation.</summary>
    public long Quantile(double q) => Count == 0 ? 0 : Math.Min(Max, new HistogramView(_buckets.Values).Quantile(q));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long value)
    {
        var sums = _sums.Values;
        sums[Observations]++;
        SplitSum.Add(ref sums[SumLow], ref sums[SumHigh], value);
        if (value > _max.Values[0])
            _max.Values[0] = value;
        var buckets = _buckets.Values;
        if (buckets.Length == 0)
            buckets = Allocate();
        buckets[HdrLayout.IndexOf(value)]++;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long[] Allocate()
    {
        _buckets.EnsureLength(HdrLayout.BucketCount);
        return _buckets.Values;
    }
}

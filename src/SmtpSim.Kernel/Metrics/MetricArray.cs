namespace SmtpSim.Kernel;

/// <summary>How the values of two partitions make one: both ways commute, so the order of merging can't matter.</summary>
public enum MergeKind : byte
{
    Sum,
    Max,
}

/// <summary>A named array of integers: what every metric is made of, so that merging, hashing and writing to a file need to know nothing more.</summary>
public sealed class MetricArray(string name, MergeKind merge, int length)
{
    public string Name { get; } = name;

    public MergeKind Merge { get; } = merge;

    /// <summary>The values; may grow (a series grows with time) and is then another array.</summary>
    public long[] Values { get; private set; } = new long[length];

    /// <summary>Makes room for at least <paramref name="length"/> values.</summary>
    public void EnsureLength(int length)
    {
        if (length <= Values.Length)
            return;
        var grown = new long[Math.Max(length, Values.Length * 2)];
        Values.CopyTo(grown, 0);
        Values = grown;
    }

    /// <summary>Merges the values of another partition into these. Missing values count as zero.</summary>
    public void MergeFrom(ReadOnlySpan<long> other)
    {
        EnsureLength(other.Length);
        var values = Values;
        for (var i = 0; i < other.Length; i++)
            values[i] = Merge == MergeKind.Sum ? checked(values[i] + other[i]) : Math.Max(values[i], other[i]);
    }
}

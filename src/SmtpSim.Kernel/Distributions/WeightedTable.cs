namespace SmtpSim.Kernel;

/// <summary>Values with weights, drawn by inversion of the cumulative weights. Values without weight are left out.</summary>
internal sealed class WeightedTable
{
    private readonly double[] _values;
    private readonly double[] _cumulative;

    private WeightedTable(IEnumerable<(double Weight, double Value)> rows)
    {
        var kept = rows.Where(row => row.Weight > 0).ToArray();
        var total = kept.Sum(row => row.Weight); // 1 up to rounding; what is left of that is divided out
        _values = [.. kept.Select(row => row.Value)];
        _cumulative = new double[kept.Length];
        var sum = 0.0;
        for (var i = 0; i < kept.Length; i++)
        {
            sum += kept[i].Weight;
            _cumulative[i] = sum / total;
        }
        Mean = kept.Sum(row => row.Weight * row.Value) / total;
    }

    public double Mean { get; }

    public int Count => _values.Length;

    public static WeightedTable InOrder(IReadOnlyList<double> weights, IReadOnlyList<double> values) => new(weights.Zip(values));

    /// <summary>In ascending order of value, so that the value drawn grows with the uniform number.</summary>
    public static WeightedTable Ascending(IReadOnlyList<double> weights, IReadOnlyList<double> values) =>
        new(weights.Zip(values).OrderBy(row => row.Second));

    /// <summary>The first value whose cumulative weight is over <paramref name="u"/>, a number in (0, 1).</summary>
    public double ValueAt(double u)
    {
        var low = 0;
        var high = _cumulative.Length - 1;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (u < _cumulative[middle]) high = middle;
            else low = middle + 1;
        }
        return _values[low];
    }
}

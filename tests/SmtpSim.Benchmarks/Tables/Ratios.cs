namespace SmtpSim.Benchmarks;

/// <summary>Ratios of pairs measured in turn, so that a machine that slows down slows both: the median is quoted, the range shows the noise.</summary>
internal sealed class Ratios
{
    private readonly List<double> _values = [];

    public double Median => _values.Count == 0 ? double.NaN : _values.Order().ElementAt(_values.Count / 2);

    public void Add(double value) => _values.Add(value);

    public override string ToString() => $"{Median:F2} ({_values.Min():F2}–{_values.Max():F2})";
}

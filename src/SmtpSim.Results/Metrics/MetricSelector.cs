namespace SmtpSim.Results;

/// <summary>A metric narrowed down by labels: <c>replies{client=postfix, code=451}</c>.</summary>
public sealed class MetricSelector : IEquatable<MetricSelector>
{
    private readonly SortedDictionary<string, string> _labels;

    public MetricSelector(Metric metric, IEnumerable<KeyValuePair<string, string>> labels)
    {
        Metric = metric;
        _labels = new SortedDictionary<string, string>(labels.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    public MetricSelector(Metric metric)
        : this(metric, [])
    {
    }

    public Metric Metric { get; }

    /// <summary>Value by label, in the order of the labels' names.</summary>
    public IReadOnlyDictionary<string, string> Labels => _labels;

    public string? this[string label] => _labels.GetValueOrDefault(label);

    /// <summary>The canonical text: labels in the order of their names.</summary>
    public override string ToString() =>
        _labels.Count == 0 ? Metric.Name : $"{Metric.Name}{{{string.Join(", ", _labels.Select(label => $"{label.Key}={label.Value}"))}}}";

    public bool Equals(MetricSelector? other) => other is not null && string.Equals(ToString(), other.ToString(), StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as MetricSelector);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());
}

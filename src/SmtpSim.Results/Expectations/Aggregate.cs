using System.Globalization;

namespace SmtpSim.Results;

public enum AggregateKind
{
    Mean,
    Min,
    Max,
    StandardDeviation,

    /// <summary>Of the observations.</summary>
    Quantile,

    /// <summary>Half of the width of the mean's interval as a share of the mean.</summary>
    RelativeHalfWidth,
}

/// <summary>What is made of a metric's values over the replications of a cell.</summary>
/// <param name="Kind">What.</param>
/// <param name="Level">Of a quantile or an interval, between 0 and 1.</param>
public sealed record Aggregate(AggregateKind Kind, double Level = 0)
{
    /// <summary>Fewer values than this give no number.</summary>
    public int Needed => Kind is AggregateKind.StandardDeviation or AggregateKind.RelativeHalfWidth ? 2 : 1;

    public static Aggregate Mean { get; } = new(AggregateKind.Mean);

    /// <summary>Reads the suffix of a metric: <c>mean</c>, <c>min</c>, <c>max</c>, <c>sd</c>, <c>p95</c>, <c>ci95</c>; null when it is none.</summary>
    public static Aggregate? Parse(string text) => text switch
    {
        "mean" => Mean,
        "min" => new Aggregate(AggregateKind.Min),
        "max" => new Aggregate(AggregateKind.Max),
        "sd" => new Aggregate(AggregateKind.StandardDeviation),
        ['p', .. var percent] when Percent(percent) is { } level => new Aggregate(AggregateKind.Quantile, level),
        ['c', 'i', .. var percent] when Percent(percent) is { } level => new Aggregate(AggregateKind.RelativeHalfWidth, level),
        _ => null,
    };

    /// <summary>Null of too few values.</summary>
    public double? Of(ReadOnlySpan<double> values)
    {
        if (values.Length < Needed)
            return null;
        return Kind switch
        {
            AggregateKind.Mean => MeanInterval.MeanOf(values),
            AggregateKind.Min => Least(values),
            AggregateKind.Max => Most(values),
            AggregateKind.StandardDeviation => MeanInterval.Of(values).StandardDeviation,
            AggregateKind.Quantile => QuantileInterval.Of(values, Level).Value,
            _ => MeanInterval.Of(values, Level).RelativeHalfWidth,
        };
    }

    private static double Least(ReadOnlySpan<double> values)
    {
        var least = values[0];
        foreach (var value in values)
            least = Math.Min(least, value);
        return least;
    }

    private static double Most(ReadOnlySpan<double> values)
    {
        var most = values[0];
        foreach (var value in values)
            most = Math.Max(most, value);
        return most;
    }

    private static double? Percent(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is > 0 and < 100 ? (double)(percent / 100) : null;
}

using System.Globalization;

namespace SmtpSim.Results;

/// <summary>Published and simulated figures as text: as many digits as they are compared with, in the unit of the metric.</summary>
public static class PublishedText
{
    private const int Digits = 5;

    /// <summary><c>3.553 ± 0.167 s</c></summary>
    public static string Published(PublishedComparison one) =>
        (one.Figure.Within > 0 ? $"{Number(one, one.Figure.Value)} ± {Number(one, one.Figure.Within)}" : Number(one, one.Figure.Value)) + UnitOf(one.Unit);

    public static string Simulated(PublishedComparison one) => one.Simulated is { } value ? Number(one, value) + UnitOf(one.Unit) : "none";

    /// <summary>Empty where chance has no part.</summary>
    public static string Interval(PublishedComparison one) => one.Interval is { } interval ? $"{Number(one, interval.Low)} to {Number(one, interval.High)}{UnitOf(one.Unit)}" : "";

    private static string UnitOf(MetricUnit unit) => unit switch
    {
        MetricUnit.Duration => " s",
        MetricUnit.Share => " %",
        MetricUnit.Rate => "/s",
        _ => "",
    };

    private static string Number(PublishedComparison one, double value)
    {
        var shown = one.Unit == MetricUnit.Share ? 100 * value : value;
        // As many decimals as the published figure's size asks for, so that the two line up.
        var size = Math.Abs(one.Figure.Value != 0 ? one.Figure.Value : one.Simulated ?? 0) * (one.Unit == MetricUnit.Share ? 100 : 1);
        var decimals = size == 0 ? 0 : Math.Clamp(Digits - 1 - (int)Math.Floor(Math.Log10(size)), 0, 4);
        return Math.Round(shown, decimals).ToString("#,0.####", CultureInfo.InvariantCulture);
    }
}

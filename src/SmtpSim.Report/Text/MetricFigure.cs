using System.Globalization;
using SmtpSim.Results;

namespace SmtpSim.Report;

/// <summary>Values of metrics as people read them.</summary>
public static class MetricFigure
{
    public static string Of(MetricUnit unit, double? value) => value is not { } number ? Quantity.None : unit switch
    {
        MetricUnit.Duration => Quantity.Duration(number),
        MetricUnit.Share => Quantity.Percent(number),
        MetricUnit.Count => number == Math.Floor(number) ? Quantity.Count((long)number) : Plain(number),
        MetricUnit.Rate => Plain(number) + "/s",
        MetricUnit.Size => Quantity.Bytes((long)number),
        MetricUnit.Bandwidth => Quantity.Bytes((long)number) + "/s",
        _ => Plain(number),
    };

    /// <summary>By how much one value is above another: of shares in percentage points, or it would read as a share of the value.</summary>
    public static string OfDifference(MetricUnit unit, double value) => unit == MetricUnit.Share ? Quantity.Percent(value).Replace("%", "pp", StringComparison.Ordinal) : Of(unit, value);

    /// <summary>Three significant figures, whole numbers whole.</summary>
    private static string Plain(double number) =>
        Math.Abs(number) >= 100 ? number.ToString("N0", CultureInfo.InvariantCulture) : number.ToString("G3", CultureInfo.InvariantCulture);
}

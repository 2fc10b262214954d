using System.Globalization;

namespace SmtpSim.Report;

/// <summary>A number of some measure as people read it.</summary>
public static class MeasureText
{
    public static string Of(double value, Measure measure) => double.IsNaN(value) ? Quantity.None : measure switch
    {
        Measure.Seconds => value < 0 ? "-" + Quantity.Duration(-value) : Quantity.Duration(value),
        Measure.Share => Quantity.Percent(value),
        Measure.Bytes => Quantity.Bytes((long)value),
        _ => Number(value),
    };

    /// <summary>On an axis, where there is little room and the step says how exact it has to be.</summary>
    public static string OnAxis(double value, Measure measure, double step) => measure switch
    {
        Measure.Seconds => value == 0 ? "0" : Of(value, measure),
        Measure.Share => (value * 100).ToString(step >= 0.01 ? "0" : step >= 0.001 ? "0.0" : "0.00", CultureInfo.InvariantCulture) + " %",
        Measure.Bytes => Quantity.Bytes((long)value),
        _ => Math.Abs(value) >= 10_000 ? Quantity.Compact(value) : value.ToString(Decimals(step > 0 ? -(int)Math.Floor(Math.Log10(step) + 1e-9) : 0), CultureInfo.InvariantCulture),
    };

    private static string Number(double value) => Math.Abs(value) switch
    {
        >= 1000 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("0.#", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.##", CultureInfo.InvariantCulture),
        0 => "0",
        var small => value.ToString(Decimals(2 - (int)Math.Floor(Math.Log10(small))), CultureInfo.InvariantCulture),
    };

    /// <summary>At most so many, and no more than anybody reads.</summary>
    private static string Decimals(int most) => most <= 0 ? "#,0" : "#,0." + new string('#', Math.Min(most, 9));
}

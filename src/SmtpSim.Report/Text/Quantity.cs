using System.Globalization;

namespace SmtpSim.Report;

/// <summary>Numbers as people read them at a glance.</summary>
public static class Quantity
{
    /// <summary>What stands where there is no number.</summary>
    public const string None = "–";

    /// <summary><c>6,993</c></summary>
    public static string Count(long n) => n.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1 message</c>, <c>6,993 messages</c></summary>
    public static string Count(long n, string singular) => $"{Count(n)} {singular}{(n == 1 ? "" : "s")}";

    /// <summary><c>4.1 M</c>, <c>820 k</c>, <c>312</c>: three figures at most.</summary>
    public static string Compact(double n)
    {
        string[] units = ["", " k", " M", " G", " T"];
        var unit = 0;
        for (; n >= 999.5 && unit < units.Length - 1; unit++)
            n /= 1000;
        return n.ToString(n < 9.95 && unit > 0 ? "0.0" : "0", CultureInfo.InvariantCulture) + units[unit];
    }

    /// <summary><c>4.1 MB</c>, <c>312 B</c></summary>
    public static string Bytes(long n) => n < 1000 ? $"{n} B" : Compact(n) + "B";

    /// <summary>A share of a whole: <c>96.2 %</c>. None and all are said only of none and all: 1 of a million is <c>&lt;0.1 %</c>.</summary>
    public static string Percent(double? share)
    {
        if (share is not { } value)
            return None;
        if (value is 0 or 1)
            return value == 0 ? "0 %" : "100 %";
        return value switch
        {
            > 0 and < 0.001 => "<0.1 %",
            > 0.999 and < 1 => ">99.9 %",
            _ => (value * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %",
        };
    }

    /// <summary><c>2.0</c>, <c>13.4</c></summary>
    public static string Factor(double? factor) => factor?.ToString("0.0", CultureInfo.InvariantCulture) ?? None;

    /// <summary>Two units at most: <c>240ms</c>, <c>2.1s</c>, <c>7m 32s</c>, <c>3h 04m</c>, <c>2d 03h</c>; whole ones without the second: <c>6h</c>.</summary>
    public static string Duration(double? seconds)
    {
        if (seconds is not { } s)
            return None;
        if (s <= 0)
            return "0s";
        // Rounded to what will be shown before the unit is chosen, so that 59.97 s is 1m and not 60.0s.
        if (Math.Round(s * 1000) < 1000)
            return s < 0.001 ? "<1ms" : Number(Math.Round(s * 1000), "0") + "ms";
        if (Math.Round(s, 1) < 60)
            return Number(Math.Round(s, 1), "0.#") + "s";
        if (Math.Round(s) < 3600)
            return Two(Math.Round(s), 60, "m", "s");
        return Math.Round(s / 60) < 24 * 60 ? Two(Math.Round(s / 60), 60, "h", "m") : Two(Math.Round(s / 3600), 24, "d", "h");
    }

    private static string Two(double n, int ratio, string large, string small)
    {
        var (whole, rest) = (Math.Floor(n / ratio), n % ratio);
        return rest == 0 ? Number(whole, "0") + large : $"{Number(whole, "0")}{large} {Number(rest, "00")}{small}";
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}

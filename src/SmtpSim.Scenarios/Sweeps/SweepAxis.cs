using System.Globalization;

namespace SmtpSim.Scenarios;

/// <summary>A value of a factor: its name, and what is put into the scenario.</summary>
internal sealed record SweepValue(string Name, Node Node);

/// <summary>What varies: a path or several, and the values it takes.</summary>
/// <param name="Name">As the sweep names it.</param>
/// <param name="Paths">What it sets.</param>
/// <param name="Place">Where the sweep names it.</param>
/// <param name="Values">In the order of the file.</param>
/// <param name="Range">The ends, of a factor that may take any value between them.</param>
internal sealed record SweepAxis(string Name, IReadOnlyList<string> Paths, Place Place, IReadOnlyList<SweepValue> Values, SweepRange? Range);

/// <summary>Numbers with one unit, from one end to the other.</summary>
internal sealed record SweepRange(decimal From, decimal To, string Unit)
{
    /// <summary>Of the range's width: finer would only be hard to read.</summary>
    private const int Digits = 4;

    /// <summary>At a share of the way, 0 to 1; rounded to whole numbers when both ends are and <paramref name="whole"/> says so.</summary>
    public string At(double share, bool whole = false)
    {
        var value = (double)From + share * (double)(To - From);
        var decimals = whole || From == To ? 0 : Math.Clamp(Digits - (int)Math.Ceiling(Math.Log10((double)Math.Abs(To - From))), 0, 12);
        return Text((decimal)Math.Round(value, decimals));
    }

    public string Text(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture) + Unit;

    /// <summary>Splits <c>2.5/h per client</c> into number and unit; null when it does not begin with a number.</summary>
    public static (decimal Number, string Unit)? Parse(string text)
    {
        var length = DecimalNumber.Scan(text, out _);
        return length > 0 && decimal.TryParse(text.AsSpan(0, length), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? (number, text[length..])
            : null;
    }
}

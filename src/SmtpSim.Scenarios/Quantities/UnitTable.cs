using System.Globalization;

namespace SmtpSim.Scenarios;

/// <summary>
/// The units of one quantity, and the quantity's text form. The parser, the canonical writer and the JSON Schema all use this table.
/// </summary>
/// <param name="Noun">The quantity with its article: "a duration".</param>
/// <param name="Plain">The unit that a bare number most likely means; zero is written in it too.</param>
/// <param name="Example">A value for remedies.</param>
/// <param name="Units">From the smallest to the largest.</param>
/// <param name="Synonyms">Words that people write for a unit, for the remedy.</param>
internal sealed record UnitTable(
    string Noun, string Plain, string Example, IReadOnlyList<Unit> Units, IReadOnlyDictionary<string, string> Synonyms)
{
    private const int LegibleDigits = 6;

    /// <summary>The quantity without its article: "duration".</summary>
    public string Name => Noun[(Noun.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    /// <summary>Reads a quantity; returns null or what is wrong with it.</summary>
    public Complaint? Parse(string text, out DecimalNumber value)
    {
        value = default;
        var length = DecimalNumber.Scan(text, out var number);
        if (length == 0) return new Complaint($"is not {Noun}", $"write one such as '{Example}'");
        var name = text[length..].TrimStart(' ');
        if (number.Negative && !number.IsZero) return new Complaint("is negative", $"write {Noun} such as '{Example}'");
        if (name.Length == 0)
        {
            return number.IsZero ? null : new Complaint("has no unit", $"write '{text}{Plain}' or another of {Names}");
        }
        foreach (var unit in Units)
        {
            if (unit.Name != name) continue;
            value = number.Times(unit.Factor, unit.Power);
            return null;
        }
        return new Complaint(
            $"has the unknown unit '{Words.Shortened(name)}'",
            Nearest(name) is { } nearest ? $"did you mean '{nearest}'?" : $"write one of {Names}");
    }

    /// <summary>In the largest unit in which the value is a whole number, or as a decimal number when that would be long.</summary>
    public string Format(long value)
    {
        if (value == 0) return "0" + Plain;
        for (var i = Units.Count - 1; i >= 0; i--)
        {
            var unit = Units[i];
            if (!unit.Written || Divide(value, unit) is not { } count) continue;
            return count.Length <= LegibleDigits ? count + unit.Name : FormatDecimal(Whole(value), value);
        }
        throw new InvalidOperationException($"The smallest unit does not divide {value}.");
    }

    /// <summary>Exact: it reads back as the same double.</summary>
    public string Format(double value)
    {
        if (value == Math.Floor(value) && Math.Abs(value) < 1L << 53) return Format((long)value);
        return FormatDecimal(DecimalNumber.Of(value), value);
    }

    // A shift of the exponent is exact in every decimal unit.
    private string FormatDecimal(DecimalNumber number, double value)
    {
        var chosen = Units[0];
        foreach (var unit in Units)
        {
            if (unit.Factor == 1 && unit.Written && (chosen.Factor != 1 || unit.Scale <= value)) chosen = unit;
        }
        return number.Times(1, -chosen.Power) + chosen.Name;
    }

    /// <summary>Regular expression of what <see cref="Parse"/> takes.</summary>
    public string Pattern => $"^{NumberPattern} *({string.Join('|', Units.Select(unit => unit.Name))})$";

    /// <summary>Regular expression of a non-negative number.</summary>
    public const string NumberPattern = @"\+?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?";

    public string Names => string.Join(", ", Units.Select(unit => unit.Name));

    private static DecimalNumber Whole(long value) => new(value < 0, (UInt128)Math.Abs((decimal)value), 0);

    private static string? Divide(long value, Unit unit)
    {
        if (unit.Power < 0)
        {
            return unit.Factor == 1 ? Whole(value).Times(1, -unit.Power).ToString() : null;
        }
        var scale = (long)unit.Scale;
        return value % scale == 0 ? (value / scale).ToString(CultureInfo.InvariantCulture) : null;
    }

    private string? Nearest(string name)
    {
        if (Synonyms.TryGetValue(name.ToLowerInvariant(), out var known)) return known;
        foreach (var unit in Units)
        {
            if (string.Equals(unit.Name, name, StringComparison.OrdinalIgnoreCase)) return unit.Name;
        }
        return null; // units are too short for guesses by spelling
    }
}

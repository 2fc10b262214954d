using System.Text.Json.Nodes;
using SmtpSim.Kernel;

namespace SmtpSim.Scenarios;

/// <summary>Shapes of durations.</summary>
internal static class Durations
{
    /// <summary>Longest duration of the language; sums of a few stay far from overflow.</summary>
    public static readonly SimDuration Longest = new(36_500 * SimDuration.TicksPerDay);

    /// <summary>Zero or more.</summary>
    public static ScalarShape<SimDuration> Any { get; } = new(
        "a duration such as 300s", Parse, value => Units.Duration.Format(value.Ticks), Schema) { Part = "duration" };

    public static ScalarShape<SimDuration> Positive { get; } = Any.Where(value => value.Ticks == 0 ? new Complaint("must be more than zero") : null);

    /// <summary>More than zero, or "unlimited", which is zero in the model.</summary>
    public static ScalarShape<SimDuration> OrUnlimited { get; } = new(
        "a duration such as 300s, or unlimited", ParseOrUnlimited, value => value.Ticks == 0 ? Quantity.Unlimited : Units.Duration.Format(value.Ticks),
        () => Quantity.OrWord(Quantity.Schema(Units.Duration, "A duration with its unit, such as 300s, or unlimited.", zero: false), Quantity.Unlimited));

    /// <summary>More than zero, or "unlimited", which is 0 in the model.</summary>
    public static ScalarShape<SimDuration> Limit { get; } = new(
        "a duration such as 4h, or unlimited", ParseLimit, value => value.Ticks == 0 ? Quantity.Unlimited : Units.Duration.Format(value.Ticks),
        () => Quantity.OrWord(Quantity.Schema(Units.Duration, "A duration with its unit, such as 4h, or unlimited.", zero: false), Quantity.Unlimited));

    /// <summary>For distributions: in ticks, fractions too.</summary>
    public static ScalarShape<double> Ticks { get; } = new(
        "a duration such as 300s", ParseTicks, Units.Duration.Format, Schema) { Part = "duration" };

    private static Complaint? Parse(string text, out SimDuration value)
    {
        value = default;
        if (Units.Duration.Parse(text, out var number) is { } complaint) return complaint;
        if (TooLong(number) is { } tooLong) return tooLong;
        if (!number.TryToInteger(out var ticks)) return new Complaint("is no whole number of ticks of 100 ns", "virtual time is no finer");
        value = new SimDuration(ticks);
        return null;
    }

    /// <summary>More than zero, or "never", which is zero in the model.</summary>
    public static ScalarShape<SimDuration> OrNever { get; } = new(
        "a duration such as 300s, or never", ParseOrNever, value => value.Ticks == 0 ? "never" : Units.Duration.Format(value.Ticks),
        () => Quantity.OrWord(Quantity.Schema(Units.Duration, "A duration with its unit, such as 300s, or never.", zero: false), "never"));

    private static Complaint? ParseOrNever(string text, out SimDuration value)
    {
        value = default;
        if (text == "never") return null;
        return Parse(text, out value) ?? (value.Ticks == 0 ? new Complaint("must be more than zero", "write 'never'") : null);
    }

    private static Complaint? ParseOrUnlimited(string text, out SimDuration value)
    {
        value = default;
        if (text == Quantity.Unlimited) return null;
        return Parse(text, out value) ?? (value.Ticks == 0 ? new Complaint("must be more than zero", $"write '{Quantity.Unlimited}' for no limit") : null);
    }

    private static Complaint? ParseLimit(string text, out SimDuration value)
    {
        value = default;
        if (text == Quantity.Unlimited) return null;
        if (Parse(text, out value) is { } complaint) return complaint;
        return value.Ticks == 0 ? new Complaint("must be more than zero", $"write '{Quantity.Unlimited}' for no limit") : null;
    }

    private static Complaint? ParseTicks(string text, out double value)
    {
        var complaint = Units.Duration.Parse(text, out var number);
        value = number.ToDouble();
        return complaint ?? TooLong(number);
    }

    private static Complaint? TooLong(DecimalNumber ticks) =>
        ticks.ToDouble() > Longest.Ticks
            ? new Complaint("is too long", $"the longest duration is {Units.Duration.Format(Longest.Ticks)}")
            : null;

    private static JsonObject Schema() =>
        Quantity.Schema(Units.Duration, "A duration with its unit, such as 300s, 10 ms or 2h; 0 needs none.");
}

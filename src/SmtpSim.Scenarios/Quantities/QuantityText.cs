using SmtpSim.Kernel;

namespace SmtpSim.Scenarios;

/// <summary>Quantities as scenarios write them, for values that stand on a command line.</summary>
public static class QuantityText
{
    /// <summary>Reads a duration such as <c>30s</c>.</summary>
    /// <returns>Null, or what is wrong with it and what to write instead.</returns>
    public static string? TryDuration(string text, out SimDuration value)
    {
        value = default;
        if (Read(Units.Duration, text, out var ticks) is { } complaint)
            return complaint;
        value = new SimDuration(ticks);
        return null;
    }

    /// <summary>Reads a size such as <c>10 kB</c>, in bytes.</summary>
    /// <returns>Null, or what is wrong with it and what to write instead.</returns>
    public static string? TrySize(string text, out long value) => Read(Units.Size, text, out value);

    private static string? Read(UnitTable units, string text, out long value)
    {
        value = 0;
        var complaint = units.Parse(text, out var number);
        if (complaint is not null)
            return $"'{Words.Shortened(text)}' {complaint.Message}{(complaint.Remedy is null ? "" : "; " + complaint.Remedy)}";
        return number.TryToInteger(out value) ? null : $"'{Words.Shortened(text)}' is too large or too fine";
    }
}

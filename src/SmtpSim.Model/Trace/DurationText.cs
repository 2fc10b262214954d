using System.Globalization;
using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>Durations and times as a sentence has them.</summary>
internal static class DurationText
{
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("d", SimDuration.TicksPerDay),
        ("h", SimDuration.TicksPerHour),
        ("m", SimDuration.TicksPerMinute),
        ("s", SimDuration.TicksPerSecond),
    ];

    /// <summary><c>0s</c>, <c>171ms</c>, <c>12.3s</c>, <c>7m 02s</c>, <c>5d</c>: rounded to a tenth of a second under a minute, to a second from there.</summary>
    public static string Of(long ticks)
    {
        if (ticks == 0)
            return "0s";
        var milliseconds = (double)ticks / SimDuration.TicksPerMillisecond;
        if (Math.Round(milliseconds) < 1000)
            return Invariant($"{Math.Max(1, Math.Round(milliseconds))}ms");
        if (Math.Round(milliseconds / 1000, 1) < 60)
            return Invariant($"{Math.Round(milliseconds / 1000, 1):0.#}s");
        var rest = (ticks + SimDuration.TicksPerSecond / 2) / SimDuration.TicksPerSecond * SimDuration.TicksPerSecond;
        var parts = new List<string>();
        foreach (var (unit, length) in Units)
        {
            if (rest < length && (parts.Count == 0 || rest == 0))
                continue;
            parts.Add(parts.Count == 0 ? Invariant($"{rest / length}{unit}") : Invariant($"{rest / length:00}{unit}"));
            rest %= length;
        }
        return string.Join(' ', parts);
    }

    /// <summary>A point of virtual time, without milliseconds where it has none: <c>1:00:00</c>.</summary>
    public static string Clock(long ticks)
    {
        var text = TimeText.Format(ticks);
        return text.EndsWith(".000", StringComparison.Ordinal) ? text[..^4] : text;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

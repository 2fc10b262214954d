using System.Globalization;

namespace SmtpSim.Kernel;

/// <summary>Times as people read them: <c>1d 02:03:04.567</c>, exact to the millisecond.</summary>
public static class TimeText
{
    public static string Format(long ticks)
    {
        var sign = ticks < 0 ? "-" : "";
        var milliseconds = (ulong)Math.Abs((decimal)ticks) / SimDuration.TicksPerMillisecond;
        var days = milliseconds / 86_400_000;
        var rest = milliseconds % 86_400_000;
        var clock = string.Create(CultureInfo.InvariantCulture,
            $"{rest / 3_600_000}:{rest / 60_000 % 60:00}:{rest / 1000 % 60:00}.{rest % 1000:000}");
        return days == 0 ? sign + clock : string.Create(CultureInfo.InvariantCulture, $"{sign}{days}d {clock}");
    }
}

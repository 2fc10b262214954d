namespace SmtpSim.Kernel;

/// <summary>A span of virtual time in ticks of 100 ns. Arithmetic is checked: an overflow is an error, never a wrong time.</summary>
public readonly record struct SimDuration(long Ticks) : IComparable<SimDuration>
{
    public const long TicksPerMicrosecond = 10;
    public const long TicksPerMillisecond = 10_000;
    public const long TicksPerSecond = 10_000_000;
    public const long TicksPerMinute = 60 * TicksPerSecond;
    public const long TicksPerHour = 60 * TicksPerMinute;
    public const long TicksPerDay = 24 * TicksPerHour;

    public static SimDuration Zero => default;
    public static SimDuration MaxValue => new(long.MaxValue);

    public double TotalSeconds => Ticks / (double)TicksPerSecond;

    public static SimDuration FromSeconds(double seconds) => new(checked((long)Math.Round(seconds * TicksPerSecond)));
    public static SimDuration FromMilliseconds(double milliseconds) => new(checked((long)Math.Round(milliseconds * TicksPerMillisecond)));
    public static SimDuration FromMinutes(double minutes) => FromSeconds(minutes * 60);
    public static SimDuration FromHours(double hours) => FromSeconds(hours * 3600);
    public static SimDuration FromDays(double days) => FromSeconds(days * 86400);

    public static SimDuration operator +(SimDuration a, SimDuration b) => new(checked(a.Ticks + b.Ticks));
    public static SimDuration operator -(SimDuration a, SimDuration b) => new(checked(a.Ticks - b.Ticks));
    public static SimDuration operator *(SimDuration a, long n) => new(checked(a.Ticks * n));
    public static bool operator <(SimDuration a, SimDuration b) => a.Ticks < b.Ticks;
    public static bool operator >(SimDuration a, SimDuration b) => a.Ticks > b.Ticks;
    public static bool operator <=(SimDuration a, SimDuration b) => a.Ticks <= b.Ticks;
    public static bool operator >=(SimDuration a, SimDuration b) => a.Ticks >= b.Ticks;

    public int CompareTo(SimDuration other) => Ticks.CompareTo(other.Ticks);

    public override string ToString() => TimeText.Format(Ticks);
}

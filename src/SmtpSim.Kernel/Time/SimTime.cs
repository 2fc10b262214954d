namespace SmtpSim.Kernel;

/// <summary>A point of virtual time: ticks of 100 ns since the run began. Never negative.</summary>
public readonly record struct SimTime(long Ticks) : IComparable<SimTime>
{
    public static SimTime Zero => default;

    /// <summary>Later than every event: "never".</summary>
    public static SimTime Never => new(long.MaxValue);

    public double TotalSeconds => Ticks / (double)SimDuration.TicksPerSecond;

    public static SimTime operator +(SimTime time, SimDuration span) => new(checked(time.Ticks + span.Ticks));
    public static SimTime operator -(SimTime time, SimDuration span) => new(checked(time.Ticks - span.Ticks));
    public static SimDuration operator -(SimTime a, SimTime b) => new(checked(a.Ticks - b.Ticks));
    public static bool operator <(SimTime a, SimTime b) => a.Ticks < b.Ticks;
    public static bool operator >(SimTime a, SimTime b) => a.Ticks > b.Ticks;
    public static bool operator <=(SimTime a, SimTime b) => a.Ticks <= b.Ticks;
    public static bool operator >=(SimTime a, SimTime b) => a.Ticks >= b.Ticks;

    public int CompareTo(SimTime other) => Ticks.CompareTo(other.Ticks);

    public override string ToString() => this == Never ? "never" : TimeText.Format(Ticks);
}

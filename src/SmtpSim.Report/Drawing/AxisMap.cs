namespace SmtpSim.Report;

/// <summary>From values of an axis to places on the drawing.</summary>
internal sealed class AxisMap
{
    private readonly Axis _axis;
    private readonly double _from;
    private readonly double _to;

    private AxisMap(Axis axis, double low, double high, double step, double from, double to)
        => (_axis, Low, High, Step, _from, _to) = (axis, low, high, step, from, to);

    public double Low { get; }

    public double High { get; }

    /// <summary>Between two marks of a linear axis.</summary>
    public double Step { get; }

    /// <summary>Width of a category.</summary>
    public double Slot => Math.Abs(_to - _from) / Math.Max(1, _axis.Categories.Count);

    /// <param name="axis">The axis.</param>
    /// <param name="low">The least value it has to show.</param>
    /// <param name="high">The greatest.</param>
    /// <param name="from">Where the least stands.</param>
    /// <param name="to">Where the greatest stands.</param>
    /// <param name="ticks">The most marks there is room for.</param>
    /// <param name="round">Whether it ends at a mark.</param>
    public static AxisMap Build(Axis axis, double low, double high, double from, double to, int ticks, bool round)
    {
        if (axis.Scale == AxisScale.Category)
            return new AxisMap(axis, -0.5, Math.Max(1, axis.Categories.Count) - 0.5, 1, from, to);
        if (double.IsInfinity(low))
            (low, high) = (0, 1);
        low = axis.Min ?? low;
        high = axis.Max ?? high;
        if (axis.Scale == AxisScale.Log)
        {
            low = low > 0 ? low : high > 0 ? high / 1000 : 0.001;
            return new AxisMap(axis, low, high > low ? high : low * 10, 0, from, to);
        }
        if (high <= low)
            high = low + (axis.Measure == Measure.Share ? 0.01 : 1);
        var step = Ticks.Step(high - low, ticks, axis.Measure);
        if (round)
        {
            low = axis.Min ?? Math.Floor(low / step + 1e-9) * step;
            high = axis.Max ?? Math.Ceiling(high / step - 1e-9) * step;
        }
        // One mark makes no scale: rather more than there is room for, of which some labels are left out.
        for (var more = ticks + 1; more <= 3 * ticks && Ticks.Linear(low, high, step).Take(2).Count() < 2; more++)
            step = Ticks.Step(high - low, more, axis.Measure);
        return new AxisMap(axis, low, high, step, from, to);
    }

    public double Place(double value)
    {
        var share = _axis.Scale == AxisScale.Log
            ? value <= Low ? 0 : Math.Log(value / Low) / Math.Log(High / Low)
            : (value - Low) / (High - Low);
        return _from + Math.Clamp(share, 0, 1) * (_to - _from);
    }

    public IEnumerable<(double Value, string Label)> Marks() => _axis.Scale switch
    {
        AxisScale.Category => _axis.Categories.Select((name, i) => ((double)i, name)),
        AxisScale.Log => Ticks.Log(Low, High, _axis.Measure).Select(value => (value, MeasureText.OnAxis(value, _axis.Measure, value))),
        _ => Ticks.Linear(Low, High, Step).Select(value => (value, MeasureText.OnAxis(value, _axis.Measure, Step))),
    };
}

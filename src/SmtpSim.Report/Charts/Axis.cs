namespace SmtpSim.Report;

/// <summary>How values are laid along an axis.</summary>
public enum AxisScale
{
    Linear,

    /// <summary>Values of 0 and below stand at the left or lower end.</summary>
    Log,

    /// <summary>A place for each of <see cref="Axis.Categories"/>; a value is the number of one, from 0.</summary>
    Category,
}

/// <summary>What the numbers of an axis are, and so how people read them.</summary>
public enum Measure
{
    Number,

    /// <summary>Seconds of virtual time, written <c>7m 28s</c>.</summary>
    Seconds,

    /// <summary>0 to 1, written in percent.</summary>
    Share,
    Bytes,
}

/// <summary>An axis of a chart.</summary>
/// <param name="Label">What is measured, in a few words; the unit stands in the ticks.</param>
public sealed record Axis(string Label, AxisScale Scale = AxisScale.Linear, Measure Measure = Measure.Number)
{
    /// <summary>Of <see cref="AxisScale.Category"/>.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Where it begins; null to let the data decide.</summary>
    public double? Min { get; init; }

    /// <summary>Where it ends.</summary>
    public double? Max { get; init; }

    public static Axis Of(string label, IReadOnlyList<string> categories) => new(label, AxisScale.Category) { Categories = categories };

    /// <summary>A value as it stands in a table.</summary>
    public string Format(double value) => Scale == AxisScale.Category ? Categories[(int)Math.Round(value)] : MeasureText.Of(value, Measure);
}

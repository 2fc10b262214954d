namespace SmtpSim.Report;

/// <summary>The form of a series.</summary>
public enum Mark
{
    Line,

    /// <summary>A line that keeps each value up to the next point.</summary>
    Step,

    /// <summary>A marker for each point, with an error bar where the point has an interval.</summary>
    Points,

    /// <summary>Markers joined by a line, with error bars.</summary>
    LinePoints,

    /// <summary>Bars side by side.</summary>
    Bars,

    /// <summary>Bars, each series upon the one before.</summary>
    StackedBars,

    /// <summary>Areas, each upon the one before; all series of it have the same points along X.</summary>
    StackedArea,

    /// <summary>The room between <see cref="ChartPoint.Low"/> and <see cref="ChartPoint.High"/>.</summary>
    Band,
}

/// <param name="Y">NaN where there is none: a line is broken there.</param>
/// <param name="Low">Lower end of an interval, if there is one: of Y, or of X where Y has categories.</param>
/// <param name="High">Upper end.</param>
public readonly record struct ChartPoint(double X, double Y, double? Low = null, double? High = null);

/// <summary>Points that belong together.</summary>
/// <param name="Name">As the legend says it; empty for a chart of one series.</param>
/// <param name="Points">In the order of X.</param>
public sealed record ChartSeries(string Name, Mark Mark, IReadOnlyList<ChartPoint> Points)
{
    /// <summary>Which of the colours, dashes and markers; null for the next one.</summary>
    public int? Look { get; init; }
}

/// <summary>A span of X that something went on in: a fault, an outage, the time without traffic.</summary>
public sealed record Shade(double From, double To, string Label);

/// <summary>A line across the chart at a value of one axis.</summary>
/// <param name="Across">The value is one of Y; otherwise of X.</param>
public sealed record ReferenceLine(double Value, string Label, bool Across = true);

/// <summary>Values on a grid: the rows are the categories of Y, the first at the top.</summary>
/// <param name="Label">What the values are.</param>
/// <param name="Values">By row and column; NaN where there is none.</param>
/// <param name="Start">X where the first column begins; with categories along X, 0.</param>
/// <param name="Step">Width of a column in X; with categories, 1.</param>
public sealed record HeatGrid(string Label, Measure Measure, IReadOnlyList<double[]> Values, double Start = 0, double Step = 1)
{
    /// <summary>Whether each cell says its value; for grids of a few cells.</summary>
    public bool Tells { get; init; }
}

namespace SmtpSim.Report;

/// <summary>
/// A chart as data. It knows nothing of how it is drawn: a page draws it as SVG, a figure for a paper with other colours, and a reader who sees
/// neither has <see cref="ChartTable"/>.
/// </summary>
public sealed record Chart
{
    /// <summary>Short and fit for a file name: <c>delay</c>.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>What it shows, in one sentence that is computed from the data: "Half of the mail arrived within 7m 28s; 19 % never did."</summary>
    public required string Sentence { get; init; }

    public required Axis X { get; init; }

    public required Axis Y { get; init; }

    public IReadOnlyList<ChartSeries> Series { get; init; } = [];

    /// <summary>Of a heat map, which has no series.</summary>
    public HeatGrid? Heat { get; init; }

    public IReadOnlyList<Shade> Shades { get; init; } = [];

    public IReadOnlyList<ReferenceLine> References { get; init; } = [];

    /// <summary>Width of a bar in X where X has no categories; bars begin at their point.</summary>
    public double BarWidth { get; init; }

    /// <summary>What a reader has to know about the data besides, such as that it is a sample; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Height in the units of a chart 720 wide; 0 to let the content decide.</summary>
    public double Height { get; init; }
}

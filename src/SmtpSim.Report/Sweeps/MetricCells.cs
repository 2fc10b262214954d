using System.Globalization;
using SmtpSim.Results;

namespace SmtpSim.Report;

/// <summary>A metric over the cells of a sweep: its mean over the replications of each, with Student's 95 % interval.</summary>
internal sealed class MetricCells
{
    private readonly IReadOnlyList<MeanInterval> _means;

    public MetricCells(SweepTable table, int index)
    {
        (Table, Index) = (table, index);
        _means = [.. table.Cells.Select(cell => MeanInterval.Of(cell.ValuesOf(index)))];
    }

    public SweepTable Table { get; }

    /// <summary>Its number in the table.</summary>
    public int Index { get; }

    public MetricSelector Selector => Table.Metrics[Index];

    public string Name => Selector.ToString();

    public MetricUnit Unit => Selector.Metric.Unit;

    public Measure Measure => Unit switch
    {
        MetricUnit.Duration => Measure.Seconds,
        MetricUnit.Share => Measure.Share,
        MetricUnit.Size or MetricUnit.Bandwidth => Measure.Bytes,
        _ => Measure.Number,
    };

    /// <summary>What stands beside an axis: <c>goodput (per second)</c>.</summary>
    public string Label => Name + Unit switch { MetricUnit.Rate or MetricUnit.Bandwidth => " (per second)", _ => "" };

    public MetricDirection Direction => MetricDirections.Of(Selector.Metric);

    /// <summary>NaN where no replication has a value.</summary>
    public MeanInterval this[SweepCellRuns cell] => _means[Position(cell)];

    public IEnumerable<SweepCellRuns> CellsWithValues => Table.Cells.Where(cell => !double.IsNaN(this[cell].Mean));

    /// <summary>Every replication of every cell has the same value.</summary>
    public bool IsConstant => CellsWithValues.SelectMany(cell => cell.ValuesOf(Index)).Distinct().Count() <= 1;

    public string Text(double value) => MetricFigure.Of(Unit, value);

    /// <summary><c>62.1 % ±1.2 %</c>; with how many replications have a value, when not all do.</summary>
    public string Text(SweepCellRuns cell)
    {
        var mean = this[cell];
        if (mean.Count == 0)
            return Quantity.None;
        var interval = double.IsFinite(mean.HalfWidth) && mean.HalfWidth > 0 ? $" ±{HalfWidth(mean.HalfWidth)}" : "";
        return $"{(interval.Length > 0 && Decimals(mean.HalfWidth) is { } decimals ? mean.Mean.ToString($"N{decimals}", CultureInfo.InvariantCulture) + PerSecond : Text(mean.Mean))}{interval}{(mean.Count < cell.Observations ? $" of {mean.Count}" : "")}";
    }

    /// <summary>Two digits of an uncertainty are as many as it has.</summary>
    public string HalfWidth(double value) => Decimals(value) is { } decimals ? value.ToString($"N{decimals}", CultureInfo.InvariantCulture) + PerSecond : Text(value);

    private string PerSecond => Unit == MetricUnit.Rate ? "/s" : "";

    /// <summary>So many decimals show two digits of an uncertainty, and a mean is told no further; null for quantities that are not written in decimals.</summary>
    private int? Decimals(double halfWidth) => Unit is MetricUnit.Factor or MetricUnit.Count or MetricUnit.Rate ? Math.Clamp(1 - (int)Math.Floor(Math.Log10(halfWidth)), 0, 9) : null;

    /// <summary>A point of a chart; an interval of shares ends at none and all.</summary>
    public ChartPoint Point(double x, SweepCellRuns cell)
    {
        var mean = this[cell];
        if (!double.IsFinite(mean.HalfWidth) || mean.HalfWidth == 0)
            return new ChartPoint(x, mean.Mean);
        var isShare = Unit == MetricUnit.Share && mean.Mean is >= 0 and <= 1;
        return new ChartPoint(x, mean.Mean, isShare || Direction != MetricDirection.None ? Math.Max(0, mean.Low) : mean.Low, isShare ? Math.Min(1, mean.High) : mean.High);
    }

    /// <summary>The share of the differences between cells that a factor alone explains: the variance between the means of its values, over that of all cells.</summary>
    public double ExplainedBy(SweepFactor factor)
    {
        var cells = CellsWithValues.Select(cell => (Value: factor.ValueOf(cell), this[cell].Mean)).ToList();
        if (cells.Count == 0)
            return 0;
        var mean = cells.Average(cell => cell.Mean);
        var total = cells.Sum(cell => (cell.Mean - mean) * (cell.Mean - mean));
        var between = cells.GroupBy(cell => cell.Value, StringComparer.Ordinal).Sum(group => group.Count() * Math.Pow(group.Average(cell => cell.Mean) - mean, 2));
        return total == 0 ? 0 : between / total;
    }

    private int Position(SweepCellRuns cell)
    {
        for (var i = 0; i < Table.Cells.Count; i++)
        {
            if (ReferenceEquals(Table.Cells[i], cell))
                return i;
        }

        throw new ArgumentException("The cell is of another sweep.", nameof(cell));
    }
}

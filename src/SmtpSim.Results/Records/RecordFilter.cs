namespace SmtpSim.Results;

/// <summary>Conditions on the columns of a table; a row is kept that meets them all.</summary>
/// <param name="Conditions">Each on a column that the table has.</param>
public sealed record RecordFilter(IReadOnlyList<RecordCondition> Conditions)
{
    public static RecordFilter None { get; } = new([]);
}

/// <summary>A comparison of a column with a value.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Comparison">As expectations compare.</param>
/// <param name="Value">In the unit of <see cref="RecordValues{T}"/>: ticks, a number, 0 or 1, or the number of a text; <see cref="RecordColumn.Null"/> for null.</param>
public sealed record RecordCondition(string Column, RecordComparison Comparison, long Value)
{
    /// <summary>Null is equal to null alone, and neither less nor greater than anything.</summary>
    public bool Holds(long value) => Comparison switch
    {
        RecordComparison.Equal => value == Value,
        RecordComparison.NotEqual => value != Value,
        _ when value == RecordColumn.Null || Value == RecordColumn.Null => false,
        RecordComparison.Less => value < Value,
        RecordComparison.LessOrEqual => value <= Value,
        RecordComparison.Greater => value > Value,
        _ => value >= Value,
    };
}

public enum RecordComparison
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

namespace SmtpSim.Results;

/// <summary>What the values of a column are. All are handed over as 64-bit integers.</summary>
internal enum ParquetType
{
    /// <summary>DOUBLE, seconds; handed over in ticks.</summary>
    Seconds,

    /// <summary>INT64.</summary>
    Integer,

    /// <summary>BOOLEAN; handed over as 0 or 1.</summary>
    Flag,

    /// <summary>BYTE_ARRAY with the logical type STRING; handed over by number.</summary>
    Text,
}

/// <summary>A column of a Parquet file.</summary>
/// <param name="Name">Unique in the file.</param>
/// <param name="Type">Of its values.</param>
/// <param name="IsNullable">A value may be <see cref="Null"/>.</param>
internal sealed record ParquetColumn(string Name, ParquetType Type, bool IsNullable)
{
    /// <summary>Stands for a value that is missing.</summary>
    public const long Null = long.MinValue;

    /// <summary>How many texts there are.</summary>
    public int Texts { get; init; }

    /// <summary>The text of each number from 0.</summary>
    public Func<int, string>? TextOf { get; init; }

    /// <summary>As the format counts types.</summary>
    public int PhysicalType => Type switch
    {
        ParquetType.Flag => 0,
        ParquetType.Integer => 2,
        ParquetType.Seconds => 5,
        _ => 6,
    };
}

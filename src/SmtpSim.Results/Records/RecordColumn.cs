using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>
/// Reads a column's values from as many records: ticks, a number, 0 or 1, or the number of a text; <see cref="RecordColumn.Null"/> where there is none.
/// Of many at a time, for speed: see <see cref="RecordTable"/>.
/// </summary>
public delegate void RecordValues<T>(ReadOnlySpan<T> records, Span<long> values);

/// <summary>A column of a table of records.</summary>
/// <param name="Name">As it stands in the file, with its unit.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Meaning">A sentence for the page that documents it.</param>
public abstract record RecordColumn(string Name, RecordKind Kind, string Meaning)
{
    /// <summary>A value that is missing.</summary>
    public const long Null = long.MinValue;

    public bool IsNullable { get; init; }

    /// <summary>The texts of the column, by number; null where it has none.</summary>
    public RecordTexts? Texts { get; init; }
}

/// <inheritdoc/>
/// <param name="Read">Reads it.</param>
public sealed record RecordColumn<T>(string Name, RecordKind Kind, string Meaning, RecordValues<T> Read) : RecordColumn(Name, Kind, Meaning)
    where T : unmanaged, IRunRecord<T>;

/// <summary>What the values of a column are.</summary>
public enum RecordKind
{
    /// <summary>Ticks, written as seconds.</summary>
    Seconds,
    Integer,
    Flag,
    Text,
}

/// <summary>Texts known by number.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Of">The text of each number from 0.</param>
public sealed record RecordTexts(int Count, Func<int, string> Of)
{
    public static RecordTexts From(params string[] texts) => new(texts.Length, number => texts[number]);
}

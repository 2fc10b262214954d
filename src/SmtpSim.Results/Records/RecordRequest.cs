using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>Which records are written, and how.</summary>
/// <param name="Selection">Of what, and of which share of the messages.</param>
/// <param name="Format">The files' format.</param>
/// <param name="Filters">By table; a table without one has all its rows.</param>
public sealed record RecordRequest(RecordSelection Selection, RecordFormat Format, IReadOnlyDictionary<RecordTables, RecordFilter> Filters)
{
    public RecordFilter FilterOf(RecordTables table) => Filters.GetValueOrDefault(table, RecordFilter.None);
}

public enum RecordFormat
{
    Parquet,
    Csv,
}

using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>Records as Parquet: gathered column by column into row groups of a fixed size, so that memory stays the same however many there are.</summary>
internal sealed class ParquetRecordFile<T> : RecordFile<T>
    where T : unmanaged, IRunRecord<T>
{
    private readonly ParquetFile _file;
    private readonly long[][] _values;
    private int _rows;

    public ParquetRecordFile(Stream stream, IReadOnlyList<RecordColumn<T>> columns, RecordFilter filter)
        : base(columns, filter)
    {
        _file = new ParquetFile(stream, [.. columns.Select(ColumnOf)]);
        _values = [.. columns.Select(_ => new long[RecordFiles.RowGroupRows])];
    }

    public override void Complete()
    {
        if (_rows > 0)
            WriteGroup();
        _file.Complete();
    }

    public override void Dispose() => _file.Dispose();

    protected override void WriteBlock(ReadOnlySpan<T> records)
    {
        while (records.Length > 0)
        {
            var part = records[..Math.Min(records.Length, RecordFiles.RowGroupRows - _rows)];
            for (var column = 0; column < _values.Length; column++)
                Columns[column].Read(part, _values[column].AsSpan(_rows, part.Length));
            _rows += part.Length;
            records = records[part.Length..];
            if (_rows == RecordFiles.RowGroupRows)
                WriteGroup();
        }
    }

    private static ParquetColumn ColumnOf(RecordColumn<T> column) => new(column.Name, (ParquetType)column.Kind, column.IsNullable)
    {
        Texts = column.Texts?.Count ?? 0,
        TextOf = column.Texts?.Of,
    };

    private void WriteGroup()
    {
        _file.WriteRows(_rows, _values);
        _rows = 0;
    }
}

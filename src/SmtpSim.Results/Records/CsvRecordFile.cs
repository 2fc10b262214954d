using System.Globalization;
using System.Text;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>Records as CSV (RFC 4180), with the columns and values of the Parquet file; null is empty.</summary>
internal sealed class CsvRecordFile<T> : RecordFile<T>
    where T : unmanaged, IRunRecord<T>
{
    private readonly StreamWriter _writer;
    private readonly long[][] _values;

    public CsvRecordFile(Stream stream, IReadOnlyList<RecordColumn<T>> columns, RecordFilter filter)
        : base(columns, filter)
    {
        _values = [.. columns.Select(_ => new long[Block])];
        _writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16, leaveOpen: true);
        _writer.Write(string.Join(',', columns.Select(column => column.Name)) + "\n");
    }

    public override void Complete() => _writer.Flush();

    /// <summary>What was not flushed is not wanted, and the stream is not this one's to close.</summary>
    public override void Dispose()
    {
    }

    protected override void WriteBlock(ReadOnlySpan<T> records)
    {
        for (var i = 0; i < _values.Length; i++)
            Columns[i].Read(records, _values[i].AsSpan(0, records.Length));
        Span<char> text = stackalloc char[32];
        for (var row = 0; row < records.Length; row++)
        {
            for (var i = 0; i < _values.Length; i++)
            {
                if (i > 0)
                    _writer.Write(',');
                if (_values[i][row] is var value and not RecordColumn.Null)
                    Write(Columns[i], value, text);
            }
            _writer.Write('\n');
        }
    }

    private void Write(RecordColumn<T> column, long value, Span<char> text)
    {
        switch (column.Kind)
        {
            case RecordKind.Seconds:
                // All seven digits of a tick, without zeros at the end: read back it is the same double as in the Parquet file.
                (value / (decimal)SimDuration.TicksPerSecond).TryFormat(text, out var length, "0.#######", CultureInfo.InvariantCulture);
                _writer.Write(text[..length]);
                break;
            case RecordKind.Integer:
                value.TryFormat(text, out length, provider: CultureInfo.InvariantCulture);
                _writer.Write(text[..length]);
                break;
            case RecordKind.Flag:
                _writer.Write(value == 0 ? "false" : "true");
                break;
            default:
                _writer.Write(CsvLine.Quote(column.Texts!.Of((int)value)));
                break;
        }
    }
}

using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>A file that records are written to as they come.</summary>
/// <typeparam name="T">The records.</typeparam>
internal abstract class RecordFile<T>(IReadOnlyList<RecordColumn<T>> columns, RecordFilter filter) : IDisposable
    where T : unmanaged, IRunRecord<T>
{
    /// <summary>Records that are filtered and written at a time: what stays in the processor's nearest cache while it is read column by column.</summary>
    private const int Block = 512;

    private readonly Predicate<T>? _passes = filter.On(columns);
    private readonly T[] _passed = new T[Block];

    protected IReadOnlyList<RecordColumn<T>> Columns => columns;

    public long Rows { get; private set; }

    public void Write(ReadOnlySpan<T> records)
    {
        while (records.Length > 0)
        {
            var block = records[..Math.Min(Block, records.Length)];
            records = records[block.Length..];
            if (_passes is not null)
                block = Passed(block);
            Rows += block.Length;
            if (block.Length > 0)
                WriteBlock(block);
        }
    }

    /// <summary>Writes what is still to be written; nothing comes after it.</summary>
    public abstract void Complete();

    public abstract void Dispose();

    protected abstract void WriteBlock(ReadOnlySpan<T> records);

    private ReadOnlySpan<T> Passed(ReadOnlySpan<T> records)
    {
        var count = 0;
        foreach (ref readonly var record in records)
            if (_passes!(record))
                _passed[count++] = record;
        return _passed.AsSpan(0, count);
    }
}

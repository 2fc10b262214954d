using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>A file that records are written to as they come.</summary>
/// <typeparam name="T">The records.</typeparam>
internal abstract class RecordFile<T>(IReadOnlyList<RecordColumn<T>> columns, RecordFilter filter) : IDisposable
    where T : unmanaged, IRunRecord<T>
{
    /// <summary>Records that are filtered and written at a time: what stays in the processor's nearest cache while it is read column by column.</summary>
    protected const int Block = 512;

    private readonly (RecordColumn<T> Column, RecordCondition Condition)[] _sieves = [.. filter.Conditions.Select(condition => (columns.Single(column => column.Name == condition.Column), condition))];
    private readonly T[] _passed = new T[Block];
    private readonly long[] _tested = new long[Block];

    protected IReadOnlyList<RecordColumn<T>> Columns => columns;

    public long Rows { get; private set; }

    public void Write(ReadOnlySpan<T> records)
    {
        while (records.Length > 0)
        {
            var block = records[..Math.Min(Block, records.Length)];
            records = records[block.Length..];
            if (_sieves.Length > 0)
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
        records.CopyTo(_passed);
        var count = records.Length;
        foreach (var (column, condition) in _sieves)
        {
            column.Read(_passed.AsSpan(0, count), _tested.AsSpan(0, count));
            var kept = 0;
            for (var i = 0; i < count; i++)
                if (condition.Holds(_tested[i]))
                    _passed[kept++] = _passed[i];
            count = kept;
        }
        return _passed.AsSpan(0, count);
    }
}

using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>
/// The files of records of one run, in the folder that the results are prepared in. Each has a name that says it is not whole until it is, and all take
/// the same memory whatever comes.
/// </summary>
public sealed class RecordFiles : IDisposable
{
    /// <summary>Rows of a row group: readers work on one at a time, and it takes half a megabyte a column here.</summary>
    public const int RowGroupRows = 1 << 16;

    private readonly Func<string, StagedFile> _stage;
    private readonly List<StagedFile> _staged = [];
    private readonly RecordFile<MessageRecord>? _messages;
    private readonly RecordFile<AttemptRecord>? _attempts;
    private readonly RecordFile<SessionRecord>? _sessions;

    /// <param name="stage">Begins a file: of <see cref="ResultsFolder"/> or <see cref="StagingFolder"/>.</param>
    /// <param name="world">Names what records know by number.</param>
    /// <param name="request">What is written, and how.</param>
    /// <exception cref="ResultsException">A file can't be written.</exception>
    public RecordFiles(Func<string, StagedFile> stage, World world, RecordRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        _stage = stage;
        _messages = Open(RecordTables.Messages, request, () => RecordTable.Messages(world));
        _attempts = Open(RecordTables.Attempts, request, () => RecordTable.Attempts(world));
        _sessions = Open(RecordTables.Sessions, request, () => RecordTable.Sessions(world));
    }

    /// <summary>Rows written so far of a table.</summary>
    public long RowsOf(RecordTables table) => table switch
    {
        RecordTables.Messages => _messages?.Rows ?? 0,
        RecordTables.Attempts => _attempts?.Rows ?? 0,
        _ => _sessions?.Rows ?? 0,
    };

    /// <summary>Writes what all partitions recorded over some stretch of virtual time, and returns their arrays.</summary>
    /// <exception cref="ResultsException">Writing failed.</exception>
    public void Write(IReadOnlyList<RecordBatch> batches)
    {
        var batch = RecordBatch.Merge(batches);
        StagingFolder.Writing("the records", () =>
        {
            _messages?.Write(batch.Messages);
            _attempts?.Write(batch.Attempts);
            _sessions?.Write(batch.Sessions);
            return batch;
        });
        batch.Return();
    }

    /// <summary>Finishes the files and gives them their names.</summary>
    /// <exception cref="ResultsException">Writing failed.</exception>
    public void Complete() => StagingFolder.Writing("the records", () =>
    {
        _messages?.Complete();
        _attempts?.Complete();
        _sessions?.Complete();
        foreach (var file in _staged)
            file.Complete();
        return _staged;
    });

    public void Dispose()
    {
        _messages?.Dispose();
        _attempts?.Dispose();
        _sessions?.Dispose();
        foreach (var file in _staged)
            file.Dispose();
    }

    private RecordFile<T>? Open<T>(RecordTables table, RecordRequest request, Func<IReadOnlyList<RecordColumn<T>>> columns)
        where T : unmanaged, IRunRecord<T>
    {
        if (!request.Selection.Tables.HasFlag(table))
            return null;
        var name = $"{RecordTable.NameOf(table)}.{(request.Format == RecordFormat.Csv ? "csv" : "parquet")}";
        var file = _stage(name);
        _staged.Add(file);
        return request.Format == RecordFormat.Csv
            ? new CsvRecordFile<T>(file.Stream, columns(), request.FilterOf(table))
            : new ParquetRecordFile<T>(file.Stream, columns(), request.FilterOf(table));
    }
}

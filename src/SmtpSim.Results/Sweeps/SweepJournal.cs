using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmtpSim.Results;

/// <summary>
/// The runs of a sweep as they end, a line each, only ever appended to: what a killed process leaves behind is what it had finished. A last line
/// that was cut off does not count, and is cut away before anything is appended.
/// </summary>
public sealed class SweepJournal : IDisposable
{
    public const string FileName = "journal.jsonl";

    /// <summary>Held while a process is at work, so that two never append at once; the system lets go of it when the process ends, however that is.</summary>
    private const string LockFile = "lock";

    private readonly FileStream _file;
    private readonly FileStream _lock;
    private readonly Lock _appending = new();

    private SweepJournal(FileStream file, FileStream held, IReadOnlyList<SweepRecord> records) => (_file, _lock, Records) = (file, held, records);

    /// <summary>The runs that were there when the journal was opened.</summary>
    public IReadOnlyList<SweepRecord> Records { get; }

    /// <summary>Opens the journal in a folder, or begins it.</summary>
    /// <param name="folder">Holds the journal.</param>
    /// <param name="plan">A hash of what is swept: another sweep's runs are of no use.</param>
    /// <exception cref="ResultsException">It can't be opened, is another sweep's, or is damaged.</exception>
    public static SweepJournal Open(string folder, string plan)
    {
        var path = Path.Combine(folder, FileName);
        var (file, held) = ((FileStream?)null, (FileStream?)null);
        try
        {
            held = new FileStream(Path.Combine(folder, LockFile), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            // Nothing is buffered: what a full disk did not take would be written again when the journal is closed, and that fault would hide this one.
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
            var journal = new SweepJournal(file, held, Read(file, path, plan));
            if (file.Length == 0)
                journal.Write(JsonSerializer.SerializeToUtf8Bytes(new SweepJournalHead(SweepJournalHead.Version, plan), SweepJournalJson.Default.SweepJournalHead));
            return journal;
        }
        catch (Exception e)
        {
            file?.Dispose();
            held?.Dispose();
            if (e is IOException or UnauthorizedAccessException)
                throw new ResultsException(ResultsFailure.CannotCreate, $"can't open {path}: {e.Message}; is another process at work on this sweep?", e);
            throw;
        }
    }

    /// <summary>Appends a run. May be called from several threads.</summary>
    /// <exception cref="ResultsException">It can't be written; what was written before stays.</exception>
    public void Append(SweepRecord record) => Write(JsonSerializer.SerializeToUtf8Bytes(record, SweepJournalJson.Default.SweepRecord));

    public void Dispose()
    {
        _file.Dispose();
        _lock.Dispose();
    }

    private void Write(byte[] line)
    {
        lock (_appending)
        {
            try
            {
                // In one piece, so that a kill leaves a whole line or its beginning.
                _file.Write([.. line, (byte)'\n']);
                _file.Flush();
            }
            catch (IOException e)
            {
                throw new ResultsException(ResultsFailure.WriteFailed, $"can't write {_file.Name}: {e.Message}", e);
            }
        }
    }

    private static List<SweepRecord> Read(FileStream file, string path, string plan)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var records = new List<SweepRecord>();
        var (start, number) = (0, 1);
        for (int end; (end = Array.IndexOf(bytes, (byte)'\n', start)) >= 0; start = end + 1, number++)
        {
            var line = bytes.AsSpan(start, end - start);
            if (number == 1)
                CheckHead(line, path, plan);
            else if (Parse(line) is { } record)
                records.Add(record);
            else if (end + 1 == bytes.Length)
                break;
            else
                throw new ResultsException(ResultsFailure.Damaged, $"{path}:{number} is damaged, and not the last line; begin the sweep anew");
        }

        if (start < bytes.Length)
            file.SetLength(start);
        file.Seek(0, SeekOrigin.End);
        return records;
    }

    private static void CheckHead(ReadOnlySpan<byte> line, string path, string plan)
    {
        SweepJournalHead? head = null;
        try
        {
            head = JsonSerializer.Deserialize(line, SweepJournalJson.Default.SweepJournalHead);
        }
        catch (JsonException)
        {
        }

        if (head?.Journal != SweepJournalHead.Version)
            throw new ResultsException(ResultsFailure.Damaged, $"{path} is no journal of a sweep");
        if (head.Plan != plan)
            throw new ResultsException(ResultsFailure.Damaged, $"{path} is of another sweep, or was begun by another version of the program; begin the sweep anew");
    }

    private static SweepRecord? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, SweepJournalJson.Default.SweepRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The first line of a journal.</summary>
internal sealed record SweepJournalHead(string Journal, string Plan)
{
    public const string Version = "smtpsim-sweep-journal/1";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SweepRecord))]
[JsonSerializable(typeof(SweepJournalHead))]
internal sealed partial class SweepJournalJson : JsonSerializerContext;

namespace SmtpSim.Results;

/// <summary>A file that is written over the time of a run. It has the name <c>NAME.partial</c> until it is complete.</summary>
public sealed class StagedFile : IDisposable
{
    private const int BufferBytes = 1 << 18;

    private readonly string _path;
    private readonly FileStream _file;
    private readonly HashingStream _hashing;

    internal StagedFile(string folder, string name, FileMode mode = FileMode.CreateNew)
    {
        Name = name;
        _path = Path.Combine(folder, name);
        _file = new FileStream(_path + ".partial", mode, FileAccess.Write, FileShare.Read, BufferBytes);
        _hashing = new HashingStream(_file);
    }

    public string Name { get; }

    public Stream Stream => _hashing;

    /// <summary>SHA-256 of the whole file; null until it is complete.</summary>
    public string? Hash { get; private set; }

    /// <summary>Flushes the file to the disk and gives it its name.</summary>
    /// <exception cref="IOException">Writing failed.</exception>
    public void Complete()
    {
        _file.Flush(flushToDisk: true);
        _file.Dispose();
        File.Move(_path + ".partial", _path);
        Hash = _hashing.Hash();
    }

    public void Dispose()
    {
        try
        {
            _file.Dispose();
        }
        catch (Exception e) when (e is IOException || StagingFolder.IsFileTooLarge(e))
        {
            // What is left in the buffer of a file that could not be written can't be written now either.
        }
        _hashing.Dispose();
    }
}

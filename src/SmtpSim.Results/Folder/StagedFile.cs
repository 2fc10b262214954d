using System.Security.Cryptography;

namespace SmtpSim.Results;

/// <summary>A file that is written over the time of a run. It has the name <c>NAME.partial</c> until it is complete.</summary>
public sealed class StagedFile : IDisposable
{
    private const int BufferBytes = 1 << 18;

    private readonly string _path;
    private readonly FileStream _file;
    private readonly SHA256 _sha = SHA256.Create();
    private readonly CryptoStream _hashing;

    internal StagedFile(string folder, string name, FileMode mode = FileMode.CreateNew)
    {
        Name = name;
        _path = Path.Combine(folder, name);
        _file = new FileStream(_path + ".partial", mode, FileAccess.Write, FileShare.Read, BufferBytes);
        _hashing = new CryptoStream(_file, _sha, CryptoStreamMode.Write, leaveOpen: true);
    }

    public string Name { get; }

    public Stream Stream => _hashing;

    /// <summary>SHA-256 of the whole file; null until it is complete.</summary>
    public string? Hash { get; private set; }

    /// <summary>Flushes the file to the disk and gives it its name.</summary>
    /// <exception cref="IOException">Writing failed.</exception>
    public void Complete()
    {
        _hashing.FlushFinalBlock();
        _file.Flush(flushToDisk: true);
        _file.Dispose();
        File.Move(_path + ".partial", _path);
        Hash = Convert.ToHexStringLower(_sha.Hash!);
    }

    public void Dispose()
    {
        try
        {
            _file.Dispose();
        }
        catch (IOException)
        {
            // What is left in the buffer of a file that could not be written can't be written now either.
        }
        _sha.Dispose();
    }
}

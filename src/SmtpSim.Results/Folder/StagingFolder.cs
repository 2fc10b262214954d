namespace SmtpSim.Results;

/// <summary>
/// A folder that appears whole or not at all: files are written into <c>NAME.partial</c> beside it, flushed to the disk, and the folder is renamed
/// when all are there. Disposing of it unpublished, after a failure, takes away what was written; a killed process leaves the name that tells.
/// </summary>
public sealed class StagingFolder : IDisposable
{
    private readonly string _option;
    private bool _published;


    private StagingFolder(string path, string option) => (Path, _option) = (path, option);

    /// <summary>Where the files stand until they are published.</summary>
    public string Path { get; }

    /// <summary>Makes the staging folder for <paramref name="target"/>, so that a place that can't be written shows before a long run and not after it.</summary>
    /// <param name="target">The folder's name when it is published.</param>
    /// <param name="option">What a user names it with.</param>
    /// <exception cref="ResultsException">It can't be created.</exception>
    public static StagingFolder Create(string target, string option = "--out")
    {
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(target));
        for (var n = 1; ; n++)
        {
            // A name that is taken belongs to another run, alive or killed: neither is ours to delete.
            var path = n == 1 ? full + ".partial" : $"{full}.partial-{n}";
            if (System.IO.Path.Exists(path))
                continue;
            try
            {
                Directory.CreateDirectory(path);
                return new StagingFolder(path, option);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new ResultsException(
                    ResultsFailure.CannotCreate, $"can't create {target}: {Reason(e)}; name a folder that can be written with {option} DIR", e);
            }
        }
    }

    /// <summary>Writes one file and flushes it to the disk.</summary>
    /// <exception cref="ResultsException">Writing failed.</exception>
    public void Write(string name, Action<Stream> write)
    {
        Writing(name, () =>
        {
            using var stream = new FileStream(System.IO.Path.Combine(Path, name), FileMode.CreateNew, FileAccess.Write);
            write(stream);
            stream.Flush(flushToDisk: true);
            return stream;
        });
    }

    /// <summary>Begins a file that is written over the time of a run.</summary>
    /// <exception cref="ResultsException">It can't be created.</exception>
    public StagedFile Stage(string name) => Writing(name, () => new StagedFile(Path, name));

    /// <summary>Does what writes to a file, and says in a user's words why it can't be done.</summary>
    /// <exception cref="ResultsException">Writing failed.</exception>
    public static T Writing<T>(string name, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || IsFileTooLarge(e))
        {
            throw Failed(name, e);
        }
    }

    /// <summary>Writes a file of a folder that is published already: beside the old one first, so that one of the two is always whole.</summary>
    /// <exception cref="ResultsException">Writing failed; the old file is there still.</exception>
    public static void Replace(string folder, string name, Action<Stream> write)
    {
        var path = System.IO.Path.Combine(folder, name);
        var partial = path + ".partial";
        try
        {
            using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || IsFileTooLarge(e))
        {
            File.Delete(partial);
            throw new ResultsException(ResultsFailure.WriteFailed, $"can't write {path}: {Reason(e)}", e);
        }
    }

    /// <summary>Gives the folder its name. An empty folder of that name gives way, and one that <paramref name="mayReplace"/> allows.</summary>
    /// <exception cref="ResultsException">The name is taken, or renaming failed.</exception>
    public void Publish(string target, Func<string, bool>? mayReplace = null)
    {
        try
        {
            if (mayReplace is not null && Directory.Exists(target) && mayReplace(target))
                Replace(target);
            else
                MoveTo(target);
            _published = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed(target, e);
        }
    }

    public void Dispose()
    {
        if (_published)
            return;
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What can't be deleted keeps the name that says it is not whole.
        }
    }

    /// <exception cref="ResultsException">The folder exists and is not an empty folder.</exception>
    public static void ThrowIfTaken(string target, string option = "--out")
    {
        if (File.Exists(target))
            throw new ResultsException(ResultsFailure.Exists, $"{target} is a file; name another folder with {option} DIR");
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
            throw new ResultsException(ResultsFailure.Exists, $"{target} exists and is not empty; name another folder with {option} DIR, or delete it first");
    }

    private void MoveTo(string target)
    {
        ThrowIfTaken(target, _option);
        if (Directory.Exists(target))
            Directory.Delete(target);
        Directory.Move(Path, target);
    }

    private void Replace(string target)
    {
        var old = Path + ".old";
        Directory.Move(target, old);
        Directory.Move(Path, target);
        Directory.Delete(old, recursive: true);
    }

    private static ResultsException Failed(string what, Exception e) =>
        new(ResultsFailure.WriteFailed, $"can't write {what}: {Reason(e)}; no results were kept", e);

    /// <summary>The runtime's messages name our temporary path, or a file "not found" that was to be made: this says what a user can act on.</summary>
    private static string Reason(Exception e) => e switch
    {
        UnauthorizedAccessException => "permission denied",
        DirectoryNotFoundException or FileNotFoundException => "no folder can be made there",
        PathTooLongException => "the name is too long",
        ArgumentOutOfRangeException => "the file is larger than allowed here",
        _ => Lower(e.Message.Split(" : '", 2)[0].TrimEnd('.')),
    };

    /// <summary>What the runtime makes of EFBIG, the answer to a file over a limit of the user or of the file system.</summary>
    internal static bool IsFileTooLarge(Exception e) => e is ArgumentOutOfRangeException { ParamName: "value" };

    private static string Lower(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];
}

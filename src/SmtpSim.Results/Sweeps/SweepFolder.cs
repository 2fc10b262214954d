using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SmtpSim.Results;

/// <summary>
/// The folders of a sweep: <c>NAME.unfinished</c> holds the sweep's text and its journal while it runs, <c>NAME</c> appears whole when it is done.
/// </summary>
public sealed class SweepFolder
{
    public const string Unfinished = ".unfinished";
    public const string SweepFile = "sweep.yaml";

    private SweepFolder(string name, SweepRequest request) => (Name, Request) = (name, request);

    /// <summary>The results folder to be; without a name of the user's the digest is added.</summary>
    public string Name { get; }

    public SweepRequest Request { get; }

    /// <summary>Where the sweep stands while it is not finished.</summary>
    public string Path => Name + Unfinished;

    /// <summary>Begins a sweep.</summary>
    /// <param name="directory">Where to; null for <c>results/STEM</c>.</param>
    /// <param name="stem">Name of the folder where the user gave none.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="files">The sweep's text as <see cref="SweepFile"/>, and the trace files it reads.</param>
    /// <exception cref="ResultsException">It exists, or can't be created.</exception>
    public static SweepFolder Begin(string? directory, string stem, SweepRequest request, IReadOnlyList<(string Name, string Text)> files)
    {
        var name = System.IO.Path.TrimEndingDirectorySeparator(directory ?? System.IO.Path.Combine(ResultsFolder.DefaultRoot, stem));
        if (directory is not null)
            StagingFolder.ThrowIfTaken(directory);
        var folder = new SweepFolder(name, request);
        if (System.IO.Path.Exists(folder.Path))
            throw new ResultsException(ResultsFailure.Exists, $"an unfinished sweep is in {folder.Path}; 'smtpsim resume {folder.Path}' goes on with it, or delete it first");
        // Whole or not at all, as results are.
        using var staging = StagingFolder.Create(folder.Path);
        foreach (var (file, text) in files)
            staging.Write(file, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
        staging.Write(SweepRequest.FileName, stream => JsonSerializer.Serialize(stream, request, ResultsJson.Default.SweepRequest));
        staging.Publish(folder.Path);
        return folder;
    }

    /// <summary>Finds the unfinished sweep that a folder's name stands for, with or without its ending; null when there is none.</summary>
    public static SweepFolder? Find(string directory)
    {
        var path = System.IO.Path.TrimEndingDirectorySeparator(directory);
        var name = path.EndsWith(Unfinished, StringComparison.Ordinal) ? path[..^Unfinished.Length] : path;
        try
        {
            using var stream = File.OpenRead(System.IO.Path.Combine(name + Unfinished, SweepRequest.FileName));
            return JsonSerializer.Deserialize(stream, ResultsJson.Default.SweepRequest) is { Schema: SweepRequest.SchemaName } request ? new SweepFolder(name, request) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public string Read(string file) => File.ReadAllText(System.IO.Path.Combine(Path, file));

    /// <summary>Adds a file to a finished sweep's folder, or puts it in place of the one there, and its hash into the manifest.</summary>
    /// <exception cref="ResultsException">Writing failed; the old file is there still.</exception>
    public static void Put(string folder, string name, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        StagingFolder.Replace(folder, name, stream => stream.Write(bytes));
        SweepManifest manifest;
        using (var stream = File.OpenRead(System.IO.Path.Combine(folder, Manifest.FileName)))
            manifest = JsonSerializer.Deserialize(stream, ResultsJson.Default.SweepManifest)!;
        var files = new SortedDictionary<string, string>(manifest.Files, StringComparer.Ordinal) { [name] = Convert.ToHexStringLower(SHA256.HashData(bytes)) };
        StagingFolder.Replace(folder, Manifest.FileName, stream => ResultsJson.Write(stream, manifest with { Files = files }));
    }

    /// <summary>Writes the results, and takes the unfinished folder away.</summary>
    /// <param name="table">What was found.</param>
    /// <param name="summary">The same, summed up.</param>
    /// <param name="manifest">All but its files.</param>
    /// <param name="further">Files besides, such as its report.</param>
    /// <returns>The folder's path, as a user would write it, and the manifest as it stands there.</returns>
    /// <exception cref="ResultsException">Writing failed; the unfinished folder is still there.</exception>
    public (string Path, SweepManifest Manifest) Finish(SweepTable table, SweepSummary summary, SweepManifest manifest, IReadOnlyList<(string Name, Action<Stream> Write)>? further = null)
    {
        var target = Request.Named ? Name : $"{Name}-{summary.Digest[..6]}";
        using var staging = StagingFolder.Create(target);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        void Add(string name, Action<Stream> write)
        {
            using var memory = new MemoryStream();
            write(memory);
            files.Add(name, Convert.ToHexStringLower(SHA256.HashData(memory.GetBuffer().AsSpan(0, (int)memory.Length))));
            staging.Write(name, memory.WriteTo);
        }

        foreach (var name in new[] { SweepFile }.Concat(Request.Traces.Values))
            Add(name, stream => stream.Write(File.ReadAllBytes(System.IO.Path.Combine(Path, name))));
        Add(ResultsFolder.SummaryFile, stream => ResultsJson.Write(stream, summary));
        Add(SweepCsv.CellsFile, stream => SweepCsv.WriteCells(stream, table));
        Add(SweepCsv.RunsFile, stream => SweepCsv.WriteRuns(stream, table));
        foreach (var (name, write) in further ?? [])
            Add(name, write);
        var whole = manifest with { Files = files };
        staging.Write(Manifest.FileName, stream => ResultsJson.Write(stream, whole));
        staging.Publish(target, folder => string.Equals(ResultsFolder.DigestOf(folder), summary.Digest, StringComparison.Ordinal));
        Directory.Delete(Path, recursive: true);
        if (!Request.Named)
            LatestLink.Point(System.IO.Path.GetDirectoryName(target)!, System.IO.Path.GetFileName(target));
        return (target, whole);
    }
}

using System.Security.Cryptography;
using System.Text;
using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>
/// Writes the results of one run as a folder: manifest.json, scenario.yaml and the traces it reads, summary.json, metrics.csv. All but the
/// manifest are the same to the last byte for the same scenario and seed.
/// </summary>
public sealed class ResultsFolder : IDisposable
{
    /// <summary>Where results go that nobody named a folder for.</summary>
    public const string DefaultRoot = "results";

    public const string ScenarioFile = "scenario.yaml";
    public const string SummaryFile = "summary.json";
    public const string MetricsFile = "metrics.csv";

    private readonly string? _directory;
    private readonly string _root;
    private readonly StagingFolder _staging;
    private readonly List<StagedFile> _staged = [];

    private ResultsFolder(string? directory, string root, StagingFolder staging) => (_directory, _root, _staging) = (directory, root, staging);

    /// <summary>Prepares the folder before the run, so that a place that can't be written shows at once.</summary>
    /// <param name="directory">Where to; null makes <c>results/SCENARIO-sSEED-DIGEST</c> below <paramref name="root"/>.</param>
    /// <param name="scenario">Gives the folder its name.</param>
    /// <param name="root">The folder that <c>results</c> stands in.</param>
    /// <exception cref="ResultsException">It exists, or can't be created.</exception>
    public static ResultsFolder Prepare(string? directory, Scenario scenario, string root = "")
    {
        if (directory is not null)
            StagingFolder.ThrowIfTaken(directory);
        return new ResultsFolder(directory, root, StagingFolder.Create(directory ?? Path.Combine(root, DefaultRoot, StemOf(scenario))));
    }

    /// <summary>Begins a file that is written while the run goes on. It belongs to the results if it is complete when they are written.</summary>
    /// <exception cref="ResultsException">It can't be created.</exception>
    public StagedFile Stage(string name)
    {
        var file = _staging.Stage(name);
        _staged.Add(file);
        return file;
    }

    /// <summary>Writes all files and gives the folder its name; that of an interrupted run ends in <c>-partial</c>.</summary>
    /// <param name="result">The figures.</param>
    /// <param name="scenarioFiles">The effective scenario, as <see cref="ScenarioFile"/>, and the files it refers to: name and text.</param>
    /// <param name="manifest">All but its files.</param>
    /// <param name="expectations">Whether the scenario's were met.</param>
    /// <returns>The folder's path, as a user would write it, and the manifest as it stands there.</returns>
    /// <exception cref="ResultsException">Writing failed, or the name was taken meanwhile; nothing is left then.</exception>
    public (string Path, Manifest Manifest) Write(RunResult result, IReadOnlyList<(string Name, string Text)> scenarioFiles, Manifest manifest, IReadOnlyList<ExpectationResult>? expectations = null)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        void Add(string name, Action<Stream> write)
        {
            using var sha = SHA256.Create();
            _staging.Write(name, stream =>
            {
                using var hashing = new CryptoStream(stream, sha, CryptoStreamMode.Write, leaveOpen: true);
                write(hashing);
            });
            files.Add(name, Convert.ToHexStringLower(sha.Hash!));
        }

        foreach (var (name, text) in scenarioFiles)
            Add(name, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
        Add(SummaryFile, stream => ResultsJson.Write(stream, RunSummary.Of(result, expectations)));
        Add(MetricsFile, stream => MetricsCsv.Write(stream, result));
        foreach (var file in _staged)
            files.Add(file.Name, file.Hash ?? throw new InvalidOperationException($"{file.Name} is not complete."));
        var whole = manifest with { Files = files };
        _staging.Write(Manifest.FileName, stream => ResultsJson.Write(stream, whole));
        return (Publish(result), whole);
    }

    public void Dispose() => _staging.Dispose();

    /// <summary>The digest of the run a folder holds; null when it is no results folder.</summary>
    public static string? DigestOf(string folder)
    {
        try
        {
            using var stream = File.OpenRead(Path.Combine(folder, Manifest.FileName));
            return System.Text.Json.JsonSerializer.Deserialize(stream, ResultsJson.Default.Manifest)?.Digest;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    /// <summary>Adds a file to a folder that is whole, or puts it in place of the one there, and its hash into the manifest.</summary>
    /// <exception cref="ResultsException">Writing failed; the old file is there still.</exception>
    public static void Put(string folder, string name, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        StagingFolder.Replace(folder, name, stream => stream.Write(bytes));
        Manifest manifest;
        using (var stream = File.OpenRead(Path.Combine(folder, Manifest.FileName)))
            manifest = System.Text.Json.JsonSerializer.Deserialize(stream, ResultsJson.Default.Manifest)!;
        var files = new SortedDictionary<string, string>(manifest.Files, StringComparer.Ordinal) { [name] = Convert.ToHexStringLower(SHA256.HashData(bytes)) };
        StagingFolder.Replace(folder, Manifest.FileName, stream => ResultsJson.Write(stream, manifest with { Files = files }));
    }

    private string Publish(RunResult result)
    {
        var suffix = result.Complete ? "" : "-partial";
        if (_directory is not null)
        {
            var target = result.Complete ? _directory : FirstFree(Path.TrimEndingDirectorySeparator(_directory) + suffix);
            _staging.Publish(target);
            return target;
        }

        bool HoldsTheSame(string folder) => string.Equals(DigestOf(folder), result.Digest, StringComparison.Ordinal);
        // A run without records must not take the place of one that has them.
        suffix = _staged.Count == 0 ? suffix : "-records" + suffix;
        var stem = StemOf(result.Scenario);
        var root = Path.Combine(_root, DefaultRoot);
        var name = $"{stem}-{result.Digest[..6]}{suffix}";
        var path = Path.Combine(root, name);
        if (Path.Exists(path) && !HoldsTheSame(path))
            path = Path.Combine(root, name = $"{stem}-{result.Digest}{suffix}");
        _staging.Publish(path, HoldsTheSame);
        LatestLink.Point(root, name);
        return path;
    }

    private static string FirstFree(string path)
    {
        var candidate = path;
        for (var n = 2; Path.Exists(candidate); n++)
            candidate = $"{path}-{n}";
        return candidate;
    }

    private static string StemOf(Scenario scenario)
    {
        var name = string.Concat(scenario.Name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-'));
        return scenario.Replication == 0 ? $"{name}-s{scenario.Seed}" : $"{name}-s{scenario.Seed}-r{scenario.Replication}";
    }
}

using System.Security.Cryptography;
using System.Text.Json;

namespace SmtpSim.Results.Tests;

public sealed class ResultsFolderTests : IDisposable
{
    private const string Yaml = "name: sample\n";

    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Write_ToANamedFolder_HoldsAllFiles()
    {
        var path = Write(_root["out"]);

        Assert.Equal(_root["out"], path);
        Assert.Equal(["out"], _root.Names);
        Assert.Equal(
            ["manifest.json", "metrics.csv", "scenario.yaml", "summary.json"],
            Directory.EnumerateFiles(path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(Yaml, File.ReadAllText(Path.Combine(path, "scenario.yaml")));
    }

    [Fact]
    public void Write_Twice_DiffersInTheManifestAlone()
    {
        var (a, b) = (Write(_root["a"]), Write(_root["b"]));
        foreach (var file in new[] { "scenario.yaml", "summary.json", "metrics.csv" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(a, file)), File.ReadAllBytes(Path.Combine(b, file)));
    }

    [Fact]
    public void Manifest_HasTheHashOfEveryOtherFile()
    {
        var path = Write(_root["out"]);
        var manifest = JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(path, "manifest.json")), ResultsJson.Default.Manifest)!;

        Assert.Equal(["metrics.csv", "scenario.yaml", "summary.json"], manifest.Files.Keys);
        Assert.All(manifest.Files, file => Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(path, file.Key)))), file.Value));
    }

    [Fact]
    public void Prepare_FolderWithSomethingInIt_IsRefused()
    {
        Write(_root["out"]);
        var e = Assert.Throws<ResultsException>(() => ResultsFolder.Prepare(_root["out"], SampleRun.Scenario));
        Assert.Equal(ResultsFailure.Exists, e.Failure);
    }

    [Fact]
    public void Write_WithoutAName_MakesOneFromScenarioSeedAndDigest()
    {
        var path = Write(null);

        Assert.Equal(Path.Combine(_root["results"], "sample-s42-5e0c1b"), path);
        Assert.Equal("sample-s42-5e0c1b", new DirectoryInfo(Path.Combine(_root["results"], "latest")).LinkTarget);
        Assert.Equal(["latest", "sample-s42-5e0c1b"], Directory.EnumerateFileSystemEntries(_root["results"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Write_WithoutANameAgain_ReplacesTheSameResult()
    {
        var first = Write(null);
        File.WriteAllText(Path.Combine(first, "stale"), "");

        Assert.Equal(first, Write(null));
        Assert.False(File.Exists(Path.Combine(first, "stale")));
    }

    [Fact]
    public void Write_WithoutAName_NeverReplacesAnotherResult()
    {
        var other = Path.Combine(_root["results"], "sample-s42-5e0c1b");
        Directory.CreateDirectory(other);
        File.WriteAllText(Path.Combine(other, "manifest.json"), "{}");

        Assert.Equal(Path.Combine(_root["results"], "sample-s42-" + SampleRun.Digest), Write(null));
        Assert.True(Directory.Exists(other));
    }

    [Fact]
    public void Write_InterruptedRun_SaysSoInNameAndFiles()
    {
        var paths = new[] { Write(_root["out"], complete: false), Write(_root["out"], complete: false), Write(null, complete: false) };

        Assert.Equal([_root["out-partial"], _root["out-partial-2"], Path.Combine(_root["results"], "sample-s42-5e0c1b-partial")], paths);
        Assert.All(paths, path => Assert.All(
            new[] { "manifest.json", "summary.json" },
            file => Assert.False(JsonDocument.Parse(File.ReadAllText(Path.Combine(path, file))).RootElement.GetProperty("complete").GetBoolean())));
    }

    [Fact]
    public void Prepare_NeverWritten_LeavesNothing()
    {
        ResultsFolder.Prepare(_root["out"], SampleRun.Scenario).Dispose();
        Assert.Empty(_root.Names);
    }

    private string Write(string? directory, bool complete = true)
    {
        var result = SampleRun.Result(complete);
        using var folder = ResultsFolder.Prepare(directory, SampleRun.Scenario, _root.Path);
        return folder.Write(result, [(ResultsFolder.ScenarioFile, Yaml)], SampleRun.Manifest(result)).Path;
    }
}

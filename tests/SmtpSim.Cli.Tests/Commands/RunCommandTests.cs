using System.Text.Json;

namespace SmtpSim.Cli.Tests;

public sealed class RunCommandTests : CommandTests
{
    private static readonly string[] ComparableFiles = ["scenario.yaml", "summary.json", "metrics.csv"];

    [Fact]
    public void Run_Scenario_PrintsThePageAndLeavesAFolder()
    {
        var run = RunProgram("run", Scenario(), "--out", "out");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith(" small  seed 7  ", run.Output);
        Assert.Contains(" results  out\n", run.Output);
        Assert.DoesNotContain('\e', run.Output);
        Assert.DoesNotContain("simulating", run.Output);
        Assert.Equal(["out", "small.yaml"], Folder.Names);
        Assert.Contains(DigestOf("out"), run.Output);
    }

    [Fact]
    public void Run_WithoutOut_NamesTheFolderAfterTheResultAndLinksIt()
    {
        Assert.Equal(0, Run("run", Scenario(), "--quiet").ExitCode);

        var name = $"small-s7-{DigestOf("results/latest")[..6]}";
        Assert.Equal(["latest", name], Directory.EnumerateFileSystemEntries(Folder["results"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Run_Quiet_PrintsNothing()
    {
        var run = RunProgram("run", Scenario(), "--quiet", "--out", "out");
        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public void Run_Json_PrintsManifestAndSummaryOfTheFolder()
    {
        var run = Run("run", Scenario(), "--json", "--out", "out");

        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal("out", report.RootElement.GetProperty("results").GetString());
        foreach (var part in new[] { "manifest", "summary" })
        {
            using var file = JsonDocument.Parse(File.ReadAllText(Folder[$"out/{part}.json"]));
            Assert.True(JsonElement.DeepEquals(file.RootElement, report.RootElement.GetProperty(part)), part);
        }
    }

    [Fact]
    public void Run_AgainAndOnAnyPartitions_GivesTheSameBytes()
    {
        Scenario();
        string[] partitions = ["auto", "1", "2", "4", "8", "host"];
        foreach (var n in partitions)
            Assert.Equal(0, Run("run", "small.yaml", "--quiet", "--out", n, "--partitions", n).ExitCode);

        foreach (var n in partitions.Skip(1))
        {
            Assert.Equal(DigestOf("auto"), DigestOf(n));
            Assert.All(ComparableFiles, file => Assert.Equal(File.ReadAllBytes(Folder[$"auto/{file}"]), File.ReadAllBytes(Folder[$"{n}/{file}"])));
        }

        Assert.Equal(8, Manifest("8").GetProperty("options").GetProperty("partitions_used").GetInt32());
    }

    [Fact]
    public void Run_ResultsFolder_RunsItsScenarioAgain()
    {
        Run("run", Scenario(), "--quiet", "--out", "a", "--seed", "99", "--set", "servers.mx.count=2");
        Assert.Equal(0, Run("run", "a", "--quiet", "--out", "b").ExitCode);
        Assert.Equal(DigestOf("a"), DigestOf("b"));
    }

    [Fact]
    public void Run_ResultsFolderOfATrace_HasTheTraceWithIt()
    {
        File.WriteAllText(Folder["mail.csv"], "time,client,bytes,recipients\n1.5,patient-1,4000,1\n2,patient-2,4000,2\n");
        ScenarioWith("poisson: 6/min per client", "trace: mail.csv");
        Assert.Equal(0, Run("run", "small.yaml", "--quiet", "--out", "a").ExitCode);
        File.Delete(Folder["mail.csv"]);

        Assert.Equal((0, ""), Run("run", "a", "--quiet", "--out", "b") is var run ? (run.ExitCode, run.Error) : default);
        Assert.Equal(DigestOf("a"), DigestOf("b"));
        Assert.Equal(File.ReadAllText(Folder["a/trace-1.csv"]), File.ReadAllText(Folder["b/trace-1.csv"]));
    }

    [Fact]
    public void Run_SeedAndSet_AreInTheManifestAndChangeTheResult()
    {
        Run("run", Scenario(), "--quiet", "--out", "plain");
        Run("run", "small.yaml", "--quiet", "--out", "other", "--set", "servers.mx.count=2", "--seed", "8");

        Assert.NotEqual(DigestOf("plain"), DigestOf("other"));
        var manifest = Manifest("other");
        Assert.Equal(8, manifest.GetProperty("scenario").GetProperty("seed").GetInt32());
        Assert.Equal(
            ["servers.mx.count=2", "seed=8"],
            manifest.GetProperty("options").GetProperty("set").EnumerateArray().Select(set => set.GetString()!));
    }

    private JsonElement Manifest(string folder) => JsonDocument.Parse(File.ReadAllText(Folder[$"{folder}/manifest.json"])).RootElement;

    private string DigestOf(string folder) => Manifest(folder).GetProperty("digest").GetString()!;
}

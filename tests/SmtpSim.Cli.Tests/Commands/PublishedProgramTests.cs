using System.Text.Json;
using SmtpSim.Results.Tests;

namespace SmtpSim.Cli.Tests;

/// <summary>The program as users publish it: compiled ahead of time, by a compiler of its own, it must do what the built one does.</summary>
public sealed class PublishedProgramTests : CommandTests
{
    [Fact]
    public void Published_DoesWhatTheBuiltProgramDoes()
    {
        var program = Publish();
        Scenario();
        File.Copy(Path.Combine(Golden.Root, "scenarios", "relays.yaml"), Folder["relays.yaml"]);
        string[][] commands =
        [
            ["validate", "small.yaml"],
            ["run", "small.yaml", "--records", "all", "--out", "small"],
            ["run", "relays.yaml", "--partitions", "4", "--out", "relays"],
            ["trace", "small.yaml", "--client", "patient"],
            ["compare", "small", "small"],
            ["verify", "small"],
            ["diagram", "client"],
            ["run", "missing.yaml"],
        ];
        Assert.All(commands, command =>
        {
            var (built, published) = (InFolder("built", command), InFolder("published", command, program));
            Assert.Equal((built.ExitCode, WithoutTimes(built.Output), WithoutTimes(built.Error)), (published.ExitCode, WithoutTimes(published.Output), WithoutTimes(published.Error)));
        });
        Assert.All(["small/messages.parquet", "small/attempts.parquet", "small/sessions.parquet", "small/summary.json", "relays/summary.json"], file =>
            Assert.Equal(File.ReadAllBytes(Folder["built/" + file]), File.ReadAllBytes(Folder["published/" + file])));
        Assert.NotEmpty(DigestOf("published/relays"));
        Assert.Equal(DigestOf("built/relays"), DigestOf("published/relays"));
    }

    private string Publish()
    {
        var folder = Folder["program"];
        var configuration = new DirectoryInfo(SmtpSimProcess.Program).Parent!.Parent!.Name;
        using var process = SmtpSimProcess.Start(Golden.Root, "dotnet", ["publish", "src/SmtpSim.Cli", "-c", configuration, "-p:BuildProjectReferences=false", "-nodeReuse:false", "-o", folder]);
        var publish = SmtpSimProcess.Finish(process);
        Assert.True(publish.ExitCode == 0, publish.Output + publish.Error);
        return Path.Combine(folder, "smtpsim");
    }

    private SmtpSimProcess InFolder(string name, string[] command, string? program = null)
    {
        var folder = Directory.CreateDirectory(Folder[name]).FullName;
        foreach (var scenario in Directory.GetFiles(Folder.Path, "*.yaml"))
            File.Copy(scenario, Path.Combine(folder, Path.GetFileName(scenario)), overwrite: true);
        if (program is null)
            return SmtpSimProcess.Run(folder, command);
        using var process = SmtpSimProcess.Start(folder, program, command);
        return SmtpSimProcess.Finish(process);
    }

    private static string WithoutTimes(string text) => string.Join('\n', text.Split('\n').Where(line => !line.Contains("events/s", StringComparison.Ordinal)));

    private string DigestOf(string results)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Folder[results + "/manifest.json"]));
        return manifest.RootElement.GetProperty("digest").GetString()!;
    }
}

using System.Text.Json;
using SmtpSim.Protocol;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli.Tests;

public sealed class OtherCommandTests : CommandTests
{
    [Fact]
    public void Validate_GoodAndBad_NamesEachAndFails()
    {
        Scenario();
        Scenario("schema: 1\n", "bad.yaml");
        var run = Run("validate", "small.yaml", "bad.yaml");

        Assert.Equal(ExitCode.InvalidScenario, run.ExitCode);
        Assert.Equal("valid  small.yaml  16 clients in 2 groups, 3 servers\n", run.Output);
        Assert.Contains("bad.yaml:1:1: ", run.Error);
        Assert.EndsWith("1 of 2 scenarios not valid\n", run.Error);
    }

    [Fact]
    public void Validate_Json_ListsDiagnosticsOfEveryFile()
    {
        Scenario();
        Scenario("schema: 1\n", "bad.yaml");
        var run = Run("validate", ".", "missing.yaml", "--json");

        Assert.Equal((ExitCode.NoInput, ""), (run.ExitCode, run.Error));
        using var json = JsonDocument.Parse(run.Output);
        var reports = json.RootElement.EnumerateArray().ToList();
        Assert.Equal([false, true, false], reports.Select(report => report.GetProperty("valid").GetBoolean()));
        Assert.Equal(1, reports[0].GetProperty("diagnostics")[0].GetProperty("line").GetInt32());
    }

    [Fact]
    public void Validate_EveryScenarioOfTheRepository_IsValid()
    {
        var run = Run("validate", Path.Combine(SmtpSimProcess.Root, "scenarios"));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public void RatesOverCapacity_AreWarnedOfBeforeTheRunAndNotedInItsResult()
    {
        const string Busy =
            """
            schema: 1
            name: busy
            duration: 5min
            servers:
              mx: { workers: 1, service: { body: { exponential: 100ms } } }
            clients:
              a: { count: 100, retry: postfix }
            traffic:
              - { from: a, to: mx, arrivals: { poisson: 13/s } }
            """;
        Scenario(Busy, "busy.yaml");
        const string Warning = "busy.yaml:5:9: warning: from 0s to 5m the messages for servers.mx are 1.3 times the work that its worker can do, and nothing bounds the queue in servers.mx; ";
        var validate = Run("validate", "busy.yaml");
        Assert.Equal(ExitCode.Ok, validate.ExitCode);
        Assert.Contains(Warning, validate.Error, StringComparison.Ordinal);
        var run = Run("run", "busy.yaml", "--out", "out", "--no-report");
        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Contains(Warning, run.Error, StringComparison.Ordinal);
        Assert.Contains(" note     servers.mx: the queue was still growing when traffic ended: ", run.Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(File.ReadAllText(Folder["out/summary.json"]));
        Assert.EndsWith(" commands waiting; offered 1.3 of capacity, retries not counted", json.RootElement.GetProperty("notes")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void List_RepositorysScenarios_AllAskAQuestion()
    {
        var run = Run("list", Path.Combine(SmtpSimProcess.Root, "scenarios"), "--json");
        using var json = JsonDocument.Parse(run.Output);
        Assert.True(json.RootElement.GetArrayLength() >= 8);
        Assert.All(json.RootElement.EnumerateArray(), scenario =>
        {
            Assert.EndsWith("?", scenario.GetProperty("question").GetString());
            Assert.NotNull(scenario.GetProperty("expect").GetString());
        });
    }

    [Fact]
    public void List_NoSuchFolder_IsNoInput()
    {
        var run = Run("list");
        Assert.Equal((ExitCode.NoInput, ""), (run.ExitCode, run.Output));
        Assert.Contains("there is no folder scenarios", run.Error);
    }

    [Fact]
    public void New_Scenario_IsValidAndRuns()
    {
        Assert.Equal(0, Run("new", "mine", "--out", "mine.yaml").ExitCode);
        Assert.Equal(File.ReadAllText(Folder["mine.yaml"]), Run("new", "mine").Output);
        Assert.Equal(0, Run("run", "mine.yaml", "--quiet").ExitCode);
    }

    [Fact]
    public void New_FileExists_IsRefused()
    {
        Scenario();
        var run = Run("new", "mine", "--out", "small.yaml");
        Assert.Equal(ExitCode.CannotCreate, run.ExitCode);
        Assert.Contains("small.yaml exists", run.Error);
    }

    [Fact]
    public void Diagram_ModelAndFormat_PrintsThatOfTheModel()
    {
        Assert.Equal(ModelDiagram.Mermaid(ModelGraph.Client), Run("diagram", "client").Output);
        Assert.Equal(ModelDiagram.Dot(ModelGraph.Server), Run("diagram", "server", "--format", "dot").Output);
        Assert.Equal(0, Run("diagram", "server", "--out", "server.mmd").ExitCode);
        Assert.Equal(ModelDiagram.Mermaid(ModelGraph.Server), File.ReadAllText(Folder["server.mmd"]));
    }

    [Fact]
    public void Schema_IsThatOfTheLoader() => Assert.Equal(ScenarioSchema.Json, Run("schema").Output);

    [Fact]
    public void VersionAndHelp_AreResults()
    {
        var version = RunProgram("--version");
        Assert.Equal((0, ""), (version.ExitCode, version.Error));
        Assert.StartsWith(App.Program.Version, version.Output);
        var help = RunProgram("run", "--help");
        Assert.Equal((0, ""), (help.ExitCode, help.Error));
        Assert.Contains("--partitions <auto|host|N>", help.Output);
    }

    /// <summary>Half of the start of a run is Orleans; what does not simulate does not pay for it.</summary>
    [Fact]
    public void Commands_ThatDoNotSimulate_WorkWithoutOrleans()
    {
        var program = Directory.CreateDirectory(Folder["program"]).FullName;
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(SmtpSimProcess.Program)!))
        {
            var name = Path.GetFileName(file);
            // Without the list of dependencies the runtime takes what is in the folder.
            if (!name.EndsWith(".deps.json", StringComparison.Ordinal) && !name.StartsWith("Orleans", StringComparison.Ordinal)
                && !name.StartsWith("Microsoft.", StringComparison.Ordinal) && name is not "SmtpSim.Grains.dll")
                File.Copy(file, Path.Combine(program, name));
        }

        Scenario();
        string[][] commands = [["validate", "small.yaml"], ["list", "."], ["schema"], ["new", "x"], ["diagram", "client"]];
        Assert.All(commands, command =>
        {
            using var process = SmtpSimProcess.Start(Folder.Path, "dotnet", [Path.Combine(program, "smtpsim.dll"), .. command]);
            var run = SmtpSimProcess.Finish(process);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
        });
        using var simulation = SmtpSimProcess.Start(Folder.Path, "dotnet", [Path.Combine(program, "smtpsim.dll"), "run", "small.yaml"]);
        Assert.Equal(ExitCode.Internal, SmtpSimProcess.Finish(simulation).ExitCode);
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using SmtpSim.Results;

namespace SmtpSim.Cli.Tests;

public sealed class SweepCommandTests : CommandTests
{
    private const string Text =
        """
        schema: 1
        name: small
        seed: 7
        duration: 20m
        drain: 1h
        servers: { mx: { count: 3, workers: 2, service: { body: 20ms }, greylist: { delay: 60s } } }
        clients: { patient: { count: 12, retry: { fixed: 90s, lifetime: 30m } } }
        traffic: [ { from: "*", to: mx, arrivals: { poisson: 6/min per client } } ]
        expect:
          - delivered.ratio >= 99%
          - { that: "delay.p50[60s] < delay.p50[200s]", confidence: 95% }
        params: { greylist: servers.mx.greylist.delay }
        sweep:
          grid: { greylist: [60s, 200s], servers.mx.workers: { from: 1, to: 2, step: 1 } }
          replications: 3
        """;

    /// <summary>All but the manifest, which tells the time.</summary>
    private static readonly string[] Files = ["cells.csv", "report.html", "runs.csv", "summary.json", "sweep.yaml"];

    [Fact]
    public void Sweep_LeavesTidyTablesAndAVerdict()
    {
        Scenario(Text, "small.yaml");
        var sweep = Run("sweep", "small.yaml", "--out", "out", "--junit", "junit.xml");
        Assert.Equal(ExitCode.Ok, sweep.ExitCode);
        Assert.Contains(" expectations  all 6 passed\n", sweep.Output, StringComparison.Ordinal);
        Assert.Contains("cell 4/4 greylist=200s servers.mx.workers=2  3 of 3 runs; sweep 12 of 12", sweep.Error, StringComparison.Ordinal);
        Assert.Equal([.. Files.Append("manifest.json").Order(StringComparer.Ordinal)], Directory.GetFiles(Folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("cell,greylist,servers.mx.workers,metric,replications,mean,ci95_low,ci95_high,sd,min,max", File.ReadLines(Folder["out/cells.csv"]).First());
        var cells = JsonNode.Parse(File.ReadAllText(Folder["out/summary.json"]))!["cells"]!.AsArray();
        Assert.Equal(4, cells.Count);
        Assert.Equal(("60s", 3, 3), ((string)cells[0]!["values"]!["greylist"]!, (int)cells[0]!["replications"]!, (int)cells[0]!["metrics"]!["delay.p50"]!["count"]!));
        Assert.Equal(["junit.xml", "out", "small.yaml"], Folder.Names);
    }

    /// <summary>What the hint names is the very run: its median is the one that failed.</summary>
    [Fact]
    public void Sweep_WithExpectationsThatFail_HintsAtAMessageOfTheRunThatFailedMost()
    {
        Scenario(Text.Replace("delivered.ratio >= 99%", "delay.p50 < 90.2s", StringComparison.Ordinal), "small.yaml");
        var sweep = Run("sweep", "small.yaml", "--out", "out", "--junit", "junit.xml");
        Assert.Equal(ExitCode.ExpectationFailed, sweep.ExitCode);
        var hints = sweep.Output.Split('\n').Where(line => line.Contains("see why: ", StringComparison.Ordinal)).Select(line => line[(line.IndexOf("smtpsim ", StringComparison.Ordinal) + 8)..]).ToList();
        Assert.Equal(sweep.Output.Split("delay.p50 < 90.2s at").Length - 1, hints.Count);
        var hint = hints.Single(line => line.Contains("--set greylist=200s --set servers.mx.workers=2", StringComparison.Ordinal));
        Assert.Contains($"see why: smtpsim {hint}", File.ReadAllText(Folder["junit.xml"]), StringComparison.Ordinal);

        var rows = File.ReadLines(Folder["out/runs.csv"]).Select(line => line.Split(',')).ToList();
        var (metric, run) = (rows[0].IndexOf("metric"), rows[0].IndexOf("replication"));
        var medians = rows.Where(row => row[0] == "3" && row[metric] == "delay.p50").ToDictionary(row => row[run], row => double.Parse(row[^1], CultureInfo.InvariantCulture));
        Assert.Equal(3, medians.Count);
        var worst = medians.MaxBy(median => median.Value);
        Assert.Equal(worst.Key == "0" ? [] : [$"--set replication={worst.Key}"], hint.Split(' ').Zip(hint.Split(' ').Skip(1), (a, b) => $"{a} {b}").Where(pair => pair.StartsWith("--set replication", StringComparison.Ordinal)));

        Assert.StartsWith("message patient-", Run([.. hint.Split(' ')]).Output, StringComparison.Ordinal);
        var again = JsonNode.Parse(Run(["run", .. hint.Split(' ').Skip(1).TakeWhile(word => word != "--first"), "--out", "again", "--json"]).Output)!;
        Assert.Equal(worst.Value, (double)again["summary"]!["total"]!["clients"]!["delivery_delay_s"]!["p50"]!, 6);
    }

    /// <summary>Killed in the middle, resumed, killed and resumed once more: the same bytes as in one go, and no run done twice.</summary>
    [Fact]
    public void Sweep_KilledInItsMiddleAndResumed_EndsInTheSameBytes()
    {
        Scenario(Text.Replace("replications: 3", "replications: 40", StringComparison.Ordinal), "small.yaml");
        Assert.Equal(ExitCode.Ok, Run("sweep", "small.yaml", "--out", "whole", "--quiet").ExitCode);

        Kill(runs: 5, "sweep", "small.yaml", "--out", "out", "--quiet");
        Kill(runs: 40, "resume", "out", "--quiet");
        var done = File.ReadAllText(Folder["out.unfinished/journal.jsonl"]).Count(c => c == '\n') - 1;
        Assert.False(Directory.Exists(Folder["out"]));
        Assert.InRange(done, 40, 159);

        Assert.Equal(ExitCode.Ok, Run("resume", "out.unfinished", "--quiet", "--workers", "1").ExitCode);
        foreach (var file in Files)
            Assert.Equal(File.ReadAllBytes(Folder["whole/" + file]), File.ReadAllBytes(Folder["out/" + file]));
        Assert.Equal(160 - done, (int)JsonNode.Parse(File.ReadAllText(Folder["out/manifest.json"]))!["runs_here"]!);
        Assert.Equal(["out", "small.yaml", "whole"], Folder.Names);
        Assert.Equal(ExitCode.Usage, Run("resume", "out").ExitCode);
    }

    /// <summary>Four runs are two observations, each run repeats by itself, and pairs are not compared with runs.</summary>
    [Fact]
    public void Sweep_InAntitheticPairs_CountsPairs()
    {
        Scenario(Text.Replace("replications: 3", "replications: { count: 4, antithetic: true }", StringComparison.Ordinal), "small.yaml");
        Scenario(Text, "plain.yaml");
        Assert.Equal(ExitCode.Ok, Run("sweep", "small.yaml", "--out", "out", "--quiet").ExitCode);
        Assert.All(File.ReadLines(Folder["out/cells.csv"]).Where(line => line.Contains(",delay.mean,", StringComparison.Ordinal)), line => Assert.Equal("2", line.Split(',')[4]));
        var digest = File.ReadLines(Folder["out/runs.csv"]).First(line => line.StartsWith("0,60s,1,1,", StringComparison.Ordinal)).Split(',')[4];
        Run("run", "small.yaml", "--out", "one", "--quiet", "--no-report", "--set", "antithetic=true", "--set", "servers.mx.workers=1");
        Assert.Equal(digest, (string)JsonNode.Parse(File.ReadAllText(Folder["one/manifest.json"]))!["digest"]!);

        Assert.Equal(ExitCode.Ok, Run("report", "out").ExitCode);
        Assert.Contains("antithetic pairs", File.ReadAllText(Folder["out/report.html"]), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, Run("verify", "out", "--quiet").ExitCode);
        Run("sweep", "plain.yaml", "--out", "plain", "--quiet");
        var compare = Run("compare", "plain", "out");
        Assert.Equal(ExitCode.NoInput, compare.ExitCode);
        Assert.Contains("the replications of out are antithetic pairs and those of plain are not", compare.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Sweep_WhereAnUnfinishedOneIs_SaysHowToGoOn()
    {
        Scenario(Text, "small.yaml");
        Kill(runs: 1, "sweep", "small.yaml", "--out", "out", "--quiet");
        var sweep = Run("sweep", "small.yaml", "--out", "out");
        Assert.Equal(ExitCode.Usage, sweep.ExitCode);
        Assert.Contains("'smtpsim resume out.unfinished' goes on with it", sweep.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Sweep_ThatIsWrong_StartsNothing()
    {
        Scenario(Text.Replace("servers.mx.workers:", "servers.mx.wrokers:", StringComparison.Ordinal), "small.yaml");
        var sweep = Run("sweep", "small.yaml", "--out", "out");
        Assert.Equal(ExitCode.InvalidScenario, sweep.ExitCode);
        Assert.Contains("small.yaml:14:34: unknown key 'wrokers' in servers.mx; did you mean 'workers'?", sweep.Error, StringComparison.Ordinal);
        Assert.Equal(["small.yaml"], Folder.Names);
        Assert.Equal(ExitCode.InvalidScenario, Run("validate", "small.yaml").ExitCode);
    }

    [Fact]
    public void Run_OfASweep_RunsItsScenarioAndSaysSo()
    {
        Scenario(Text, "small.yaml");
        var run = Run("run", "small.yaml", "--out", "out");
        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Contains(" expectations  1 passed\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("smtpsim sweep small.yaml", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("sweep", File.ReadAllText(Folder["out/scenario.yaml"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Resume_OfNothing_Says() => Assert.Equal(ExitCode.NoInput, Run("resume", "nowhere").ExitCode);

    [Fact]
    public void Compare_AndVerify_OfSweeps()
    {
        Scenario(Text, "small.yaml");
        Run("sweep", "small.yaml", "--out", "a", "--quiet");
        Run("sweep", "small.yaml", "--out", "b", "--quiet", "--workers", "3");
        Assert.Equal(0, Run("compare", "a", "b").ExitCode);
        var verify = Run("verify", "a", "--quiet");
        Assert.Equal((ExitCode.Ok, true), (verify.ExitCode, verify.Output.StartsWith("verified", StringComparison.Ordinal)));

        Run("sweep", "small.yaml", "--out", "c", "--quiet", "--set", "network.latency=50ms");
        var compare = Run("compare", "a", "c", "--report", "compared.html");
        Assert.Equal(ExitCode.Different, compare.ExitCode);
        Assert.Contains("differences are clear", File.ReadAllText(Folder["compared.html"]), StringComparison.Ordinal);
        Assert.Contains("Bonferroni", compare.Output, StringComparison.Ordinal);
        Assert.Contains("  B  --set network.latency=50ms\n", compare.Output, StringComparison.Ordinal);
        Assert.Contains(" greylist=60s servers.mx.workers=1\n metric", compare.Output, StringComparison.Ordinal);

        File.AppendAllText(Folder["a/cells.csv"], "\n");
        verify = Run("verify", "a", "--quiet");
        Assert.Equal(ExitCode.Different, verify.ExitCode);
        Assert.Contains("cells.csv was changed", verify.Output, StringComparison.Ordinal);

        File.Delete(Folder["a/cells.csv"]);
        verify = Run("verify", "a", "--quiet");
        Assert.Equal(ExitCode.Different, verify.ExitCode);
        Assert.Contains("cells.csv is missing", verify.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_AndVerify_OfRuns()
    {
        Scenario(Text, "small.yaml");
        Run("run", "small.yaml", "--out", "a", "--quiet");
        Run("run", "small.yaml", "--out", "b", "--quiet", "--partitions", "3");
        Assert.Equal(0, Run("compare", "a", "b").ExitCode);
        Assert.Equal(0, Run("verify", "b", "--quiet").ExitCode);

        Run("run", "small.yaml", "--out", "c", "--quiet", "--set", "servers.mx.greylist.delay=3m");
        var compare = Run("compare", "a", "c");
        Assert.Equal(ExitCode.Different, compare.ExitCode);
        Assert.Contains("  A  servers.mx.greylist.delay: 1m\n", compare.Output, StringComparison.Ordinal);
        Assert.Matches(" They part at event [0-9,]+\\.\n  A  [0-9:.]+  [a-z0-9-]+ +[A-Za-z0-9].*\n  B  [0-9:.]+  [a-z0-9-]+ +[A-Za-z0-9].*\n", compare.Output);
        Assert.Contains(" total.clients.delivery_delay_s.p50", compare.Output, StringComparison.Ordinal);
        Assert.Contains("One run of each tells no chance from effect", compare.Output, StringComparison.Ordinal);

        Run("sweep", "small.yaml", "--out", "sweep", "--quiet");
        Assert.Equal(ExitCode.NoInput, Run("compare", "a", "sweep").ExitCode);
        Assert.Equal(ExitCode.NoInput, Run("compare", "a", "nowhere").ExitCode);

        File.WriteAllText(Folder["c/summary.json"], "{");
        compare = Run("compare", "a", "c");
        Assert.Equal(ExitCode.NoInput, compare.ExitCode);
        Assert.Contains("summary.json of c is damaged", compare.Error, StringComparison.Ordinal);
    }

    /// <summary>Starts the program and kills it, with no chance to tidy up, as soon as its journal has so many runs.</summary>
    private void Kill(int runs, params string[] arguments)
    {
        var journal = Folder["out.unfinished/" + SweepJournal.FileName];
        using var process = SmtpSimProcess.Start(Folder.Path, "dotnet", [SmtpSimProcess.Program, .. arguments]);
        while (!process.HasExited && !(File.Exists(journal) && Lines(journal) > runs))
            Thread.Yield();
        process.Kill();
        process.WaitForExit();
        Assert.True(Directory.Exists(Folder["out.unfinished"]), "it was over before it was killed: " + runs.ToString(CultureInfo.InvariantCulture));
    }

    private static int Lines(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Count(c => c == '\n');
    }
}

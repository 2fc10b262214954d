using System.Globalization;
using System.Text.Json;

namespace SmtpSim.Cli.Tests;

public sealed class RecordCommandTests : CommandTests
{
    private static readonly string[] Tables = ["messages", "attempts", "sessions"];

    [Theory]
    [InlineData("parquet")]
    [InlineData("csv")]
    public void Run_WithRecordsOnAnyPartitions_GivesTheSameBytesAndTheDigestOfARunWithout(string format)
    {
        Scenario();
        Assert.Equal(0, Run("run", "small.yaml", "--quiet", "--no-report", "--out", "none").ExitCode);
        foreach (var n in (string[])["1", "2", "4", "8"])
        {
            Assert.Equal(0, Run("run", "small.yaml", "--quiet", "--no-report", "--records", "all", "--format", format, "--partitions", n, "--out", n).ExitCode);
            Assert.Equal(Manifest("none").GetProperty("digest").GetString(), Manifest(n).GetProperty("digest").GetString());
            Assert.All(Tables, table => Assert.Equal(File.ReadAllBytes(Folder[$"1/{table}.{format}"]), File.ReadAllBytes(Folder[$"{n}/{table}.{format}"])));
        }
        Assert.False(File.Exists(Folder["none/messages." + format]));
    }

    [Fact]
    public void Run_WithRecords_HasARowForEachThingThatItsSummaryCounts()
    {
        Assert.Equal(0, Run("run", Scenario(), "--quiet", "--no-report", "--records", "all", "--format", "csv", "--out", "out").ExitCode);
        using var summary = JsonDocument.Parse(File.ReadAllText(Folder["out/summary.json"]));
        var clients = summary.RootElement.GetProperty("total").GetProperty("clients");
        Assert.Equal(clients.GetProperty("messages").GetProperty("submitted").GetInt32(), Rows("messages").Length);
        Assert.Equal(clients.GetProperty("attempts").GetInt32(), Rows("attempts").Length);
        Assert.Equal(clients.GetProperty("sessions").GetProperty("opened").GetInt32(), Rows("sessions").Length);
    }

    [Fact]
    public void Run_WithRecordsOfSome_KeepsThoseThatMeetAllConditions()
    {
        Scenario();
        Assert.Equal(0, Run("run", "small.yaml", "--quiet", "--no-report", "--records", "messages", "--format", "csv", "--where", "client=patient and delay_s > 60", "--out", "out").ExitCode);
        var rows = Rows("messages");
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal("patient", row[0]));
        Assert.All(rows, row => Assert.True(double.Parse(row[6], CultureInfo.InvariantCulture) > 60));
        Assert.Equal(["messages.csv"], Directory.GetFiles(Folder["out"], "*s.csv").Select(Path.GetFileName).Where(name => Tables.Contains(Path.GetFileNameWithoutExtension(name))));
        var records = Manifest("out").GetProperty("options").GetProperty("records");
        Assert.Equal("client=patient and delay_s > 60", records.GetProperty("where").GetString());
    }

    [Theory]
    [InlineData("unknown table of records 'mesages'", "messages", "--records", "mesages")]
    [InlineData("unknown format of records 'parket'", "parquet", "--records", "all", "--format", "parket")]
    [InlineData("messages have no column 'fat'", "fate", "--records", "messages", "--where", "fat=expired")]
    [InlineData("fate is never 'expird'", "expired", "--records", "messages", "--where", "fate=expird")]
    [InlineData("client is never 'patent'", "patient", "--records", "messages", "--where", "client=patent")]
    [InlineData("messages have no column 'step'", "--records attempts", "--records", "messages", "--where", "step=rcpt")]
    [InlineData("fate has no order", "Compare it with = or !=", "--records", "messages", "--where", "fate>expired")]
    [InlineData("'fate' in --where is no comparison", "COLUMN=VALUE", "--records", "messages", "--where", "fate")]
    [InlineData("delay_s is a number of seconds, not 'long'", "", "--records", "messages", "--where", "delay_s>long")]
    [InlineData("bytes is never null", "", "--records", "messages", "--where", "bytes=null")]
    [InlineData("--sample takes a share over 0 up to 100%, not '0'", "--sample 1%", "--records", "all", "--sample", "0")]
    [InlineData("--sample takes a share over 0 up to 100%, not '101%'", "--sample 1%", "--records", "all", "--sample", "101%")]
    [InlineData("--sample takes a share over 0 up to 100%, not 'some'", "--sample 1%", "--records", "all", "--sample", "some")]
    [InlineData("--sample says which records are written, and none are", "Add --records all", "--sample", "1%")]
    [InlineData("--where says which records are written, and none are", "Add --records all", "--where", "fate=expired")]
    public void Run_WithRecordsThatCanNotBe_IsToldWithWhatCanAndLeavesNothing(string message, string remedy, params string[] options)
    {
        Scenario();
        var run = Run(["run", "small.yaml", "--out", "out", .. options]);
        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Contains(remedy, run.Error, StringComparison.Ordinal);
        Assert.Equal(["small.yaml"], Folder.Names);
    }

    [Fact]
    public void Run_WithRecordsInterrupted_KeepsWholeFilesOfWhatWasUnderAFolderThatSaysSo()
    {
        ScenarioWith("duration: 2m", "duration: 2000d");
        Scenario(File.ReadAllText(Folder["small.yaml"]).Replace("series: 10s", "series: 1d", StringComparison.Ordinal));
        using var process = SmtpSimProcess.Start(
            Folder.Path,
            "env",
            ["--default-signal=INT", "dotnet", SmtpSimProcess.Program, "run", "small.yaml", "--out", "out", "--no-report", "--records", "messages", "--sample", "1%", "--format", "csv"]);
        process.StandardError.ReadLine(); // The first line of progress: the run is under way.
        using (var kill = System.Diagnostics.Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))
            kill.WaitForExit();
        var run = SmtpSimProcess.Finish(process);

        Assert.Equal(ExitCode.Interrupted, run.ExitCode);
        Assert.Equal(["out-partial", "small.yaml"], Folder.Names);
        Assert.EndsWith("\n", File.ReadAllText(Folder["out-partial/messages.csv"]), StringComparison.Ordinal);
        Assert.False(Manifest("out-partial").GetProperty("complete").GetBoolean());
    }

    [Fact]
    public void Run_WithRecordsOnAFullDisk_EndsAndLeavesNothing()
    {
        ScenarioWith("duration: 2m", "duration: 12h");
        // Files of 64 kB at most: the records are the first that are larger, long before the run is over.
        using var process = SmtpSimProcess.Start(
            Folder.Path,
            "sh",
            ["-c", "trap '' XFSZ; ulimit -f 128; export DOTNET_EnableWriteXorExecute=0; exec \"$@\"", "sh", "dotnet", SmtpSimProcess.Program, "run", "small.yaml", "--quiet", "--no-report", "--records", "all", "--format", "csv", "--out", "out"]);
        var run = SmtpSimProcess.Finish(process);

        Assert.Equal((ExitCode.OutputFailed, ""), (run.ExitCode, run.Output));
        Assert.Contains("can't write the records: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(["small.yaml"], Folder.Names);
    }

    [Fact]
    public void Verify_OfRecords_SeesAFileThatWasChanged()
    {
        Assert.Equal(0, Run("run", Scenario(), "--quiet", "--no-report", "--records", "attempts", "--out", "out").ExitCode);
        Assert.Equal(0, Run("verify", "out", "--quiet").ExitCode);
        File.AppendAllText(Folder["out/attempts.parquet"], "x");
        var verify = Run("verify", "out", "--quiet");
        Assert.Equal(ExitCode.Different, verify.ExitCode);
        Assert.Contains("attempts.parquet was changed", verify.Output, StringComparison.Ordinal);
    }

    private string[][] Rows(string table) => [.. File.ReadLines(Folder[$"out/{table}.csv"]).Skip(1).Select(line => line.Split(','))];

    private JsonElement Manifest(string folder) => JsonDocument.Parse(File.ReadAllText(Folder[$"{folder}/manifest.json"])).RootElement;
}

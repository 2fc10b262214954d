using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;

namespace SmtpSim.Cli.Tests;

public sealed class InterruptTests : CommandTests
{
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void Signal_InMidRun_KeepsMarkedPartialResults(string signal)
    {
        using var process = StartLongRun();
        process.StandardError.ReadLine(); // The first line of progress: the run is under way.
        Send(signal, process);
        var run = SmtpSimProcess.Finish(process);

        Assert.Equal(ExitCode.Interrupted, run.ExitCode);
        Assert.Contains("interrupted; partial results are in out-partial", run.Error);
        Assert.Contains("partial figures", run.Output);
        Assert.Equal(["junit.xml", "out-partial", "small.yaml"], Folder.Names);
        var suite = XDocument.Parse(File.ReadAllText(Folder["junit.xml"])).Root!.Element("testsuite")!;
        Assert.Equal(("2", "2", 2), (suite.Attribute("tests")!.Value, suite.Attribute("errors")!.Value, suite.Elements("testcase").Count()));
        Assert.All(suite.Elements("testcase"), test => Assert.Equal("the run was interrupted", test.Element("error")!.Attribute("message")!.Value));
        foreach (var file in new[] { "manifest.json", "summary.json" })
        {
            using var json = JsonDocument.Parse(File.ReadAllText(Folder[$"out-partial/{file}"]));
            Assert.False(json.RootElement.GetProperty("complete").GetBoolean(), file);
        }
    }

    [Fact]
    public void Signal_Twice_EndsAtOnceAndLeavesNothingThatLooksWhole()
    {
        using var process = StartLongRun();
        process.StandardError.ReadLine();
        Send("INT", process);
        Send("INT", process);
        var run = SmtpSimProcess.Finish(process);

        Assert.Equal(ExitCode.Interrupted, run.ExitCode);
        // Whichever came first, the orderly end or the second signal.
        Assert.All(Folder.Names.Where(name => name.StartsWith("out", StringComparison.Ordinal)), name => Assert.Contains("partial", name));
    }

    /// <summary>Days of traffic, more than any machine simulates while a test waits.</summary>
    private Process StartLongRun()
    {
        ScenarioWith("duration: 2m", "duration: 2000d");
        Scenario(File.ReadAllText(Folder["small.yaml"]).Replace("series: 10s", "series: 1d", StringComparison.Ordinal).TrimEnd() + "\nexpect: [delivered.ratio = 1, expired = 0]\n");
        // A background job may have been started deaf to SIGINT, and hands that on.
        return SmtpSimProcess.Start(
            Folder.Path, "env", ["--default-signal=INT,TERM", "dotnet", SmtpSimProcess.Program, "run", "small.yaml", "--out", "out", "--partitions", "1", "--junit", "junit.xml"]);
    }

    private static void Send(string signal, Process process)
    {
        using var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}

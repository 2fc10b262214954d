namespace SmtpSim.Cli.Tests;

/// <summary>Each kind of bad input: its exit code, a message with place and remedy on standard error, nothing on standard output, nothing half-written.</summary>
public sealed class BadInputTests : CommandTests
{
    [Theory]
    [InlineData("Required command was not provided")]
    [InlineData("'bogus'", "bogus")]
    [InlineData("there is no command 'rum'; did you mean 'run'?", "rum")]
    [InlineData("SCENARIO", "run")]
    [InlineData("--partitions takes auto, host or a number from 1 on, not '0'", "run", "small.yaml", "--partitions", "0")]
    [InlineData("'--bogus'", "run", "small.yaml", "--bogus")]
    [InlineData("there is no option '--sed'; did you mean '--seed'?", "run", "--sed", "3", "small.yaml")]
    [InlineData("there is no option '--jsn'; did you mean '--json'?", "validate", "--jsn", "small.yaml")]
    [InlineData("--seed takes a whole number from 0 on, not 'x'", "run", "small.yaml", "--seed", "x")]
    [InlineData("--seed takes a whole number from 0 on, not '-1'", "run", "small.yaml", "--seed", "-1")]
    [InlineData("--workers takes no number as large as '99999999999'", "sweep", "small.yaml", "--workers", "99999999999")]
    [InlineData("--workers takes a whole number, not 'all'", "sweep", "small.yaml", "--workers", "all")]
    [InlineData("--workers takes a number from 1 to 1024", "sweep", "small.yaml", "--workers", "0")]
    [InlineData("--replications takes a whole number, not 'all'", "reproduce", "x", "--replications", "all")]
    [InlineData("--parallel takes a whole number, not 'x'", "conform", "127.0.0.1:1", "--parallel", "x")]
    [InlineData("--max-errors takes a whole number, not 'x'", "listen", "small.yaml", "--max-errors", "x")]
    [InlineData("--host takes a whole number, not '1.5'", "listen", "small.yaml", "--host", "1.5")]
    [InlineData("--port takes a whole number, not 'smtp'", "listen", "small.yaml", "--port", "smtp")]
    [InlineData("--sessions takes a whole number, not 'x'", "capture", "small.yaml", "--sessions", "x")]
    [InlineData("--speed takes a number, not 'fast'", "load", "small.yaml", "--target", "127.0.0.1:1", "--speed", "fast")]
    [InlineData("'a b' is not a name for a scenario", "new", "a b")]
    [InlineData("'both'", "diagram", "both")]
    public void CommandLine_Wrong_IsUsage(string message, params string[] arguments)
    {
        var run = Run(arguments);
        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error);
        Assert.Contains("--help", run.Error);
        Assert.Empty(Folder.Names);
    }

    [Fact]
    public void Scenario_Missing_IsNoInput() => Fails(ExitCode.NoInput, "missing.yaml", "run", "missing.yaml");

    [Theory]
    [InlineData("count: 3", "count: 0", "small.yaml:11:12: ")]
    [InlineData("count: 3", "cuont: 3", "did you mean 'count'?")]
    [InlineData("drain: 1h", "drain: 1", "small.yaml:5:8: ")]
    [InlineData("drain: 1h", "drain: -1h", "small.yaml:5:8: ")]
    [InlineData("to: mx", "to: nowhere", "nowhere")]
    [InlineData("jitter: { exponential: 10ms }", "jitter: { exponential: -10ms }", "small.yaml:8:")]
    [InlineData("poisson: 6/min per client", "trace: missing.csv", "missing.csv")]
    [InlineData("clients:", "clients: [", "small.yaml:")]
    public void Scenario_Invalid_IsToldWithItsPlace(string part, string replacement, string message)
    {
        ScenarioWith(part, replacement);
        Fails(ExitCode.InvalidScenario, message, "run", "small.yaml", "--out", "out");
    }

    [Fact]
    public void Set_UnknownPath_IsToldWithTheNearestName()
    {
        Scenario();
        Fails(ExitCode.InvalidScenario, "did you mean 'count'?", "run", "small.yaml", "--set", "servers.mx.cuont=3");
    }

    [Fact]
    public void LatencyFloor_ZeroAcrossPartitions_IsToldWithItsLine()
    {
        ScenarioWith("floor: 5ms", "floor: 0ms");
        Fails(ExitCode.InvalidScenario, "small.yaml:8:", "run", "small.yaml", "--partitions", "2");
        Assert.Equal(0, Run("run", "small.yaml", "--quiet", "--out", "out").ExitCode);
    }

    [Fact]
    public void OutputFolder_NotEmpty_IsRefusedAndStays()
    {
        Scenario();
        Directory.CreateDirectory(Folder["out"]);
        File.WriteAllText(Folder["out/mine"], "");
        Fails(ExitCode.Usage, "out exists and is not empty", "run", "small.yaml", "--out", "out");
        Assert.Equal([Folder["out/mine"]], Directory.GetFiles(Folder["out"]));
    }

    [Fact]
    public void OutputFolder_NotWritable_IsToldBeforeTheRun()
    {
        Scenario();
        File.WriteAllText(Folder["file"], "");
        Fails(ExitCode.CannotCreate, "can't create file/out: no folder can be made there", "run", "small.yaml", "--out", "file/out");
    }

    [Fact]
    public void Disk_Full_LeavesNothingThatLooksWhole()
    {
        Scenario();
        // A file system of 16 kB that this process alone sees, or, where nobody may mount one, files of 16 kB at most.
        const string Script =
            """
            mkdir disk
            if mount -t tmpfs -o size=16k tmpfs disk 2> /dev/null; then :; else trap '' XFSZ; ulimit -f 32; export DOTNET_EnableWriteXorExecute=0; fi
            "$@"
            code=$?
            ls -A disk
            exit $code
            """;
        const string Outer = "if unshare --mount --map-root-user true 2> /dev/null; then exec unshare --mount --map-root-user \"$@\"; else exec \"$@\"; fi";
        using var process = SmtpSimProcess.Start(
            Folder.Path,
            "sh",
            ["-c", Outer, "sh", "sh", "-c", Script, "sh", "dotnet", SmtpSimProcess.Program, "run", "small.yaml", "--quiet", "--out", "disk/out"]);
        var run = SmtpSimProcess.Finish(process);

        Assert.Equal((ExitCode.OutputFailed, ""), (run.ExitCode, run.Output));
        Assert.Matches("can't write [a-z.]+: (no space left on device|the file is larger than allowed here); no results were kept", run.Error);
    }

    [Fact]
    public void StandardOutput_Full_IsAFailureOfTheOutput()
    {
        using var process = SmtpSimProcess.Start(Folder.Path, "sh", ["-c", "exec dotnet \"$0\" schema > /dev/full", SmtpSimProcess.Program]);
        var run = SmtpSimProcess.Finish(process);
        Assert.Equal(ExitCode.OutputFailed, run.ExitCode);
        Assert.Contains("can't write the output", run.Error);
    }

    private void Fails(int exitCode, string message, params string[] arguments)
    {
        var before = Folder.Names;
        var run = Run(arguments);
        Assert.Equal((exitCode, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error);
        Assert.DoesNotContain("   at ", run.Error);
        Assert.Equal(before, Folder.Names);
    }
}

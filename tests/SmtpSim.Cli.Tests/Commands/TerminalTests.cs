namespace SmtpSim.Cli.Tests;

/// <summary>What a person sees: the program on a terminal, which <c>script</c> of util-linux plays.</summary>
public sealed class TerminalTests : CommandTests
{
    private const string Green = "\e[32m";

    [Fact]
    public void Run_OnATerminal_HasColourAndALineAboutTheRun()
    {
        var screen = RunOnATerminal("TERM=xterm");
        Assert.Contains(Green, screen);
        Assert.Contains("simulated ", screen);
    }

    [Theory]
    [InlineData("NO_COLOR=1")]
    [InlineData("TERM=dumb")]
    public void Run_ColourUnwanted_HasNone(string setting)
    {
        var screen = RunOnATerminal(setting);
        Assert.DoesNotContain(Green, screen);
        Assert.Contains(" client ", screen);
    }

    private string RunOnATerminal(string setting)
    {
        Scenario();
        using var process = SmtpSimProcess.Start(
            Folder.Path, "env", ["-u", "NO_COLOR", setting, "script", "-qec", $"dotnet '{SmtpSimProcess.Program}' run small.yaml --out out", "typescript"]);
        var run = SmtpSimProcess.Finish(process);
        Assert.Equal(0, run.ExitCode);
        return run.Output;
    }
}

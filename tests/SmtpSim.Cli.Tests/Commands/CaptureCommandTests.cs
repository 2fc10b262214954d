using System.Buffers.Binary;

namespace SmtpSim.Cli.Tests;

public sealed class CaptureCommandTests : CommandTests
{
    private const uint SectionHeader = 0x0A0D0D0A;

    [Fact]
    public void Capture_Sessions_WritesThemToTheFileOfTheScenariosName()
    {
        var capture = Run("capture", Scenario(), "--sessions", "3");
        Assert.Equal((0, ""), (capture.ExitCode, capture.Error));
        Assert.Matches("^small.pcapng: [0-9]+ packets of 3 sessions\n$", capture.Output);
        Assert.Equal(SectionHeader, BinaryPrimitives.ReadUInt32LittleEndian(File.ReadAllBytes(Folder["small.pcapng"])));

        var again = Run("capture", Scenario(), "--sessions", "3");
        Assert.Equal(ExitCode.CannotCreate, again.ExitCode);
        Assert.Contains("small.pcapng exists", again.Error);
    }

    [Fact]
    public void Capture_First_SaysWhyInAComment()
    {
        var capture = Run("capture", Scenario(), "--first", "451", "--out", "mine.pcapng");
        Assert.Equal((0, ""), (capture.ExitCode, capture.Error));
        Assert.Contains("first sight of this triplet of client, sender and recipient (servers.mx.greylist, small.yaml:14)", File.ReadAllText(Folder["mine.pcapng"]));
    }

    [Fact]
    public void Capture_StandardOutput_IsTheFileAlone()
    {
        var capture = RunProgram("capture", Scenario(), "--out", "-");
        Assert.Equal((0, ""), (capture.ExitCode, capture.Error));
        Assert.DoesNotContain("packets of", capture.Output);
    }

    [Theory]
    [InlineData(ExitCode.Usage, "exclude each other", "--all", "--sessions", "3")]
    [InlineData(ExitCode.Usage, "--sessions takes 1 to", "--sessions", "0")]
    [InlineData(ExitCode.NoInput, "there is no client 'nobody'", "--message", "nobody/1")]
    [InlineData(ExitCode.CannotCreate, "can't write", "--out", "nowhere/x.pcapng")]
    public void Capture_Impossible_SaysWhy(int exitCode, string message, params string[] arguments)
    {
        var capture = Run(["capture", Scenario(), .. arguments]);
        Assert.Equal((exitCode, ""), (capture.ExitCode, capture.Output));
        Assert.Contains(message, capture.Error);
    }
}

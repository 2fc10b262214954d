using System.Text.Json;
using SmtpSim.Wire;

namespace SmtpSim.Cli.Tests;

/// <summary><c>smtpsim send</c> as a process against a listener in this one.</summary>
public sealed class SendCommandTests : WireCommandTests
{
    [Fact]
    public void Send_ToAServerThatAccepts_ShowsTheSession()
    {
        using var server = Listen();
        var run = Run("send", server.EndPoint.ToString(), "--from", "a@example.org", "--to", "m1@mx", "--helo", "client.example", "--size", "3kB");
        Assert.Equal((ExitCode.Ok, ""), (run.ExitCode, run.Error));
        Assert.StartsWith($"<a@example.org> → {server.EndPoint}  3,000 bytes, 1 recipient\naccepted\n", run.Output);
        Assert.Matches(@"(?m)^ 0:00:\d\d\.\d{3}  C: EHLO client\.example$", run.Output);
        Assert.Matches(@"(?m)^ 0:00:\d\d\.\d{3}  C: MAIL FROM:<a@example\.org> SIZE=3000 +mail transfer$", run.Output);
        Assert.Matches(@"(?m)^ 0:00:\d\d\.\d{3}  C: \(3,000 bytes of message text\)$", run.Output);
        Assert.EndsWith("\n accepted\n", run.Output);
    }

    [Fact]
    public void Send_Json_IsTheSameSession()
    {
        using var server = Listen();
        var run = Run("send", server.EndPoint.ToString(), "--from", "<>", "--to", "m1@mx", "--to", "m2@mx", "--messages", "2", "--json");
        using var report = JsonDocument.Parse(run.Output);
        var root = report.RootElement;
        Assert.Equal((0, "smtpsim-send/1", "completed"), (run.ExitCode, root.GetProperty("schema").GetString(), root.GetProperty("end").GetString()));
        Assert.Equal(["delivered", "delivered"], root.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("fate").GetString()!));
        Assert.Equal(2, root.GetProperty("lines").EnumerateArray().Count(line => line.GetProperty("text").GetString()!.StartsWith("MAIL FROM:<>", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("{ greylist: { delay: 5m } }", ExitCode.TemporaryFailure, "refused for now")]
    [InlineData("{ unknown: 100% }", ExitCode.Refused, "refused for good")]
    [InlineData("{ max-size: 100 B }", ExitCode.Refused, "refused for good")]
    [InlineData("{ faults: [{ at: connect, reply: 421, chance: 100% }] }", ExitCode.TemporaryFailure, "to be tried again")]
    public void Send_Refused_SaysSoByItsExitCode(string group, int exitCode, string words)
    {
        using var server = Listen(group);
        var run = Run("send", server.EndPoint.ToString(), "--from", "a@example.org", "--to", "m1@mx");
        Assert.Equal((exitCode, ""), (run.ExitCode, run.Error));
        Assert.EndsWith($"{words}\n", run.Output);
    }

    [Fact]
    public void Send_NobodyListens_IsUnavailable()
    {
        var run = Run("send", Unused(), "--from", "a@example.org", "--to", "b@example.org");
        Assert.Equal(ExitCode.Unavailable, run.ExitCode);
        Assert.Contains("connection refused", run.Output);
    }

    [Fact]
    public void Send_FileWithBareLineEnds_GoesAsLines()
    {
        using var server = Listen();
        File.WriteAllText(Folder["m.eml"], "Subject: x\n\none\n.\ntwo");
        var run = Run("send", server.EndPoint.ToString(), "--from", "a@example.org", "--to", "m1@mx", "--file", "m.eml");
        Assert.Equal(ExitCode.Ok, run.ExitCode);
        // The lone dot in the text is stuffed, and counts.
        Assert.Contains("27 bytes, 1 recipient", run.Output);
        Assert.Contains("(28 bytes of message text)", run.Output);
    }

    [Theory]
    [InlineData("is not this machine", "192.0.2.1:25", "--from", "a@b.example", "--to", "c@d.example")]
    [InlineData("--allow-remote 192.0.2.1", "192.0.2.1:25", "--from", "a@b.example", "--to", "c@d.example", "--allow-remote", "192.0.2.2")]
    [InlineData("a target is HOST:PORT", "localhost", "--from", "a@b.example", "--to", "c@d.example")]
    [InlineData("'c d@e' is no mailbox", "localhost:25", "--from", "a@b.example", "--to", "c d@e")]
    [InlineData("'--from'", "localhost:25", "--to", "c@d.example")]
    [InlineData("--header takes", "localhost:25", "--from", "a@b.example", "--to", "c@d.example", "--header", "no field")]
    [InlineData("--timeout: '3' has no unit", "localhost:25", "--from", "a@b.example", "--to", "c@d.example", "--timeout", "3")]
    [InlineData("--size: '-1B' is negative", "localhost:25", "--from", "a@b.example", "--to", "c@d.example", "--size", "-1B")]
    [InlineData("--messages takes a number", "localhost:25", "--from", "a@b.example", "--to", "c@d.example", "--messages", "0")]
    [InlineData("--user needs a password", "localhost:25", "--from", "a@b.example", "--to", "c@d.example", "--user", "u")]
    [InlineData("--auth needs --user", "localhost:25", "--from", "a@b.example", "--to", "c@d.example", "--auth", "plain")]
    [InlineData("--notify takes", "localhost:25", "--from", "a@b.example", "--to", "c@d.example", "--notify", "never,success")]
    [InlineData("--orcpt is given 2 times for 1 recipient", "localhost:25", "--from", "a@b.example", "--to", "c@d.example", "--orcpt", "rfc822;a@b", "--orcpt", "rfc822;a@b")]
    public void Send_WrongCommandLine_IsUsage(string message, params string[] arguments)
    {
        var run = Run(["send", .. arguments]);
        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error);
        Assert.DoesNotContain("   at ", run.Error);
    }
}

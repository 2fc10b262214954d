using System.Text.Json;

namespace SmtpSim.Cli.Tests;

public sealed class TraceCommandTests : CommandTests
{
    [Fact]
    public void Trace_FirstReply_ShowsItWithReasonAndPlace()
    {
        var trace = Run("trace", Scenario(), "--first", "451");

        Assert.Equal((0, ""), (trace.ExitCode, trace.Error));
        Assert.Contains("S: 451 4.7.1 Greylisted", trace.Output);
        Assert.Contains("← first sight of this triplet", trace.Output);
        Assert.Contains("(servers.mx.greylist, small.yaml:14)", trace.Output);
        Assert.Contains("connection establishment\n", trace.Output);
    }

    [Fact]
    public void Trace_Json_HasTheSameLines()
    {
        using var json = JsonDocument.Parse(Run("trace", Scenario(), "--first", "451", "--json").Output);
        Assert.Equal("smtpsim-trace/1", json.RootElement.GetProperty("schema").GetString());
        var line = json.RootElement.GetProperty("lines").EnumerateArray().First(line => line.GetProperty("reply_code").ValueKind == JsonValueKind.Number
            && line.GetProperty("reply_code").GetInt32() == 451);
        Assert.Equal(("reply", "server", "mail_transfer"),
            (line.GetProperty("kind").GetString(), line.GetProperty("from").GetString(), line.GetProperty("phase").GetString()));
        Assert.Equal(14, line.GetProperty("reasons")[0].GetProperty("line").GetInt32());
    }

    [Fact]
    public void Trace_MessageOfTheTrace_IsTheSameTrace()
    {
        Scenario();
        var first = Run("trace", "small.yaml", "--first", "bounced").Output;
        Assert.Equal(first, Run("trace", "small.yaml", "--message", first.Split(' ')[1]).Output);
    }

    [Theory]
    [InlineData(ExitCode.NoInput, "there is no client 'nobody'", "--message", "nobody/1")]
    [InlineData(ExitCode.NoInput, "there is no number 100000", "--message", "patient-1/100000")]
    [InlineData(ExitCode.NoInput, "no message was answered 599", "--first", "599")]
    [InlineData(ExitCode.NoInput, "dropped", "--first", "dropped")]
    [InlineData(ExitCode.Usage, "such as postfix-7/3, not 'patient-1'", "--message", "patient-1")]
    [InlineData(ExitCode.Usage, "not 'often'", "--first", "often")]
    [InlineData(ExitCode.Usage, "exclude each other", "--first", "450", "--message", "patient-1/1")]
    public void Trace_NothingToShow_SaysWhy(int exitCode, string message, params string[] arguments)
    {
        var trace = Run(["trace", Scenario(), .. arguments]);
        Assert.Equal((exitCode, ""), (trace.ExitCode, trace.Output));
        Assert.Contains(message, trace.Error);
    }
}

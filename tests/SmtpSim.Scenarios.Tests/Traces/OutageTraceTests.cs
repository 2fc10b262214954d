using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios.Tests;

public sealed class OutageTraceTests
{
    [Fact]
    public void Trace_OfOutages_BecomesOutages()
    {
        var loaded = Load("start,length,kind\n600,60.5,refuse\n1000,10,timeout\n");
        Assert.Empty(loaded.Diagnostics);
        Assert.Empty(loaded.Scenario!.Failures);
        Assert.Equal(
            [
                new OutageSpec { Servers = "mx", Start = SimDuration.FromSeconds(600), Length = SimDuration.FromSeconds(60.5) },
                new OutageSpec { Servers = "mx", Start = SimDuration.FromSeconds(1000), Length = SimDuration.FromSeconds(10), Kind = OutageKind.Timeout },
            ],
            loaded.Scenario.Outages);
    }

    [Fact]
    public void Trace_WithoutKinds_HasTheFailuresOwn()
        => Assert.Equal(OutageKind.ServiceUnavailable, Load("start,length\n600,60\n", ", fault: unavailable").Scenario!.Outages.Single().Kind);

    [Theory]
    [InlineData("begin,end\n", "outages.csv:1:1: error: the first line is not the header")]
    [InlineData("start,length,kind\n600,60,broken\n", "outages.csv:2:1: error: the line is not of the form start,length,kind")]
    [InlineData("start,length\n600,60\n650,60\n", "outages.csv:3:1: error: the outage begins before the one before it ends")]
    [InlineData("start,length\n\n", "outages.csv:1:1: error: the recording has no outage")]
    public void Trace_ThatIsWrong_IsRefusedWithItsPlace(string text, string start)
        => Assert.Contains(Load(text).Diagnostics, diagnostic => diagnostic.ToString().StartsWith(start.Replace(": error", "", StringComparison.Ordinal), StringComparison.Ordinal)
            || diagnostic.ToString().StartsWith(start, StringComparison.Ordinal));

    private static LoadResult Load(string text, string more = "")
        => ScenarioLoader.Parse(Sample.Text, "sample.yaml", [$"failures=[{{ servers: mx, trace: outages.csv{more} }}]"], file => file == "outages.csv" ? text : null);
}

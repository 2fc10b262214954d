namespace SmtpSim.Scenarios.Tests;

public sealed class PartitionCheckTests
{
    private const string Links = "\nnetwork:\n  latency: 0\n  links:\n    - { from: b, latency: 5ms }\n";

    [Fact]
    public void ZeroFloor_AcrossPartitions_NamesTheLineOfTheLink()
    {
        var result = ScenarioLoader.Parse(Sample.Text + Links, "sample.yaml", []);
        var diagnostic = Assert.Single(ScenarioChecks.CheckPartitions(Sample.Good(result), 2, result));
        Assert.Equal(
            "sample.yaml:12:3: the latency in network.latency has no floor, and with 2 partitions nothing may arrive at once; "
            + "give it a floor such as '1ms', or run with '--partitions 1'", diagnostic.ToString());
    }

    [Fact]
    public void ZeroFloor_InOnePartition_IsAllowed()
    {
        var result = ScenarioLoader.Parse(Sample.Text + Links, "sample.yaml", []);
        Assert.Empty(ScenarioChecks.CheckPartitions(Sample.Good(result), 1, result));
    }

    [Fact]
    public void ZeroFloor_OfAnException_NamesThatLink()
    {
        var links = "\nnetwork:\n  links:\n    - { to: mx, loss: 1% }\n    - { from: a, latency: { floor: 0 } }\n";
        var result = ScenarioLoader.Parse(Sample.Text + links, "sample.yaml", []);
        Assert.Equal((14, 18), ScenarioChecks.CheckPartitions(Sample.Good(result), 8, result).Select(d => (d.Line, d.Column)).Single());
    }

    [Fact]
    public void ZeroFloor_OfALinkThatNobodyUses_IsAllowed()
    {
        var result = ScenarioLoader.Parse(Sample.Text, "sample.yaml", ["network={ latency: 0, links: [{ latency: 1ms }] }"]);
        Assert.Empty(ScenarioChecks.CheckPartitions(Sample.Good(result), 2, result));
        result = ScenarioLoader.Parse(Sample.Text, "sample.yaml", ["network={ links: [{ from: b, latency: 0 }] }", "traffic[0].from=a"]);
        Assert.Empty(ScenarioChecks.CheckPartitions(Sample.Good(result), 2, result));
    }

    [Fact]
    public void ZeroFloor_OfTheCommandLine_NamesTheOption()
    {
        var result = ScenarioLoader.Parse(Sample.Text, "sample.yaml", ["network.latency=0"]);
        Assert.Equal("--set network.latency", Assert.Single(ScenarioChecks.CheckPartitions(Sample.Good(result), 2, result)).File);
    }

    [Fact]
    public void DefaultFloor_AcrossPartitions_IsAllowed()
    {
        var result = ScenarioLoader.Parse(Sample.Text, "sample.yaml", []);
        Assert.Empty(ScenarioChecks.CheckPartitions(Sample.Good(result), 64, result));
    }
}

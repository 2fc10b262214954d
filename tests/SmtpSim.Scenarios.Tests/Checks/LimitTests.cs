namespace SmtpSim.Scenarios.Tests;

public sealed class LimitTests
{
    [Fact]
    public void Texts_OfMoreRepliesThanNumbers_AreRefused()
    {
        static string Faults(int count) => "servers.mx.faults=["
            + string.Join(", ", Enumerable.Range(0, count).Select(i => $"{{ at: rcpt, reply: 450 text {i}, chance: 0.1% }}")) + "]";
        Assert.True(ScenarioLoader.Parse(Sample.Text, "sample.yaml", [Faults(508)]).Ok); // and four defaults
        Assert.Equal("the replies have 513 different texts; a scenario has at most 512", Sample.Complaint(Faults(509)));
    }

    [Fact]
    public void Groups_MoreThanAThousand_AreRefused()
    {
        static string Groups(int count) => "clients={ a: { retry: none }, "
            + string.Join(", ", Enumerable.Range(1, count - 1).Select(i => $"g{i}: {{ retry: none }}")) + " }";
        Assert.True(ScenarioLoader.Parse(Sample.Text, "sample.yaml", [Groups(1000)]).Ok);
        Assert.Equal("there are 1001 groups of clients; a scenario has at most 1000", Sample.Complaint(Groups(1001)));
    }

    [Fact]
    public void Links_MoreThan250_AreRefused()
    {
        static string Links(int count) => "network.links=[" + string.Join(", ", Enumerable.Repeat("{ loss: 1% }", count)) + "]";
        Assert.True(ScenarioLoader.Parse(Sample.Text, "sample.yaml", [Links(250)]).Ok);
        Assert.Equal("there are 251 links; a scenario has at most 250", Sample.Complaint(Links(251)));
    }

    [Fact]
    public void DnsFaults_MoreThanAThousand_AreRefused()
    {
        static string Domains(int count) => "domains={ d: { address: mx, dns: { faults: ["
            + string.Join(", ", Enumerable.Repeat("{ of: a, fault: timeout, chance: 0.01% }", count)) + "] } } }";
        Assert.True(ScenarioLoader.Parse(Sample.Text, "sample.yaml", [Domains(1000)]).Ok);
        Assert.Equal("there are 1001 faults in domains.d.dns; a domain has at most 1000", Sample.Complaint(Domains(1001)));
    }

    [Theory]
    [InlineData("servers.mx.mailboxes=1048576", true)]
    [InlineData("servers.mx.mailboxes=1048577", false)]
    [InlineData("clients.a.senders=4096", true)]
    [InlineData("clients.a.senders=4097", false)]
    [InlineData("traffic[0].recipients=64", true)]
    [InlineData("traffic[0].recipients=65", false)]
    [InlineData("series=36ms", true)]
    [InlineData("series=35ms", false)]
    [InlineData("servers.mx.count=1073741820", true)]
    [InlineData("servers.mx.count=1073741821", false)]
    [InlineData("traffic[0].during=1h", true)]
    [InlineData("traffic[0].during=60.0001m", false)]
    [InlineData("outages=[{ servers: mx, at: 1m, for: 50m }, { servers: mx, at: 51m, for: 1h }]", true)]
    [InlineData("outages=[{ servers: mx, at: 1m, for: 50m }, { servers: mx, at: 50.999m, for: 1h }]", false)]
    [InlineData("servers.mx.faults=[{ at: rcpt, fault: reset, chance: 0.1 }, { at: rcpt, fault: silent, chance: 0.2 }, { at: rcpt, reply: 450, chance: 0.7 }]", true)]
    public void Value_AtItsLimit_IsAllowedAndNoFurther(string set, bool good) => Assert.Equal(good, ScenarioLoader.Parse(Sample.Text, "sample.yaml", [set]).Ok);
}

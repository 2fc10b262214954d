using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios.Tests;

public sealed class SetPathTests
{
    [Fact]
    public void Set_Twice_TheLaterWins() => Assert.Equal(7, Sample.With("servers.mx.count=5", "servers.mx.count=7").Servers[0].Count);

    [Fact]
    public void Set_ValueWithEqualsSign_IsCutAtTheFirst() =>
        Assert.Equal("a=b", Sample.With("servers.mx.greylist.reply=451 4.7.1 a=b").Servers[0].Greylist!.Reply.Text);

    [Fact]
    public void Set_KindOverAnotherKind_TakesItsPlaceAndKeepsWhatStandsBeside()
    {
        var retry = Sample.With("clients.a.retry={ fixed: 60s, lifetime: 4h }", "clients.a.retry.exponential={ base: 1s, max: 2s }").Clients[0].Retry;
        Assert.Equal(SimDuration.FromHours(4), Assert.IsType<RetrySpec.Exponential>(retry).Lifetime);
    }

    [Fact]
    public void Set_BesideAKindThatIsAWord_KeepsTheKind() =>
        Assert.Equal(3, Assert.IsType<RetrySpec.Qmail>(Sample.With("clients.a.retry=qmail", "clients.a.retry.max-attempts=3").Clients[0].Retry).MaxAttempts);

    [Fact]
    public void Set_PartOfAShortForm_KeepsTheRest()
    {
        var group = Sample.With("servers.mx.sessions=100", "servers.mx.sessions.reply=421 4.3.2 No").Servers[0];
        Assert.Equal((100, "No"), (group.SessionLimit, group.SessionLimitReply.Text));

        var service = Sample.With("servers.mx.service=5ms", "servers.mx.service.body.exponential=1s").Servers[0].Service;
        Assert.Equal(new Distribution.Constant(50_000), service.Rcpt);
        Assert.Equal(new Distribution.Exponential(SimDuration.TicksPerSecond), service.Body);

        var link = Sample.With("network.latency=5ms", "network.latency.jitter=1ms").Network.Default;
        Assert.Equal((SimDuration.FromMilliseconds(5), new Distribution.Constant(10_000)), (link.Floor, link.Jitter));
    }

    [Fact]
    public void Set_FormOverAnotherForm_TakesItsPlace()
    {
        const string Median = "network.latency.jitter={ lognormal: { median: 20ms, p99: 120ms } }";
        Assert.Contains("has mean; it takes", Sample.Complaint(Median, "network.latency.jitter.lognormal.mean=30ms"), StringComparison.Ordinal);
        var jitter = Sample.With(Median, "network.latency.jitter.lognormal.mean=30ms", "network.latency.jitter.lognormal.cv=1").Network.Default.Jitter;
        Assert.Equal(Distribution.LogNormalByMeanCv(300_000, 1), jitter);
    }

    [Fact]
    public void Set_EntryOfAList_ChangesThatEntry()
    {
        var faults = Sample.With("servers.mx.faults=[{ at: mail, fault: reset }, { at: rcpt, fault: reset }]", "servers.mx.faults[1].chance=10%").Servers[0].Faults;
        Assert.Equal([1, 0.1], faults.Select(fault => fault.Chance));
        Assert.Equal(["b"], Sample.With("traffic[0].from=[a]", "traffic[0].from[0]=b").Traffic[0].From);
    }

    [Theory]
    [InlineData("seed", "is not of the form PATH=VALUE; write, for example, 'servers.mx.count=40'")]
    [InlineData("=5", "is not of the form PATH=VALUE; write, for example, 'servers.mx.count=40'")]
    [InlineData("servers..count=5", "is not a path; write, for example, 'servers.mx.count' or 'traffic[0].arrivals'")]
    [InlineData("traffic[0=5", "is not a path; write, for example, 'servers.mx.count' or 'traffic[0].arrivals'")]
    [InlineData("traffic[]=5", "is not a path; write, for example, 'servers.mx.count' or 'traffic[0].arrivals'")]
    [InlineData("traffic[0]x=5", "is not a path; write, for example, 'servers.mx.count' or 'traffic[0].arrivals'")]
    [InlineData("[0]=5", "is not a path; write, for example, 'servers.mx.count' or 'traffic[0].arrivals'")]
    [InlineData("seed=", "has no value; write PATH=VALUE")]
    [InlineData("seed=null", "has no value; write PATH=VALUE")]
    [InlineData("sed=5", "unknown key 'sed' at the top level; did you mean 'seed'?")]
    [InlineData("servers.my.count=5", "there is no group 'my' in servers; did you mean 'mx'?")]
    [InlineData("clients.zebra.count=5", "there is no group 'zebra' in clients; groups are a, b")]
    [InlineData("servers.mx.cuont=5", "unknown key 'cuont' in servers.mx; did you mean 'count'?")]
    [InlineData("servers.mx.greylist.dely=5s", "unknown key 'dely' in servers.mx.greylist; did you mean 'delay'?")]
    [InlineData("clients.a.retry.postfx=1s", "unknown key 'postfx' in clients.a.retry; did you mean 'postfix'?")]
    [InlineData("seed.low=5", "unknown key 'low' in seed; there are no keys")]
    [InlineData("traffic.to=mx", "traffic is a list; write 'traffic[0].to' for its first entry")]
    [InlineData("traffic[1].to=mx", "there is no traffic[1]; the last one is traffic[0]")]
    [InlineData("outages[0].at=1s", "outages is not written as a list; write 'outages=…'")]
    [InlineData("traffic[-1].to=mx", "there is no traffic[-1]; the last one is traffic[0]")]
    [InlineData("seed[0]=5", "seed is not a list; write 'seed=…'")]
    [InlineData("servers.mx.count=4x", "'4x' in servers.mx.count is not a whole number; write digits alone")]
    [InlineData("servers.mx.faults=[{ at: rcpt", "broken YAML inside braces; look for a missing ',' or '}'; a text with ':' or ',' stands in quotes")]
    [InlineData("servers.mx.count=&a 5", "the anchor '&a' is not supported; remove it")]
    public void Set_Wrong_SaysWhatToWrite(string set, string complaint) => Assert.Equal(complaint, Sample.Complaint(set));

    [Fact]
    public void Set_Wrong_IsNamedAsTheFile() =>
        Assert.Equal("--set servers.mx.count: '4x' in servers.mx.count is not a whole number; write digits alone",
            ScenarioLoader.Parse(Sample.Text, "sample.yaml", ["servers.mx.count=4x"]).Diagnostics.Single().ToString());

    [Fact]
    public void Set_OfARequiredKey_MakesUpForItsAbsence()
    {
        var without = Sample.Text.Replace("duration: 1h\n", "", StringComparison.Ordinal);
        Assert.False(ScenarioLoader.Parse(without, "sample.yaml", []).Ok);
        Assert.True(ScenarioLoader.Parse(without, "sample.yaml", ["duration=2h"]).Ok);
    }
}

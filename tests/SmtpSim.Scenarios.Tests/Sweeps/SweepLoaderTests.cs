using SmtpSim.Model;
using SmtpSim.Results;

namespace SmtpSim.Scenarios.Tests;

public sealed class SweepLoaderTests
{
    [Fact]
    public void Grid_OfParamsAndPaths_HasEveryCombination()
    {
        var plan = Plan(
            """
            params: { policy: clients.a.retry }
            policies: { often: { fixed: 60s }, seldom: { fixed: 1h } }
            sweep: { grid: { policy: [often, seldom, qmail], servers.mx.count: [1, 2] }, replications: 3 }
            """);
        Assert.Equal(["policy", "servers.mx.count"], plan.Factors);
        Assert.Equal(
            ["policy=often servers.mx.count=1", "policy=often servers.mx.count=2", "policy=seldom servers.mx.count=1", "policy=seldom servers.mx.count=2", "policy=qmail servers.mx.count=1", "policy=qmail servers.mx.count=2"],
            plan.Cells.Select(cell => cell.Name));
        Assert.Equal(new SweepReplications(3, 3), plan.Replications);
        Assert.Equal((36_000_000_000, 2), (((RetrySpec.Fixed)plan.Cells[3].Scenario.Clients[0].Retry).Interval.Ticks, plan.Cells[3].Scenario.Servers[0].Count));
        Assert.IsType<RetrySpec.Qmail>(plan.Cells[5].Scenario.Clients[0].Retry);
    }

    [Fact]
    public void Values_WithNames_GoByThem()
    {
        var plan = Plan("params: { load: \"traffic[0].arrivals\" }\nsweep: { grid: { load: { light: { burst: 1 }, heavy: { burst: 9 } } } }");
        Assert.Equal(["load=light", "load=heavy"], plan.Cells.Select(cell => cell.Name));
        Assert.Equal(new ArrivalSpec.Bursts(9, default), plan.Cells[1].Scenario.Traffic[0].Arrivals);
    }

    [Theory]
    [InlineData("{ from: 10ms, to: 30ms, step: 10ms }", "10ms 20ms 30ms")]
    [InlineData("{ from: 0, to: 1s, count: 5 }", "0s 0.25s 0.5s 0.75s 1s")]
    [InlineData("{ from: 0.1s, to: 0.3s, step: 0.1 }", "0.1s 0.2s 0.3s")]
    public void Range_OfNumbersWithAUnit_IsExact(string range, string values) =>
        Assert.Equal(values.Split(' '), Plan($"sweep: {{ range: {{ network.latency: {range} }} }}").Cells.Select(cell => cell.Values[0].Value));

    [Fact]
    public void Param_OfSeveralPaths_SetsAll()
    {
        var cell = Plan("params: { patience: [clients.a.timeouts.body, clients.b.timeouts.body] }\nsweep: { grid: { patience: [7s] } }").Cells.Single();
        Assert.All(cell.Scenario.Clients, group => Assert.Equal(70_000_000, group.Timeouts.Body.Ticks));
    }

    [Fact]
    public void List_OfCells_HasTheseAlone()
    {
        var plan = Plan("sweep: { list: [ { servers.mx.count: 1, clients.a.count: 5 }, { servers.mx.count: 2, clients.a.count: 3 } ] }");
        Assert.Equal(["servers.mx.count=1 clients.a.count=5", "servers.mx.count=2 clients.a.count=3"], plan.Cells.Select(cell => cell.Name));
    }

    [Fact]
    public void LatinHypercube_HasOnePointInEveryStratum()
    {
        const string Text = "sweep: { latin-hypercube: { points: 20, over: { network.latency: { from: 0ms, to: 20ms }, servers.mx.count: { from: 1, to: 1001 } } } }";
        var (plan, again) = (Plan(Text), Plan(Text));
        Assert.Equal(plan.Cells.Select(cell => cell.Name), again.Cells.Select(cell => cell.Name));
        Assert.Equal(Enumerable.Range(0, 20), plan.Cells.Select(cell => (int)Math.Floor(cell.Scenario.Network.Default.Floor.TotalSeconds * 1000)).Order());
        Assert.Equal(Enumerable.Range(0, 20), plan.Cells.Select(cell => Math.Clamp((cell.Scenario.Servers[0].Count - 1) / 50, 0, 19)).Order());
        Assert.NotEqual(Plan(Text, "seed=2").Cells[0].Name, plan.Cells[0].Name);
    }

    [Fact]
    public void Runs_ShareRandomNumbers_UnlessToldOtherwise()
    {
        var common = Plan("sweep: { grid: { servers.mx.count: [1, 2] }, replications: 2 }");
        Assert.Equal(common.RunOf(common.Cells[0], 1).Seed, common.RunOf(common.Cells[1], 1).Seed);
        Assert.Equal([0, 1], new[] { 0, 1 }.Select(replication => common.RunOf(common.Cells[1], replication).Replication));
        var apart = Plan("sweep: { grid: { servers.mx.count: [1, 2] }, replications: 2, common-random-numbers: false }");
        Assert.NotEqual(apart.RunOf(apart.Cells[0], 1).Seed, apart.RunOf(apart.Cells[1], 1).Seed);
    }

    [Fact]
    public void Replications_UntilAnIntervalIsNarrow_AreRead()
    {
        var plan = Plan("sweep: { grid: { servers.mx.count: [1] }, replications: { min: 5, max: 50, until: delay.p95.ci95 <= 5% } }");
        Assert.Equal((5, 50, "delay.p95", 0.05), (plan.Replications.Min, plan.Replications.Max, plan.Replications.Until!.Selector.ToString(), plan.Replications.HalfWidth));
    }

    /// <summary>Replications 0 and 1 are those of the first pair, in every cell.</summary>
    [Fact]
    public void Replications_InAntitheticPairs_AreARunAndItsMirrorImage()
    {
        var plan = Plan("sweep: { grid: { servers.mx.count: [1, 2] }, replications: { count: 4, antithetic: true } }");
        Assert.Equal((4, 4, true), (plan.Replications.Min, plan.Replications.Max, plan.Replications.Antithetic));
        Assert.All(plan.Cells, cell => Assert.Equal(
            [(0, false), (0, true), (1, false), (1, true)], Enumerable.Range(0, 4).Select(i => plan.RunOf(cell, i)).Select(run => (run.Replication, run.Antithetic))));
        Assert.Single(plan.Cells.Select(cell => plan.RunOf(cell, 3).Seed).Distinct());
    }

    [Fact]
    public void Metrics_AskedFor_AreMeasuredBesideTheUsual()
    {
        var plan = Plan("sweep: { grid: { servers.mx.count: [1] }, metrics: [\"delay.p95{client=a}\", lost] }\nexpect: [\"delivered.ratio{client=b} = 1\"]");
        Assert.Equal(MetricCatalogue.All.Count + 2, plan.Metrics.Count);
        Assert.Contains("delay.p95{client=a}", plan.Metrics.Select(metric => metric.ToString()));
        Assert.Contains("delivered.ratio{client=b}", plan.Metrics.Select(metric => metric.ToString()));
    }

    [Fact]
    public void Set_OnTheCommandLine_ReachesEveryCell() =>
        Assert.All(Plan("sweep: { grid: { servers.mx.count: [1, 2] } }", "seed=9").Cells, cell => Assert.Equal(9UL, cell.Scenario.Seed));

    [Theory]
    [InlineData("sweep: {}", "11:1: sweep has no design; give one of grid, list, range, latin-hypercube")]
    [InlineData("sweep: { grid: {} }", "11:16: sweep.grid is empty; expected paths or params with their values, such as { servers.mx.count: [1, 2, 4] }")]
    [InlineData("sweep: { grid: { servers.mx.count: [] } }", "11:36: sweep.grid.servers.mx.count is empty; expected a list of values, a mapping from names to values, or a range such as { from: 10, to: 50, step: 10 }")]
    [InlineData("sweep: { grid: { servers.mx.cuont: [1] } }", "11:18: unknown key 'cuont' in servers.mx; did you mean 'count'?")]
    [InlineData("sweep: { grid: { servers.mx.count: [1, many] } }", "11:40: 'many' in servers.mx.count is not a whole number; write digits alone")]
    [InlineData("sweep: { grid: { servers.mx.count: [1, 1] } }", "11:40: '1' stands twice in sweep.grid.servers.mx.count; remove one")]
    [InlineData("sweep: { grid: { clients.a.retry: [{ fixed: 60s }] } }", "11:36: sweep.grid.clients.a.retry[0] is a mapping; give it a name under 'policies' and write the name here")]
    [InlineData("sweep: { gird: { servers.mx.count: [1] } }", "11:10: unknown key 'gird' in sweep; did you mean 'grid'?")]
    [InlineData("sweep: { grid: { servers.mx.count: [1] }, replications: { min: 1, max: 5, until: delay.p95.ci95 <= 5% } }",
        "11:64: sweep.replications.min is 1, and an interval needs two replications or more; write at least 2, better 10")]
    [InlineData("sweep: { grid: { servers.mx.count: [1] }, replications: { min: 2, max: 5, until: delay.p95 <= 5s } }",
        "11:82: 'delay.p95 <= 5s' in sweep.replications.until bounds no interval; write one such as 'delay.p95.ci95 <= 5%'")]
    [InlineData("params: { servers: servers.mx.count }\nsweep: { grid: { server: [1, 2] } }", "12:18: 'server' is neither a path nor one of the params; did you mean 'servers'?")]
    [InlineData("sweep: { grid: { servers.mx.count: [1] }, replications: { count: 5, antithetic: true } }",
        "11:66: sweep.replications.count is 5, and antithetic replications come in pairs; write 6")]
    [InlineData("sweep: { grid: { servers.mx.count: [1] }, replications: { min: 2, max: 8, until: delay.p95.ci95 <= 5%, antithetic: true } }",
        "11:64: sweep.replications.min is 2, and an interval needs two pairs or more; write at least 4, better 20")]
    [InlineData("sweep: { grid: { servers.mx.count: [1] }, replications: { antithetic: true } }",
        "11:57: sweep.replications lacks count; write { count: 20, antithetic: true }")]
    [InlineData("sweep: { grid: { servers.mx.count: [1] }, replications: { count: 4, antithetic: maybe } }",
        "11:81: sweep.replications.antithetic is 'maybe'; write true or false")]
    [InlineData("sweep: { grid: { servers.mx.count: [1] }, replications: { count: 2, antithetic: true } }\nexpect: [{ that: lost = 0, confidence: 95% }]",
        "12:10: 'lost = 0' in expect[0] needs 2 pairs of replications or more for an interval; write { count: 20, antithetic: true }")]
    [InlineData("sweep: { grid: { servers.mx.count: [1] }, replications: 0 }", "11:57: sweep.replications is '0'; expected a number from 1 to 100000")]
    [InlineData("sweep: { range: { network.latency: { from: 1s, to: 0s, step: 1s } } }", "11:36: sweep.range.network.latency is empty; write a 'from' below its 'to', and a step that fits")]
    [InlineData("sweep: { range: { network.latency: { from: 1ms, to: 2s, step: 1s } } }", "11:36: sweep.range.network.latency has ends of different units; write both with 's'")]
    [InlineData("sweep: { range: { network.latency: { from: 1s, to: 2s } } }", "11:19: sweep.range.network.latency has ends and no values between them; add 'step' or 'count'")]
    [InlineData("sweep: { grid: { servers.mx.count: [1] } }\nexpect: [{ that: lost = 0, confidence: 95% }]", "12:10: 'lost = 0' in expect[0] needs 2 replications or more for an interval; add 'replications: 10' to the sweep")]
    [InlineData("sweep: { grid: { servers.mx.count: [1] } }\nexpect: [{ that: lost = 0, where: servers.mx.count=333 }]", "12:10: 'lost = 0' in expect[0] has the unknown value '333' of servers.mx.count; values of servers.mx.count are 1")]
    [InlineData("sweep: { grid: { servers.mx.count: [1] } }\nexpect: [{ that: lost = 0, where: count=1 }]", "12:10: 'lost = 0' in expect[0] has the unknown parameter 'count'; parameters are servers.mx.count")]
    [InlineData("sweep: { grid: { servers.mx.count: [1, 2] } }\nexpect: [\"goodput[1] > goodput[333]\"]", "12:10: 'goodput[1] > goodput[333]' in expect[0] names the unknown cell '333'; values of parameters are 1, 2")]
    public void Sweep_ThatIsWrong_IsToldWithPlaceAndRemedy(string sweep, string diagnostic)
    {
        var result = SweepLoader.Parse(Sample.Text + "\n" + sweep, "sweep.yaml", []);
        Assert.Null(result.Plan);
        Assert.Equal("sweep.yaml:" + diagnostic, result.Diagnostics[0].ToString());
    }

    [Fact]
    public void File_WithoutASweep_IsTold() =>
        Assert.Equal(
            "sample.yaml: has no 'sweep'; add one such as 'sweep: { grid: { servers.mx.count: [1, 2, 4] }, replications: 10 }'",
            SweepLoader.Parse(Sample.Text, "sample.yaml", []).Diagnostics.Single().ToString());

    private static SweepPlan Plan(string sweep, params string[] sets)
    {
        var result = SweepLoader.Parse(Sample.Text + "\n" + sweep, "sweep.yaml", sets);
        Assert.Empty(result.Diagnostics);
        return result.Plan!;
    }
}

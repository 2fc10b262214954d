using SmtpSim.Model;
using SmtpSim.Results;

namespace SmtpSim.Scenarios.Tests;

public sealed class ExpectTextTests
{
    [Theory]
    [InlineData("delay.p95 <= 15m", "delay.p95", Comparison.LessOrEqual, 900)]
    [InlineData("delay.p95<15m", "delay.p95", Comparison.Less, 900)]
    [InlineData("delay.p99.9{client=a} > 0", "delay.p99.9{client=a}", Comparison.Greater, 0)]
    [InlineData("delivered.ratio{ client = a } >= 95%", "delivered.ratio{client=a}", Comparison.GreaterOrEqual, 0.95)]
    [InlineData("delivered.ratio >= 0.95", "delivered.ratio", Comparison.GreaterOrEqual, 0.95)]
    [InlineData("replies{code=451, client=b} = 0", "replies{client=b, code=451}", Comparison.Equal, 0)]
    [InlineData("replies{code=4yz,server=mx} == 12", "replies{code=4yz, server=mx}", Comparison.Equal, 12)]
    [InlineData("replies{phase=mail-transfer, code=4yz, client=a} > 3", "replies{client=a, code=4yz, phase=mail-transfer}", Comparison.Greater, 3)]
    [InlineData("attempts.mean != 1.5", "attempts.mean", Comparison.NotEqual, 1.5)]
    [InlineData("goodput >= 120/min", "goodput", Comparison.GreaterOrEqual, 2)]
    [InlineData("goodput.bytes >= 1 kB/s", "goodput.bytes", Comparison.GreaterOrEqual, 1000)]
    [InlineData("accepted.bytes < 1 MiB", "accepted.bytes", Comparison.Less, 1048576)]
    [InlineData("sessions.ended{end=timed-out, phase=mail-transfer} = 0", "sessions.ended{end=timed-out, phase=mail-transfer}", Comparison.Equal, 0)]
    public void Expectation_OfAMetric_IsRead(string text, string selector, Comparison comparison, double value)
    {
        var expectation = Read(text);
        Assert.Equal((selector, comparison, value), (expectation.Left.Selector.ToString(), expectation.Comparison, expectation.Value));
        Assert.False(expectation.NeedsSweep);
    }

    [Theory]
    [InlineData("recovery.time.p95 <= 30m", AggregateKind.Quantile, 0.95)]
    [InlineData("goodput.mean >= 1/s", AggregateKind.Mean, 0)]
    [InlineData("goodput{client=a}.min >= 1/s", AggregateKind.Min, 0)]
    [InlineData("delay.max.max <= 1h", AggregateKind.Max, 0)]
    [InlineData("delay.p95{client=a}.p99.9 <= 1h", AggregateKind.Quantile, 0.999)]
    public void Aggregate_OverReplications_IsTheSuffixThatNoMetricHas(string text, AggregateKind kind, double level) =>
        Assert.Equal(new Aggregate(kind, level), Read(text).Left.Aggregate);

    [Fact]
    public void Expectation_OfTwoMetrics_HasARightSide()
    {
        var expectation = Read("delay.p95{client=a} < delay.p95{client=b}");
        Assert.Equal("delay.p95{client=b}", expectation.Right!.Selector.ToString());
    }

    [Fact]
    public void Run_WithExpectations_KeepsThemInItsEffectiveScenario()
    {
        var scenario = Sample.With("expect=[\"delay.p95{client=a} <= 15m\", lost = 0]");
        var again = ScenarioLoader.Parse(EffectiveScenario.Write(scenario), "effective.yaml", []);
        Assert.Equal(scenario.Expect, Sample.Good(again).Expect);
        Assert.Equal(2, again.ExpectLines.Distinct().Count());
    }

    [Fact]
    public void Expectation_ThatNeedsASweep_IsLeftToIt()
    {
        var loaded = ScenarioLoader.Parse(
            Sample.Text + "\nexpect:\n  - lost = 0\n  - { where: servers.mx.count=1, that: lost = 0 }\n  - queued = 0\nsweep: { grid: { servers.mx.count: [1, 2] } }\n", "sweep.yaml", []);
        Assert.Equal(["lost = 0", "queued = 0"], Sample.Good(loaded).Expect.Select(expectation => expectation.That));
        Assert.Equal([12, 14], loaded.ExpectLines);
    }

    private static Expectation Read(string text)
    {
        var complaint = ExpectText.Parse(0, new ExpectSpec(text), Sample.With(), out var expectation);
        Assert.Null(complaint);
        return expectation;
    }
}

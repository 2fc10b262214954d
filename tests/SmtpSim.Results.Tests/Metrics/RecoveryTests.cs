using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Results.Tests;

/// <summary>An outage from 100 s to 200 s in a run of 400 s, bins of 10 s, ten messages queued before it.</summary>
public sealed class RecoveryTests
{
    [Fact]
    public void Recovery_OfAQueueThatEmpties_EndsWhereItIsBack()
    {
        var run = Run(level: second => second < 100 ? 10 : second < 250 ? 500 : 12);
        Assert.Equal(50, Of(run, "recovery.time"));
        Assert.Equal(1, Of(run, "recovered"));
        Assert.Equal(5 / 20.0, Of(run, "metastable.ratio"));
    }

    [Fact]
    public void Recovery_OfAQueueThatStaysFull_NeverComes()
    {
        var run = Run(level: second => second < 100 ? 10 : 500);
        Assert.Null(Of(run, "recovery.time"));
        Assert.Equal(0, Of(run, "recovered"));
        Assert.Equal(1, Of(run, "metastable.ratio"));
    }

    [Fact]
    public void Recovery_OfOneGoodMoment_DoesNotCount() =>
        Assert.Equal(110, Of(Run(level: second => second < 100 || (second >= 220 && second < 230) || second >= 310 ? 10 : 500), "recovery.time"));

    [Fact]
    public void Recovery_OfAQueueThatNeverFilled_IsAtOnce()
    {
        var run = Run(level: _ => 10);
        Assert.Equal((0.0, 0.0), (Of(run, "recovery.time"), Of(run, "metastable.ratio")));
    }

    [Theory]
    [InlineData("partition", 50)]
    [InlineData("repeated partition", null)]
    [InlineData("fault", 40)]
    [InlineData("fault without end", null)]
    public void Recovery_CountsFromWhateverDisturbed(string what, int? seconds)
    {
        static SimDuration At(int second) => SimDuration.FromSeconds(second);
        var partition = new LossPeriodSpec { Start = At(100), Length = At(100), Every = what == "repeated partition" ? At(150) : null };
        var fault = new FaultSpec { At = SessionStep.Rcpt, Kind = FaultKind.Reset, When = new FaultWhen { From = At(100), To = At(what == "fault" ? 210 : 0) } };
        var run = Run(
            second => second < 100 ? 10 : second < 250 ? 500 : 12,
            scenario => what.Contains("partition", StringComparison.Ordinal)
                ? scenario with { Outages = [], Network = new NetworkSpec { Partitions = [partition] } }
                : scenario with { Outages = [], Servers = [scenario.Servers[0] with { Faults = [fault] }, scenario.Servers[1]] });
        Assert.Equal(seconds, Of(run, "recovery.time"));
    }

    private static double? Of(RunMetrics run, string metric) => run.Of(new MetricSelector(MetricCatalogue.Find(metric)!));

    private static RunMetrics Run(Func<int, long> level, Func<Scenario, Scenario>? change = null)
    {
        var scenario = SampleRun.Scenario with
        {
            Duration = SimDuration.FromSeconds(400),
            Clients = [SampleRun.Scenario.Clients[0]],
            Outages = [new OutageSpec { Servers = "mx", Start = SimDuration.FromSeconds(100), Length = SimDuration.FromSeconds(100) }],
        };
        var clients = new ClientMetrics(scenario.SeriesInterval.Ticks);
        for (var second = 0; second < 400; second += 10)
            clients.Series.AddArea(SampleRun.Seconds(second).Ticks, SampleRun.Seconds(second + 10).Ticks, (int)ClientSeries.QueueArea, level(second));
        return new RunMetrics(new RunResult
        {
            Scenario = change?.Invoke(scenario) ?? scenario,
            Clients = [clients],
            Servers = SampleRun.Result().Servers,
            Events = 1,
            LastEvent = SampleRun.Seconds(399),
            Digest = SampleRun.Digest,
            Complete = true,
        });
    }
}

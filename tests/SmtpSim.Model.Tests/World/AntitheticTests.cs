using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>A replication and its mirror image.</summary>
public class AntitheticTests
{
    [Fact]
    public void UniformWork_OfAPair_AddsUpToTheWholeRange()
    {
        var scenario = Scene.Plain.With(Scene.Server with { Service = new ServiceTimes { Body = new Distribution.Uniform(0, Scene.Seconds(10).Ticks) } });
        for (var replication = 0; replication < 20; replication++)
        {
            var (one, other) = Pair(scenario, replication, run => run.Client.Delay.Max);
            Assert.InRange(one + other - 2 * Scene.Latencies(14) - Scene.Seconds(10).Ticks, -2, 2);
            Assert.NotEqual(one, other);
        }
    }

    /// <summary>Below 40 % and above 60 %: never both.</summary>
    [Fact]
    public void Fault_ThatStrikesInOneRun_SparesTheOther()
    {
        var scenario = Scene.Plain.With(new FaultSpec { At = SessionStep.Rcpt, Kind = FaultKind.Reply, Reply = Scene.Busy, Chance = 0.4 });
        var struck = Enumerable.Range(0, 50).Select(replication => Pair(scenario, replication, run => run.Read(451))).ToList();
        Assert.DoesNotContain((1, 1), struck);
        Assert.Contains((0, 0), struck);
        Assert.InRange(struck.Sum(pair => pair.One + pair.Other), 25, 55); // 100 trials
    }

    /// <summary>Many arrivals and long work in one run are few and short in the other: means of pairs vary less than those of two independent runs.</summary>
    [Fact]
    public void MeanSojourn_OfPairsInMM1_VariesLess()
    {
        var scenario = Scene.Plain
            .With(Scene.Server with { Workers = 1, Service = new ServiceTimes { Body = new Distribution.Exponential(SimDuration.TicksPerSecond) } })
            .With(Scene.Client with { Concurrency = int.MaxValue, Timeouts = new ClientTimeouts { Body = SimDuration.FromDays(1) } })
            .With(Scene.Poisson(0.5)) with
        { Duration = Scene.Seconds(4000), Drain = SimDuration.Zero, SeriesInterval = SimDuration.FromDays(100) };
        var pairs = Enumerable.Range(0, 60).AsParallel().AsOrdered().Select(replication => Pair(scenario, replication, run => run.Server.Sojourn.Mean)).ToList();
        var antithetic = Variance([.. pairs.Select(pair => (pair.One + pair.Other) / 2)]);
        var independent = Variance([.. pairs.Chunk(2).SelectMany(two => new[] { (two[0].One + two[1].One) / 2, (two[0].Other + two[1].Other) / 2 })]);
        Assert.InRange(antithetic / independent, 0.1, 0.75);
        // Each of the two is a run of the same queue: exactly W = 1 / (1 - 0.5).
        Assert.InRange(pairs.Average(pair => pair.Other) / SimDuration.TicksPerSecond, 1.9, 2.1);
    }

    private static (T One, T Other) Pair<T>(Scenario scenario, int replication, Func<Outcome, T> figure) =>
        (figure(Simulation.Run(scenario with { Replication = replication })), figure(Simulation.Run(scenario with { Replication = replication, Antithetic = true })));

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }
}

using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>
/// A server whose workers are busy with message texts alone is the textbook's queue: texts come as a Poisson process, since every session
/// takes equally long to get there, and their service times are independent.
/// </summary>
public class WorkerQueueTests
{
    /// <summary>Half a bucket of the histogram.</summary>
    private const double HistogramError = 1.0 / 256;

    [Theory]
    [InlineData("lambda=0.7", 0.7, 160_000)]
    [InlineData("lambda=0.8", 0.8, 220_000)]
    public void OneWorker_ExponentialWork_IsMM1(string parameters, double rate, double seconds)
    {
        var exact = QueueingTheory.Of("M/M/1", parameters);
        var runs = new Replications(Queue(1, rate, new Distribution.Exponential(SimDuration.TicksPerSecond), seconds));
        Means(runs, exact, workers: 1);
        runs.Agree("P(wait)", exact["rho"], ShareWaiting);
        Quantiles(runs, exact, "Wq", run => run.Server.Wait);
        Quantiles(runs, exact, "W", run => run.Server.Sojourn);
    }

    [Fact]
    public void FourWorkers_ExponentialWork_AreMM4()
    {
        var exact = QueueingTheory.Of("M/M/4", "a=3");
        var runs = new Replications(Queue(4, 3, new Distribution.Exponential(SimDuration.TicksPerSecond), 45_000));
        Means(runs, exact, workers: 4);
        runs.Agree("P(wait)", exact["P_wait"], ShareWaiting);
        Quantiles(runs, exact, "Wq", run => run.Server.Wait);
        Quantiles(runs, exact, "W", run => run.Server.Sojourn);
    }

    [Fact]
    public void OneWorker_ConstantWork_IsMD1()
    {
        var exact = QueueingTheory.Of("M/D/1", "lambda=0.7");
        var runs = new Replications(Queue(1, 0.7, new Distribution.Constant(SimDuration.TicksPerSecond), 28_000));
        runs.Agree("W", exact["W"], run => Seconds(run.Server.Sojourn.Mean));
        runs.Agree("Wq", exact["Wq"], run => Seconds(run.Server.Wait.Mean));
        Quantiles(runs, exact, "Wq", run => run.Server.Wait);
    }

    private static void Means(Replications runs, IReadOnlyDictionary<string, double> exact, int workers)
    {
        runs.Agree("W", exact["W"], run => Seconds(run.Server.Sojourn.Mean));
        runs.Agree("Wq", exact["Wq"], run => Seconds(run.Server.Wait.Mean));
        // Over time, by the series: numbers waiting, being served, and both.
        runs.Agree("Lq", exact["Lq"], run => run.Total(ServerSeries.WaitingArea) / (double)run.World.End);
        runs.Agree("rho", exact["rho"], run => run.Server[ServerCounter.BusyTicks] / (double)run.World.End / workers);
        runs.Agree("L", exact["L"], run => (run.Total(ServerSeries.WaitingArea) + run.Total(ServerSeries.BusyArea)) / (double)run.World.End);
        // The server's clock and the client's tell the same story: fourteen segments more.
        Assert.All(runs.Runs, run => Assert.InRange((run.Client.Delay.Mean - Scene.Latencies(14)) / run.Server.Sojourn.Mean, 0.99, 1.01));
    }

    private static void Quantiles(Replications runs, IReadOnlyDictionary<string, double> exact, string name, Func<Outcome, Tally> tally)
    {
        // The longest one in a hundred are known half as sharply: there are fewer of them, and they come in clusters.
        foreach (var (percent, widest) in new[] { (50, 0.02), (90, 0.02), (95, 0.02), (99, 0.04) })
            if (exact.TryGetValue($"{name}_p{percent}", out var value))
                runs.Agree($"{name}_p{percent}", value, run => Seconds(tally(run).Quantile(percent / 100.0)), HistogramError, widest);
    }

    private static double ShareWaiting(Outcome run) => 1 - run.Server.Wait.Buckets[0] / (double)run.Server.Wait.Count;

    private static double Seconds(double ticks) => ticks / SimDuration.TicksPerSecond;

    private static Scenario Queue(int workers, double rate, Distribution work, double seconds) => Scene.Plain
        .With(Scene.Server with { Workers = workers, Service = new ServiceTimes { Body = work } })
        .With(Scene.Client with { Concurrency = int.MaxValue, Timeouts = new ClientTimeouts { Body = SimDuration.FromDays(1) } })
        .With(Scene.Poisson(rate)) with
    {
        Duration = Scene.Seconds(seconds),
        Drain = SimDuration.Zero,
        SeriesInterval = SimDuration.FromDays(100),
    };
}

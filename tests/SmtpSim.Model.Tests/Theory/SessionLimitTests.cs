using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>
/// A session limit without waiting is Erlang's loss system: what is blocked depends on the offered load alone, whatever the law of the
/// holding time. A session is held while its message is worked on, and for twelve segments from the ACK to QUIT.
/// </summary>
public class SessionLimitTests
{
    private static readonly SimDuration Latency = new(10);

    [Theory]
    [InlineData(5, 3, "exponential")]
    [InlineData(5, 3, "constant")]
    [InlineData(5, 3, "hyperexponential")]
    [InlineData(10, 8, "exponential")]
    [InlineData(10, 8, "constant")]
    [InlineData(10, 8, "hyperexponential")]
    public void SessionLimit_NothingWaits_BlocksErlangsShare(int limit, double load, string law)
    {
        var exact = QueueingTheory.Of($"M/G/{limit}/{limit}", $"a={load:0}");
        var runs = new Replications(LossSystem(limit, load, law));
        runs.Agree("blocked", exact["ErlangB"], run => Blocked(run) / (double)(Blocked(run) + run.Server[ServerCounter.SessionsOpened]));
        runs.Agree("carried", exact["carried"], run => run.Total(ServerSeries.SessionArea) / (double)run.World.End);
        Assert.All(runs.Runs, run => Assert.Equal(limit, run.Server.PeakSessionsPerHost));
        // Those that are blocked are told so, and no other session ends that way.
        Assert.All(runs.Runs, run => Assert.InRange(Blocked(run) - run.Ends(SessionEnd.ServiceClosing), 0, 1));

        static long Blocked(Outcome run) => run.Server[ServerCounter.SessionsOverLimit];
    }

    private static Scenario LossSystem(int limit, double load, string law)
    {
        var mean = SimDuration.TicksPerSecond - 12.0 * Latency.Ticks;
        Distribution work = law switch
        {
            "exponential" => new Distribution.Exponential(mean),
            "constant" => new Distribution.Constant(mean),
            _ => Distribution.HyperExponentialByMeanCv2(mean, 4),
        };
        return Scene.Plain
            .With(Scene.Server with { SessionLimit = limit, Service = new ServiceTimes { Body = work } })
            .With(Scene.Client with { Concurrency = int.MaxValue })
            .With(Scene.Poisson(load))
            .With(new LinkSpec { Floor = Latency }) with
        {
            Duration = Scene.Seconds(limit == 5 ? 7000 : 4000),
            Drain = SimDuration.Zero,
            SeriesInterval = SimDuration.FromDays(100),
        };
    }
}

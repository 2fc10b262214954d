using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>What each way of waiting for a worker does. The one worker is busy for a second with each message text, and a burst comes at once.</summary>
public class WorkQueueTests
{
    private static readonly WorkQueueSpec Plain = new();

    /// <summary>An endless queue served in the order of coming is what <see cref="WorkerPool"/> reckons on arrival.</summary>
    [Fact]
    public void Fifo_OfAnEndlessQueue_IsWhatIsReckonedOnArrival()
    {
        var plain = Busy(3, Scene.Poisson(5)) with { Duration = Scene.Seconds(600) };
        var reckoned = Simulation.Run(plain);
        var queued = Simulation.Run(Queued(plain, Plain));
        Assert.True(reckoned.Server.Wait.Mean > 0);
        Assert.Equal(Figures(reckoned), Figures(queued));
    }

    [Fact]
    public void Lifo_OfABurst_ServesTheNewestFirst()
    {
        // The first in is served at once, the others in the opposite order: the same mean, but the second one waits for all others.
        var burst = Busy(1, Scene.Burst(10));
        var (fifo, lifo) = (Simulation.Run(Queued(burst, Plain)), Simulation.Run(Queued(burst with { Network = Apart }, Plain with { Order = WorkOrder.Lifo })));
        Assert.Equal(10, lifo.Client[ClientCounter.MessagesDelivered]);
        Assert.Equal(fifo.Server[ServerCounter.BusyTicks], lifo.Server[ServerCounter.BusyTicks]);
        Assert.InRange(lifo.Client.Delay.Mean / fifo.Client.Delay.Mean, 0.95, 1.05);
    }

    /// <summary>At an overload of two, served first come first served nothing is in time; the newest first, half of it is.</summary>
    [Theory]
    [InlineData(WorkOrder.Fifo, 0.0, 0.1)]
    [InlineData(WorkOrder.Lifo, 0.4, 0.6)]
    [InlineData(WorkOrder.AdaptiveLifo, 0.4, 0.6)]
    public void Order_UnderOverload_DecidesWhatIsInTime(WorkOrder order, double least, double most)
    {
        var run = Simulation.Run(Queued(Overload(2), Plain with { Order = order, LifoOver = 5 }));
        Assert.InRange(run.Client[ClientCounter.MessagesDelivered] / (double)run.Client[ClientCounter.MessagesSubmitted], least, most);
    }

    /// <summary>Work that nobody waits for any more leaves the queue. What is served has waited nearly as long as its client will, so not all of it is in time.</summary>
    [Fact]
    public void DropStale_UnderOverload_KeepsGoodput()
    {
        var run = Simulation.Run(Queued(Overload(2), Plain with { DropStale = true }));
        Assert.InRange(run.Client[ClientCounter.MessagesDelivered] / (double)run.Client[ClientCounter.MessagesSubmitted], 0.2, 0.4);
        Assert.True(run.Server[ServerCounter.CommandsStale] > 100);
    }

    [Fact]
    public void MaxWait_UnderOverload_AnswersWhatWaitedLonger()
    {
        var run = Simulation.Run(Queued(Overload(2), Plain with { MaxWait = Scene.Seconds(8), Reply = Scene.Busy }));
        Assert.InRange(run.Client[ClientCounter.MessagesDelivered] / (double)run.Client[ClientCounter.MessagesSubmitted], 0.4, 0.6);
        Assert.Equal(run.Server[ServerCounter.CommandsTooLate], run.Sent(451));
        Assert.True(run.Server.Wait.Max <= Scene.Seconds(8).Ticks);
    }

    [Fact]
    public void Places_OfABurst_TurnAwayTheRest()
    {
        var run = Simulation.Run(Queued(Busy(1, Scene.Burst(10)), Plain with { Places = 3, Reply = Scene.Busy }));
        Assert.Equal((4, 6, 6), (run.Client[ClientCounter.MessagesDelivered], run.Server[ServerCounter.CommandsOverPlaces], run.Read(451)));
    }

    /// <summary>Erlang's loss formula with two workers and an offered load of two: 0.4 of the texts are turned away.</summary>
    [Fact]
    public void Places_None_IsErlangsLossSystem()
    {
        var run = Simulation.Run(Queued(Busy(2, Scene.Poisson(2)), Plain with { Places = 0 }) with { Duration = Scene.Seconds(20_000), Drain = SimDuration.Zero });
        var share = run.Server[ServerCounter.CommandsOverPlaces] / (double)run.Client[ClientCounter.MessagesSubmitted];
        Assert.InRange(share, 0.39, 0.41);
        Assert.Equal(0, run.Server.Wait.Max);
    }

    [Fact]
    public void Shed_UnderOverload_HoldsTheQueueBetweenItsBounds()
    {
        var run = Simulation.Run(Queued(Overload(2), Plain with { Shed = new ShedSpec(2, 6) }));
        Assert.InRange(run.Server[ServerCounter.CommandsShed] / (double)run.Client[ClientCounter.MessagesSubmitted], 0.4, 0.6);
        Assert.True(run.Server.Wait.Max < Scene.Seconds(30).Ticks);
        Assert.InRange(run.Total(ServerSeries.WaitingArea) / (double)Scene.Seconds(1000).Ticks, 2, 6);
    }

    [Fact]
    public void CoDel_UnderOverload_BringsTheWaitDown()
    {
        var overload = Overload(1.2);
        var codel = Simulation.Run(Queued(overload, Plain with { CoDel = new CoDelSpec { Target = Scene.Seconds(2), Interval = Scene.Seconds(20) } }));
        Assert.True(codel.Server[ServerCounter.CommandsDroppedByCodel] > 20);
        Assert.True(codel.Server.Wait.Quantile(0.5) * 2 < Simulation.Run(Queued(overload, Plain)).Server.Wait.Quantile(0.5));
    }

    /// <summary>Non-pre-emptive priorities: while both have mail waiting, the first group's is served first, whenever it came.</summary>
    [Fact]
    public void Priority_OfABurst_ServesTheNamedGroupFirst()
    {
        var scenario = Busy(1, Scene.Burst(10)) with
        {
            Clients = [Patient with { Name = "bulk" }, Patient with { Name = "vip" }],
            Traffic = [Scene.Burst(10) with { From = ["bulk", "vip"] }],
        };
        var run = Simulation.Run(Queued(scenario, Plain with { Priority = ["vip"] }));
        // One of the bulk's may have the worker already.
        Assert.InRange(run.Result.Clients[1].Delay.Max, 0, Scene.Seconds(11.5).Ticks);
        Assert.InRange(run.Result.Clients[0].Delay.Max, Scene.Seconds(19).Ticks, Scene.Seconds(21).Ticks);
    }

    [Fact]
    public void Pace_WithABacklog_SlowsDown()
    {
        // Nine wait for the first, eight for the second, …: 1 + 0.1 · (0 + 8 + … + 1 + 0) on top of ten seconds.
        var scenario = Busy(1, Scene.Burst(10));
        var run = Simulation.Run(Slowed(scenario, new PaceSpec { PerWaiting = 0.1, Most = 10 }));
        Assert.Equal(Scene.Seconds(10 + 0.1 * 36).Ticks, run.Server[ServerCounter.BusyTicks]);
    }

    [Fact]
    public void Pace_WithLessCapacityForAWhile_TakesLonger()
    {
        var run = Simulation.Run(Slowed(Busy(1, Scene.Burst(10)), new PaceSpec { Capacity = [new CapacitySpec(Scene.Seconds(3), Scene.Seconds(7), 0.2)] }));
        // Seven at a second each, those that begin at 3.1 s and at 8.1 s five times as long.
        Assert.Equal(Scene.Seconds(8 + 2 * 5).Ticks, run.Server[ServerCounter.BusyTicks]);
    }

    [Fact]
    public void Pace_AfterARestart_WarmsUp()
    {
        var scenario = Busy(1, Scene.Poisson(0.01)).WithOutage(OutageKind.Refuse, Scene.Seconds(1000), Scene.Seconds(1000));
        var warm = Simulation.Run(scenario);
        var cold = Simulation.Run(Slowed(scenario, new PaceSpec { ColdFactor = 5, WarmUp = Scene.Seconds(2000) }));
        var late = cold.Server[ServerCounter.BusyTicks] - warm.Server[ServerCounter.BusyTicks];
        Assert.InRange(late, Scene.Seconds(10).Ticks, Scene.Seconds(100).Ticks);
        Assert.True(cold.Server.Sojourn.Max > warm.Server.Sojourn.Max);
    }

    private static ClientGroup Patient => Scene.Client with { Concurrency = int.MaxValue, Timeouts = new ClientTimeouts { Body = SimDuration.FromDays(1) } };

    /// <summary>Jitter, so that commands come one after the other.</summary>
    private static NetworkSpec Apart => new() { Default = new LinkSpec { Floor = Scene.Latency, Jitter = new Distribution.Exponential(1e4) } };

    private static Scenario Busy(int workers, TrafficSpec traffic) => Scene.Plain
        .With(Scene.Server with { Workers = workers, Service = new ServiceTimes { Body = traffic.Arrivals is ArrivalSpec.Poisson ? new Distribution.Exponential(SimDuration.TicksPerSecond) : Scene.Constant(1) } })
        .With(Patient)
        .With(traffic);

    /// <summary>So many times what one worker can do, from clients that wait ten seconds and never try again.</summary>
    private static Scenario Overload(double load) => Busy(1, Scene.Poisson(load))
        .With(Patient with { Timeouts = new ClientTimeouts { Body = Scene.Seconds(10) } }) with
    { Duration = Scene.Seconds(1000), Drain = SimDuration.Zero };

    private static Scenario Queued(Scenario scenario, WorkQueueSpec queue) => scenario.With(scenario.Servers[0] with { Queue = queue });

    private static Scenario Slowed(Scenario scenario, PaceSpec pace) => scenario.With(scenario.Servers[0] with { Pace = pace });

    private static object Figures(Outcome run) => (
        run.Client[ClientCounter.MessagesDelivered], run.Client.Delay.Mean, run.Client.Delay.Max, run.Server.Wait.Mean, run.Server.Wait.Count, run.Server.Sojourn.Max,
        run.Server[ServerCounter.BusyTicks], run.Total(ServerSeries.WaitingArea));
}

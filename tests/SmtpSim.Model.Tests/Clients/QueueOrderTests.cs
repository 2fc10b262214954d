using CsCheck;
using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Who gets the next session: by order, by priority, and who may wait for one at all.</summary>
public class QueueOrderTests
{
    private static readonly ClientGroup OneByOne = Scene.Client with { Concurrency = 1 };

    /// <summary>One message every 4 latencies; a session takes 16, delivery is at 14. The first waits for nobody.</summary>
    private static readonly TrafficSpec Steady = Scene.Once with { Arrivals = new ArrivalSpec.Every(Scene.Latency * 4, SimDuration.Zero), End = Scene.Latency * 40 };

    /// <summary>
    /// While the first of ten is delivered, three more come; the newest, number 4, comes at 16 exactly when the session ends, and arrivals come
    /// before replies. From then on the newest one each time.
    /// </summary>
    [Fact]
    public void Order_Lifo_TakesTheNewest()
    {
        var fifo = Simulation.Run(Scene.Plain.With(OneByOne).With(Steady)).Client.Delay;
        var lifo = Simulation.Run(Scene.Plain.With(OneByOne with { Order = QueueOrder.Lifo }).With(Steady)).Client.Delay;
        Assert.Equal((10L, 10L), (fifo.Count, lifo.Count));
        Assert.Equal(fifo.Mean, lifo.Mean, 1.0); // nobody loses in sum
        Assert.Equal(Scene.Latencies(14 + 9 * 12), fifo.Max);
        Assert.True(lifo.Max > fifo.Max, "The oldest comes last.");
        Assert.True(lifo.Quantile(0.3) < fifo.Quantile(0.3));
    }

    [Theory]
    [InlineData(1, QueueOrder.Lifo)]
    [InlineData(1000, QueueOrder.Fifo)]
    public void Order_AdaptiveLifo_IsOneOrTheOtherByHowManyWait(int above, QueueOrder same)
    {
        var adaptive = Simulation.Run(Scene.Plain.With(OneByOne with { Order = QueueOrder.AdaptiveLifo, LifoAbove = above }).With(Steady));
        var plain = Simulation.Run(Scene.Plain.With(OneByOne with { Order = same }).With(Steady));
        Assert.Equal(plain.Client.Delay.Max, adaptive.Client.Delay.Max);
        Assert.Equal(plain.Client.Delay.Mean, adaptive.Client.Delay.Mean);
    }

    /// <summary>Twenty of each at once: those of priority 3 are all delivered before those of 0 but the one that came first.</summary>
    [Fact]
    public void Priority_Higher_GoesFirst()
    {
        var scenario = Scene.Plain.With(OneByOne) with
        {
            Traffic = [Scene.Burst(20), Scene.Burst(20) with { Priority = 3, To = "fast" }],
            Servers = [Scene.Server, Scene.Server with { Name = "fast" }],
        };
        // Two destinations: each has its own session, and priority means nothing.
        var apart = Simulation.Run(scenario);
        Assert.Equal(Scene.Latencies(16 * 19 + 14), apart.Client.Delay.Max);

        scenario = scenario with { Traffic = [Scene.Burst(20), Scene.Burst(20) with { Priority = 3 }], SeriesInterval = Scene.Latency * 16 };
        var together = Simulation.Run(scenario);
        Assert.Equal(40, together.Client[ClientCounter.MessagesDelivered]);
        Assert.Equal(Scene.Latencies(16 * 39 + 14), together.Client.Delay.Max);

        // With a deadline in the middle of the run those of low priority miss it.
        var late = Simulation.Run(scenario with { Clients = [OneByOne with { Deadline = Scene.Latency * (16 * 21) }] });
        Assert.Equal((21L, 19L), (late.Client[ClientCounter.MessagesDelivered], late.Client[ClientCounter.WithheldDeadline]));
    }

    /// <summary>
    /// M/M/1 with non-preemptive priorities (Cobham 1954; λ 0.2 and 0.7, µ 1): mean waits of 1.125 and 11.25. A client with one session at a
    /// time and no latency is the server of that queue.
    /// </summary>
    [Fact]
    public void Priority_PoissonTrafficAndExponentialService_WaitsAsCobhamHasIt()
    {
        var high = Enumerable.Range(0, 6).Select(replication => Simulation.Run(Cobham(replication)).Client).Sum(client => client.Delay.Mean) / 6 / SimDuration.TicksPerSecond;
        // Over all messages: (0.2 · 1.125 + 0.7 · 11.25) / 0.9 = 9, whatever the order; and 1 of service.
        Assert.InRange(high, 10 * 0.9, 10 * 1.1);

        static Scenario Cobham(int replication) => Scene.Plain.With(OneByOne).With(new LinkSpec { Floor = SimDuration.Zero })
            .With(Scene.Server with { Service = new ServiceTimes { Body = new Distribution.Exponential(SimDuration.TicksPerSecond) } }) with
        {
            Duration = SimDuration.FromHours(10),
            Replication = replication,
            Traffic = [Scene.Poisson(0.2) with { Priority = 1 }, Scene.Poisson(0.7)],
        };
    }

    /// <summary>A client that may hold but five messages active: mail for a good destination waits behind that for a slow one.</summary>
    [Fact]
    public void ActiveLimit_SlowDestination_HoldsUpTheOthers()
    {
        var scenario = Scene.Plain.With(Scene.Client with { Concurrency = 2 }) with
        {
            Servers = [Scene.Server with { Service = new ServiceTimes { Body = Scene.Constant(10) } }, Scene.Server with { Name = "fast" }],
            Traffic = [Scene.Burst(20), Scene.Burst(20) with { To = "fast" }],
        };
        var free = Simulation.Run(scenario);
        var limited = Simulation.Run(scenario with { Clients = [scenario.Clients[0] with { ActiveLimit = 5 }] });
        Assert.Equal((40L, 40L), (free.Client[ClientCounter.MessagesDelivered], limited.Client[ClientCounter.MessagesDelivered]));
        // Without the limit half of the mail is through at once; with it the first fifteen of the slow destination come before any.
        Assert.True(free.Client.Delay.Quantile(0.45) < Scene.Seconds(5).Ticks);
        Assert.True(limited.Client.Delay.Quantile(0.45) > Scene.Seconds(60).Ticks);
        Assert.Equal(free.Client.Delay.Max, limited.Client.Delay.Max, Scene.Seconds(1).Ticks);
    }

    /// <summary>Messages that rest or are withheld make room at once: a dead destination does not hold up the others.</summary>
    [Fact]
    public void ActiveLimit_DeadDestination_MakesRoom()
    {
        var scenario = Scene.Plain.With(Scene.Client with { ActiveLimit = 5, Retry = new RetrySpec.Fixed(Scene.Seconds(1000)), Feedback = new ConcurrencyFeedbackSpec() }) with
        {
            Servers = [Scene.Server, Scene.Server with { Name = "fast" }],
            Traffic = [Scene.Burst(100), Scene.Burst(20) with { To = "fast" }],
        };
        var run = Simulation.Run(scenario.WithOutage(OutageKind.Refuse, default, Scene.Seconds(500)));
        Assert.Equal(120, run.Client[ClientCounter.MessagesDelivered]);
        Assert.Equal(95, run.Client[ClientCounter.WithheldDestinationDead]);
        Assert.True(run.Client.Delay.Quantile(20.0 / 120 - 0.01) < Scene.Seconds(2).Ticks);
        Books.AreClosed(run);
    }

    /// <summary>Any mix of adding and taking against plain lists.</summary>
    [Fact]
    public void ReadyOrder_AnyUse_IsAListForEachPriority() => Gen.Select(Gen.Int[-3, 7].Array[1, 200], Gen.Enum<QueueOrder>(), Gen.Int[1, 5]).Sample((steps, order, above) =>
    {
        var messages = new Slab<Message>();
        var ready = new ReadyOrder(messages);
        var lists = Enumerable.Range(0, 8).Select(_ => new List<int>()).ToArray();
        foreach (var step in steps)
        {
            if (step >= 0)
            {
                var number = messages.Take();
                messages[number].Domain = 9;
                ready.Add(number, step);
                lists[step].Add(number);
            }
            else if (lists.Any(list => list.Count > 0))
            {
                var list = lists.Last(list => list.Count > 0);
                var newest = order == QueueOrder.Lifo || (order == QueueOrder.AdaptiveLifo && lists.Sum(all => all.Count) > above);
                Assert.Equal(newest ? list[^1] : list[0], ready.Take(0, 9, order, above, out var more));
                list.RemoveAt(newest ? list.Count - 1 : 0);
                Assert.Equal(lists.Any(all => all.Count > 0), more);
            }
        }
    });
}

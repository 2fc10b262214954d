using CsCheck;
using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Work of a server with a limited number of workers, when it is counted, and what an outage does to it.</summary>
public class WorkerTests
{
    private static readonly ServerGroup Slow = Scene.Server with { Workers = 1, Service = new ServiceTimes { Body = Scene.Constant(10) } };

    private static readonly ClientGroup Patient = Scene.Client with
    {
        Concurrency = 1000,
        Timeouts = new ClientTimeouts { Body = SimDuration.FromHours(10) },
    };

    [Fact]
    public void Body_TenAtOnceForOneWorker_AreServedOneAfterTheOther()
    {
        var run = Simulation.Run(Scene.Plain.With(Slow).With(Patient).With(Scene.Burst(10)));
        Assert.Equal(Scene.Seconds(10 * 9).Ticks, run.Server.Wait.Max);
        Assert.Equal(Scene.Seconds(45).Ticks, run.Server.Wait.Mean);
        Assert.Equal(Scene.Seconds(55).Ticks, run.Server.Sojourn.Mean);
        Assert.Equal(Scene.Seconds(100).Ticks, run.Server[ServerCounter.BusyTicks]);
        Assert.Equal(Scene.Seconds(100).Ticks, run.Total(ServerSeries.BusyArea));
        Assert.Equal(Scene.Seconds(450).Ticks, run.Total(ServerSeries.WaitingArea));
        Assert.Equal(Scene.Latencies(14) + Scene.Seconds(100).Ticks, run.Client.Delay.Max);
    }

    /// <summary>Against the plain rule: the next in line goes to whichever worker is free first.</summary>
    [Fact]
    public void Body_AnyArrivalsAndWorkers_WaitAsInAPlainQueue() => Gen.Select(
        Gen.Int[1, 6], Gen.Long[1, 5 * SimDuration.TicksPerSecond], Gen.Long[0, 60 * SimDuration.TicksPerSecond].Array[1, 100]).Sample((workers, work, times) =>
    {
        Array.Sort(times);
        var free = new long[workers];
        var waits = new List<long>();
        foreach (var time in times)
        {
            var first = Array.IndexOf(free, free.Min());
            var start = Math.Max(time, free[first]);
            waits.Add(start - time);
            free[first] = start + work;
        }
        var ones = Enumerable.Repeat(1, times.Length).ToArray();
        var run = Simulation.Run(Scene.Plain.With(Patient).With(Scene.Once with { Arrivals = new ArrivalSpec.Trace("t.csv", times, new int[times.Length], ones, ones) })
            .With(Slow with { Workers = workers, Service = new ServiceTimes { Body = new Distribution.Constant(work) } }));
        Assert.Equal((waits.Max(), waits.Average()), (run.Server.Wait.Max, run.Server.Wait.Mean));
        Assert.Equal(waits.Sum(), run.Total(ServerSeries.WaitingArea));
        Assert.Equal(Scene.Latencies(14) + waits.Max() + work, run.Client.Delay.Max);
    });

    /// <summary>What a server has accepted and answered never runs ahead of its workers.</summary>
    [Fact]
    public void Replies_OfWorkThatIsNotDone_AreNotCounted()
    {
        var scenario = Scene.Plain.With(Slow).With(Patient).With(Scene.Burst(10)) with
        {
            Duration = Scene.Seconds(35),
            Drain = SimDuration.Zero,
            SeriesInterval = Scene.Seconds(10),
        };
        var run = Simulation.Run(scenario);
        Assert.Equal(3, run.Server[ServerCounter.MessagesAccepted]);
        Assert.Equal(3, run.Server[ServerCounter.RecipientCopies]);
        Assert.Equal([0L, 1, 1, 1], Enumerable.Range(0, 4).Select(row => run.Server.Series[row, (int)ServerSeries.MessagesAccepted]));
        // Greeting, EHLO, MAIL and RCPT of all ten; 250 after the text and 221 of those that are done. 354 is neither completion nor refusal.
        Assert.Equal(10 * 4 + 3 + 3, run.Sent(220) + run.Sent(250) + run.Sent(221));
        Assert.Equal(3, run.Client[ClientCounter.MessagesDelivered]);
    }

    [Theory]
    [InlineData(OutageKind.Refuse)]
    [InlineData(OutageKind.Timeout)]
    public void Work_OutageComesFirst_IsDroppedAndNotCounted(OutageKind kind)
    {
        var run = Simulation.Run(Scene.Plain.With(Slow).With(Patient).With(Scene.Burst(10)).WithOutage(kind, Scene.Seconds(25), Scene.Seconds(10)));
        // Two are done by then, the third is under way, seven wait.
        var first = Scene.Latencies(13);
        Assert.Equal(2, run.Server[ServerCounter.MessagesAccepted]);
        Assert.Equal(2, run.Client[ClientCounter.MessagesDelivered]);
        Assert.Equal(Scene.Seconds(25).Ticks - first, run.Server[ServerCounter.BusyTicks]);
        Assert.Equal(Scene.Seconds(25).Ticks - first, run.Total(ServerSeries.BusyArea));
        Assert.Equal((2L, Scene.Seconds(20).Ticks), (run.Server.Sojourn.Count, run.Server.Sojourn.Max));
        Assert.Equal(Scene.Seconds(10 + 20).Ticks + 7 * (Scene.Seconds(25).Ticks - first), run.Total(ServerSeries.WaitingArea));
    }

    [Fact]
    public void Work_LongerThanTime_DoesNotWrapRound()
    {
        var endless = Slow with { Service = new ServiceTimes { Body = new Distribution.Constant(Sampler.MaxSample) } };
        var run = Simulation.Run(Scene.Plain.With(endless).With(Patient).With(Scene.Burst(20)));
        Assert.Equal(0, run.Server[ServerCounter.MessagesAccepted]);
        Assert.Equal(run.World.End - Scene.Latencies(13), run.Server[ServerCounter.BusyTicks]);
        Assert.Equal(1, run.Server.Wait.Buckets[0]);
    }
}

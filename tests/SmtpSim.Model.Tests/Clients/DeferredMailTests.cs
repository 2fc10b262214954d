using CsCheck;
using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Messages rest in lists of 13.4 s and wake to the tick, however far their next attempt lies.</summary>
public class DeferredMailTests
{
    private static readonly Gen<long> AnyWait = Gen.OneOf(
        Gen.Select(Gen.Int[0, 48], Gen.Long[0, long.MaxValue], (magnitude, bits) => (bits & ((1L << magnitude) - 1)) + 1),
        // Next to the edges of the lists, and of the ring of 4096 lists.
        Gen.Select(Gen.OneOf(1L, 2, 4094, 4095, 4096, 4097, 8192), Gen.Long[-3, 3], (lists, near) => (lists << 27) + near));

    /// <summary>Several clients, each with a wait of its own, whose messages may well rest in the same place of the ring a turn or two apart.</summary>
    [Fact]
    public void Messages_WaitingForAnyLength_AreTriedAgainToTheTick() => Gen.Select(AnyWait.Array[1, 6], Gen.Long[0, 1L << 28]).Sample((waits, start) =>
    {
        ClientGroup[] clients = [.. waits.Select((wait, i) => Scene.Client with
        {
            Name = $"c{i}",
            Retry = new RetrySpec.Fixed(new SimDuration(wait)) { Lifetime = SimDuration.FromDays(1000) },
        })];
        var scenario = Scene.Plain.With(new LinkSpec { Floor = SimDuration.Zero })
            .With(Scene.Server with { Greylist = new GreylistSpec { Delay = new SimDuration(1), Window = SimDuration.FromDays(500) } })
            .With(Scene.Once with { From = [.. clients.Select(client => client.Name)], Start = new SimDuration(start) }) with
        {
            Clients = clients,
            Drain = SimDuration.FromDays(1000),
            SeriesInterval = SimDuration.FromDays(1000),
        };
        var run = Simulation.Run(scenario);
        Assert.Equal(waits, run.Result.Clients.Select(group => group.Delay.Max));
        Assert.Equal(start + waits.Max(), run.Result.LastEvent.Ticks);
    }, iter: 500);

    /// <summary>Many messages of one client rest in the same lists, each with a due time of its own.</summary>
    [Fact]
    public void Messages_ManyAtRest_EachWakeAtTheirOwnTime()
    {
        const int messages = 2000;
        var interval = new SimDuration((1L << 27) / 100); // a hundred to a list
        var wait = new SimDuration(12345L << 20);
        var scenario = Scene.Plain.With(new LinkSpec { Floor = SimDuration.Zero })
            .With(Scene.Server with { Greylist = new GreylistSpec { Delay = wait } })
            .With(Scene.Client with { Concurrency = messages, Retry = new RetrySpec.Fixed(wait) })
            .With(Scene.Once with { Arrivals = new ArrivalSpec.Every(interval, SimDuration.Zero), End = interval * messages });
        var run = Simulation.Run(scenario);
        Assert.Equal((long)messages, run.Client[ClientCounter.MessagesDelivered]);
        Assert.Equal(((double)wait.Ticks, wait.Ticks), (run.Client.Delay.Mean, run.Client.Delay.Max));
    }
}

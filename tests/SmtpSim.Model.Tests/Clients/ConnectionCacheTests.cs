using CsCheck;
using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Sessions that wait for the next message to their destination.</summary>
public class ConnectionCacheTests
{
    private static readonly ClientGroup Keeping = Scene.Client with { MessagesPerSession = 100, ConnectionCache = Scene.Seconds(2) };

    private static readonly TrafficSpec EverySecond = Scene.Once with { Arrivals = new ArrivalSpec.Every(Scene.Seconds(1), SimDuration.Zero), End = Scene.Seconds(9.5) };

    /// <summary>Ten messages a second apart: one session for all of them, which ends two seconds after the last; each but the first costs RSET and eight segments.</summary>
    [Fact]
    public void Session_Kept_TakesTheMessagesThatCome()
    {
        var run = Simulation.Run(Scene.Plain.With(Keeping).With(EverySecond));
        Assert.Equal((10L, 1L), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.SessionsOpened]));
        Assert.Equal(Scene.Latencies(14), run.Client.Delay.Max);
        Assert.Equal((Scene.Latencies(14) + 9 * Scene.Latencies(10)) / 10.0, run.Client.Delay.Mean);
        Assert.Equal(Scene.Seconds(9 + 2).Ticks + Scene.Latencies(10 + 2), run.Client.SessionDuration.Max);
        Books.AreClosed(run);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(0.5, 10)] // over before the next comes
    public void Session_NotKeptLongEnough_IsOpenedForEach(double seconds, long sessions)
    {
        var run = Simulation.Run(Scene.Plain.With(Keeping with { ConnectionCache = Scene.Seconds(seconds) }).With(EverySecond));
        Assert.Equal((10L, sessions), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.SessionsOpened]));
        Assert.Equal(Scene.Latencies(14), run.Client.Delay.Mean);
    }

    [Fact]
    public void Session_Full_IsNotKept()
    {
        var run = Simulation.Run(Scene.Plain.With(Keeping with { MessagesPerSession = 5 }).With(EverySecond));
        Assert.Equal((10L, 2L), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.SessionsOpened]));
    }

    /// <summary>The server's patience ends first: it says 421, and the next message has a session of its own.</summary>
    [Fact]
    public void Session_ServerClosesIt_IsForgotten()
    {
        var scenario = Scene.Plain.With(Keeping with { ConnectionCache = Scene.Seconds(60) }).With(Scene.Server with { IdleTimeout = Scene.Seconds(5) })
            .With(Scene.Once with { Arrivals = new ArrivalSpec.Every(Scene.Seconds(10), SimDuration.Zero), End = Scene.Seconds(35) });
        var run = Simulation.Run(scenario);
        Assert.Equal((4L, 4L, 0L), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.SessionsOpened], run.Client[ClientCounter.Deferrals]));
        Assert.Equal(4, run.Ends(SessionEnd.ServiceClosing));
        Books.AreClosed(run);
    }

    /// <summary>The server restarts while a session is kept: RSET finds it dead, and the attempt goes on over a new connection (Postfix's smtp_reuse.c).</summary>
    [Fact]
    public void Session_DeadWhenItIsTaken_CostsNoAttempt()
    {
        var scenario = Scene.Plain.With(Keeping with { ConnectionCache = Scene.Seconds(60) })
            .With(Scene.Once with { Arrivals = new ArrivalSpec.Every(Scene.Seconds(10), SimDuration.Zero), End = Scene.Seconds(35) })
            .With(new RetrySpec.Fixed(Scene.Seconds(60))) with
        {
            Outages = [new OutageSpec { Servers = Scene.Server.Name, Start = Scene.Seconds(15), Length = Scene.Seconds(1), Kind = OutageKind.Timeout }],
        };
        var run = Simulation.Run(scenario);
        Assert.Equal((4L, 4L, 0L, 0L), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.Attempts], run.Client[ClientCounter.Deferrals], run.Client[ClientCounter.Retries]));
        Assert.Equal(2L, run.Client[ClientCounter.SessionsOpened]);
        Books.AreClosed(run);
    }

    /// <summary>Only the probe is no attempt: a session that dies behind its MAIL has failed the message.</summary>
    [Fact]
    public void Session_DeadAfterItsProbe_FailsTheAttempt()
    {
        var scenario = Scene.Plain.With(Keeping with { ConnectionCache = Scene.Seconds(60) }).With(Scene.Server with { Faults = [new FaultSpec { At = SessionStep.Mail, Kind = FaultKind.Reset, When = FaultWhen.Always with { From = Scene.Seconds(5), To = Scene.Seconds(12) } }] })
            .With(Scene.Once with { Arrivals = new ArrivalSpec.Every(Scene.Seconds(10), SimDuration.Zero), End = Scene.Seconds(15) })
            .With(new RetrySpec.Fixed(Scene.Seconds(60)));
        var run = Simulation.Run(scenario);
        Assert.Equal((3L, 1L), (run.Client[ClientCounter.Attempts], run.Client[ClientCounter.Deferrals]));
        Books.AreClosed(run);
    }

    /// <summary>Kept sessions hold the server's places: a limit of one keeps the other client out.</summary>
    [Fact]
    public void Session_Kept_HoldsTheServersPlace()
    {
        var scenario = Scene.Plain.With(Scene.Server with { SessionLimit = 1 }).With(EverySecond) with { Clients = [Scene.Client with { Count = 2, MessagesPerSession = 100 }] };
        Assert.InRange(Simulation.Run(scenario).Server[ServerCounter.SessionsOverLimit], 10, 10); // both begin at one tick
        var kept = Simulation.Run(scenario with { Clients = [Keeping with { Count = 2 }] });
        Assert.Equal((10L, 10L), (kept.Client[ClientCounter.MessagesDelivered], kept.Server[ServerCounter.SessionsOverLimit]));
        Assert.Equal(1, kept.Server[ServerCounter.SessionsOpened]);
    }

    [Fact]
    public void Cache_AnyUse_IsAStackForEachDestination() => Gen.Select(Gen.Int[0, 2], Gen.Int[0, 30], Gen.Int[0, 2]).Array[1, 100].Sample(steps =>
    {
        var cache = new ConnectionCache();
        var kept = Enumerable.Range(0, 3).Select(_ => new List<int>()).ToArray();
        foreach (var (what, slot, domain) in steps)
        {
            var home = Array.FindIndex(kept, list => list.Contains(slot));
            if (what == 0 && home < 0)
            {
                cache.Add(slot, 7, domain);
                kept[domain].Add(slot);
            }
            else if (what == 1)
            {
                Assert.Equal(kept[domain].Count > 0, cache.TryTake(7, domain, out var taken));
                if (kept[domain].Count > 0)
                {
                    Assert.Equal(kept[domain][^1], taken);
                    kept[domain].RemoveAt(kept[domain].Count - 1);
                }
            }
            else if (what == 2)
            {
                Assert.Equal(home >= 0, cache.Remove(slot, 7, Math.Max(home, 0)));
                if (home >= 0)
                    kept[home].Remove(slot);
            }
        }
    });
}

using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>What links do to sessions: latency, loss, bandwidth, and which link a pair of groups uses.</summary>
public class NetworkTests
{
    /// <summary>A lost segment comes after the retransmission time-out of RFC 6298 (1 s, doubling): whole seconds on top of sixteen latencies.</summary>
    [Fact]
    public void Loss_OfSegments_CostsRetransmissionTimeouts()
    {
        const int sessions = 4000;
        const double loss = 0.05;
        var run = Simulation.Run(Scene.Plain.With(Scene.Client with { Concurrency = sessions }).With(Scene.Burst(sessions))
            .With(new LinkSpec { Floor = Scene.Latency, Loss = loss }));
        Assert.Equal(sessions, run.Client[ClientCounter.MessagesDelivered]);
        var late = (long)Math.Round(run.Client.SessionDuration.Mean * sessions) - sessions * Scene.Latencies(16);
        Assert.Equal(0, late % SimDuration.TicksPerSecond);
        // E(2^losses - 1) seconds a segment: the sum over n of loss^n · 2^(n-1).
        var expected = 16 * loss / (1 - 2 * loss) * sessions;
        Assert.InRange(late / (double)SimDuration.TicksPerSecond / expected, 0.93, 1.07);
        var unharmed = run.Client.SessionDuration.Buckets[HdrLayout.IndexOf(Scene.Latencies(16))];
        Assert.InRange(unharmed / (double)sessions, Math.Pow(1 - loss, 16) - 0.03, Math.Pow(1 - loss, 16) + 0.03);
    }

    [Fact]
    public void Bandwidth_Limited_AddsTheTransferOfTheText()
    {
        var slow = Scene.Plain.With(new LinkSpec { Floor = Scene.Latency, BytesPerSecond = 1000 }); // 4000 bytes: 4 s
        var run = Simulation.Run(slow);
        Assert.Equal(Scene.Latencies(14) + Scene.Seconds(4).Ticks, run.Client.Delay.Max);
        // Neither side's clock runs while text is under way.
        var strict = Simulation.Run(slow
            .With(Scene.Server with { IdleTimeout = new SimDuration(Scene.Latencies(2)) })
            .With(Scene.Client with { Timeouts = new ClientTimeouts { Body = new SimDuration(Scene.Latencies(2) + 1) } }));
        Assert.Equal(1, strict.Client[ClientCounter.MessagesDelivered]);
    }

    [Fact]
    public void Links_SeveralFit_TheLastOneCounts()
    {
        static LinkSpec Slow(int milliseconds) => new() { Floor = SimDuration.FromMilliseconds(milliseconds) };
        var scenario = Scene.Plain with
        {
            Clients = [Scene.Client, Scene.Client with { Name = "far" }],
            Servers = [Scene.Server, Scene.Server with { Name = "other" }],
            Traffic =
            [
                Scene.Once with { From = ["mta"] },
                Scene.Once with { From = ["far"], To = "other" },
            ],
            Network = new NetworkSpec { Default = Slow(10), Links = [new(null, null, Slow(20)), new("far", null, Slow(30)), new(null, "mx", Slow(40)), new("far", "mx", Slow(50))] },
        };
        var run = Simulation.Run(scenario);
        Assert.Equal(SimDuration.FromMilliseconds(14 * 40).Ticks, run.Result.Clients[0].Delay.Max);
        Assert.Equal(SimDuration.FromMilliseconds(14 * 30).Ticks, run.Result.Clients[1].Delay.Max);
        Assert.Equal(SimDuration.FromMilliseconds(20).Ticks, run.World.Lookahead); // from mta to other
    }

    [Fact]
    public void Partitions_WithoutALatencyFloor_AreRefused()
    {
        var world = new World(Scene.Plain.With(new LinkSpec { Floor = SimDuration.Zero }));
        Assert.Throws<ArgumentException>(() => new Partition(world, 0, 2));
        Assert.Equal(1, Simulation.Run(world.Scenario).Client[ClientCounter.MessagesDelivered]);
    }
}

using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

/// <summary>Partitions, loss periods, and ways that differ by direction.</summary>
public class NetworkTroubleTests
{
    private static readonly RetrySpec EveryHour = new RetrySpec.Fixed(SimDuration.FromHours(1));

    /// <summary>A SYN that is lost is sent again after 1 s and 3 s; the rest of the session is as usual.</summary>
    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(1.0, 1)]
    [InlineData(2.9, 3)]
    [InlineData(3.1, 7)]
    public void Partition_Short_IsBridgedByTcp(double seconds, int late)
    {
        var run = Simulation.Run(With(Partition(0, seconds)));
        Assert.Equal(Scene.Seconds(late).Ticks + Scene.Latencies(14), run.Client.Delay.Max);
        Assert.Equal((1, 1), (run.Client[ClientCounter.SessionsOpened], run.Client[ClientCounter.Attempts]));
    }

    [Fact]
    public void Partition_LongerThanTheConnectTimeout_IsATimeoutAndARetry()
    {
        var run = Simulation.Run(With(Partition(0, 1800)).With(EveryHour));
        Assert.Equal((1, 1), (run.Client.EndsOf(SessionEnd.TimedOut, Phase.ConnectionEstablishment), run.Client[ClientCounter.MessagesDelivered]));
        Assert.Equal((0, 1), (run.Server[ServerCounter.ConnectionsFailed], run.Server[ServerCounter.SessionsOpened]));
    }

    /// <summary>From each step on, nothing passes for two hours: the client waits for its time-out, and the next attempt delivers. Nothing is left over.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(13)]
    [InlineData(15)]
    public void Partition_InMidSession_KillsItByTimeout(int latencies)
    {
        foreach (var direction in Enum.GetValues<LinkDirection>())
        {
            var run = Simulation.Run(With(Partition(Scene.Latencies(latencies) / 1e7 - 0.005, 7200) with { Direction = direction }).With(EveryHour));
            Assert.Equal(1, run.Client[ClientCounter.MessagesDelivered]);
            // What is on the way already comes through: the last command, and no reply to it is missing in the other direction.
            Assert.InRange(run.Ends(SessionEnd.TimedOut), latencies == 15 && direction == LinkDirection.Forward ? 0 : 1, 3);
            Assert.Equal((0L, 0L), (run.ClientSlots, run.ServerSlots));
        }
    }

    /// <summary>Only the way back is cut, from the text's arrival on: the server has the message, the client does not know, and sends it again (RFC 1047).</summary>
    [Fact]
    public void Partition_OfTheWayBack_LeavesADuplicate()
    {
        var run = Simulation.Run(With(Partition(Scene.Latencies(13) / 1e7 - 0.005, 1800) with { Direction = LinkDirection.Back }).With(EveryHour));
        Assert.Equal((1, 2, 1), (run.Client[ClientCounter.MessagesDelivered], run.Server[ServerCounter.MessagesAccepted], run.Server[ServerCounter.MessagesDuplicated]));
    }

    /// <summary>Only the way there is cut, with the text on it: the server never sees it.</summary>
    [Fact]
    public void Partition_OfTheWayThere_LeavesNone()
    {
        var run = Simulation.Run(With(Partition(Scene.Latencies(12) / 1e7 - 0.005, 1800) with { Direction = LinkDirection.Forward }).With(EveryHour));
        Assert.Equal((1, 1, 0), (run.Client[ClientCounter.MessagesDelivered], run.Server[ServerCounter.MessagesAccepted], run.Server[ServerCounter.MessagesDuplicated]));
    }

    [Fact]
    public void Partition_OfOthers_IsNotNoticed()
    {
        var scenario = Scene.Plain with { Servers = [Scene.Server, Scene.Server with { Name = "other" }] };
        var run = Simulation.Run(scenario with { Network = scenario.Network with { Partitions = [Partition(0, 7200) with { To = "other" }] } });
        Assert.Equal(Scene.Latencies(14), run.Client.Delay.Max);
    }

    /// <summary>Every minute ten seconds of nothing: the sixth of the connections that begins then is late, the others are not.</summary>
    [Fact]
    public void Partition_Repeated_ComesBack()
    {
        var scenario = With(Partition(0, 10) with { Every = Scene.Seconds(60) });
        var run = Simulation.Run(scenario with { Traffic = [Scene.Once with { Arrivals = new ArrivalSpec.Every(Scene.Seconds(5.5), SimDuration.Zero) }] });
        var count = run.Client[ClientCounter.MessagesDelivered];
        Assert.InRange(count, 650, 660);
        Assert.Equal(count * 5 / 6.0, run.Client.Delay.Buckets[HdrLayout.IndexOf(Scene.Latencies(14))], 12.0);
    }

    /// <summary>Half of all segments are lost for half of the time: those messages are late, whole seconds on average; the rest come as ever.</summary>
    [Fact]
    public void LossPeriod_HalfOfTheTime_StrikesThatHalf()
    {
        var scenario = Scene.Plain with
        {
            Network = Scene.Plain.Network with { LossPeriods = [Partition(0, 1800) with { Loss = 0.5 }] },
            Traffic = [Scene.Once with { Arrivals = new ArrivalSpec.Every(Scene.Seconds(1), SimDuration.Zero) }],
        };
        var run = Simulation.Run(scenario.With(Scene.Client with { Concurrency = 1000 }).With(EveryHour));
        Assert.Equal(3600, run.Client[ClientCounter.MessagesDelivered]);
        Assert.Equal(1800, run.Client.Delay.Buckets[HdrLayout.IndexOf(Scene.Latencies(14))], 10.0);
        Assert.True(run.Client[ClientCounter.Retries] > 100);
    }

    [Fact]
    public void WayBack_Slower_CountsForReplies()
    {
        var back = new ReturnLinkSpec { Floor = SimDuration.FromMilliseconds(30) };
        var run = Simulation.Run(Scene.Plain with { Network = Scene.Plain.Network with { Back = back } });
        Assert.Equal(SimDuration.FromMilliseconds(7 * 10 + 7 * 30).Ticks, run.Client.Delay.Max);
        Assert.Equal(Scene.Latency.Ticks, run.World.Lookahead);
        var other = Simulation.Run(Scene.Plain with { Network = new NetworkSpec { Links = [new LinkOverride("mta", "mx", new LinkSpec { Floor = SimDuration.FromMilliseconds(30) }) { Back = back with { Floor = SimDuration.FromMilliseconds(5) } }] } });
        Assert.Equal(SimDuration.FromMilliseconds(7 * 30 + 7 * 5).Ticks, other.Client.Delay.Max);
        Assert.Equal(SimDuration.FromMilliseconds(5).Ticks, other.World.Lookahead);
    }

    private static LossPeriodSpec Partition(double start, double length) => new() { Start = Scene.Seconds(start), Length = Scene.Seconds(length) };

    private static Scenario With(LossPeriodSpec partition) => Scene.Plain with { Network = Scene.Plain.Network with { Partitions = [partition] } };
}

using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Users who wait for the fate of a message before they think of the next one.</summary>
public class ClosedTrafficTests
{
    /// <summary>A message takes fourteen latencies to its 250, and then its user thinks.</summary>
    [Fact]
    public void Closed_OneUser_CycleIsThinkTimeAndDelay()
    {
        var run = Simulation.Run(Scene.Plain.With(Closed(Scene.Constant(10), users: 1)));
        var cycle = Scene.Seconds(10).Ticks + Scene.Latencies(14);
        Assert.Equal((Scene.Plain.Duration.Ticks + Scene.Latencies(14) - 1) / cycle, run.Client[ClientCounter.MessagesSubmitted]);
        Assert.Equal(run.Client[ClientCounter.MessagesSubmitted], run.Client[ClientCounter.MessagesDelivered]);
    }

    /// <summary>Every user has one message under way at the most, whatever the server does; nobody loses a turn.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Closed_ServerNeverAnswers_UsersWaitForTheFate(int users)
    {
        var scenario = Scene.Plain.With(Closed(Scene.Constant(1), users))
            .With(new RetrySpec.Fixed(Scene.Seconds(60)) { MaxAttempts = 2 })
            .With(new FaultSpec { At = SessionStep.Connect, Kind = FaultKind.Timeout });
        var run = Simulation.Run(scenario);
        // 30 s for each of two connections, 60 s between them, and a second to think.
        Assert.Equal((Scene.Plain.Duration.Ticks / Scene.Seconds(121).Ticks + 1) * users, run.Client[ClientCounter.MessagesExpired]);
        Assert.Equal(0, run.QueuedMessages);
    }

    [Fact]
    public void Closed_QueueIsFull_UserThinksAgain()
    {
        var scenario = Scene.Plain.With(Scene.Client with { QueueLimit = 1 }).With(Closed(Scene.Constant(1), users: 2))
            .With(new FaultSpec { At = SessionStep.Connect, Kind = FaultKind.Timeout }) with
        { Drain = SimDuration.FromDays(1) };
        var run = Simulation.Run(scenario);
        // Each minute: one message that waits 30 s for a connection, and one dropped each second meanwhile.
        Assert.InRange(run.Client[ClientCounter.MessagesDropped], 3300, 3600);
        Assert.InRange(run.Client[ClientCounter.MessagesExpired], 110, 120);
    }

    [Fact]
    public void Closed_SeveralPartitions_SameDigest()
    {
        var scenario = Scene.Plain.With(Scene.Client with { Count = 5 }).With(Scene.Server with { Workers = 1, Service = new ServiceTimes { Body = Scene.Constant(0.4) } })
            .With(Closed(new Distribution.Exponential(SimDuration.TicksPerSecond), users: 3)) with
        { Duration = Scene.Seconds(60) };
        Assert.Equal(Simulation.Run(scenario).Digest, Simulation.Run(scenario, partitions: 4).Digest);
    }

    private static TrafficSpec Closed(Distribution think, int users) => Scene.Once with { Arrivals = new ArrivalSpec.Closed(think, users) };
}

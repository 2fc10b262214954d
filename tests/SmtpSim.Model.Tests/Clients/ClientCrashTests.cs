using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Clients that crash and restart.</summary>
public class ClientCrashTests
{
    private static readonly ClientGroup Client = Scene.Client with { Concurrency = 1, Retry = new RetrySpec.Fixed(Scene.Seconds(10)) };

    /// <summary>A session takes 160 ms: at one second six of twenty are through and the seventh breaks; at the restart the other fourteen are tried.</summary>
    [Fact]
    public void Crash_QueueKept_MailGoesOnAfterTheRestart()
    {
        var run = Simulation.Run(Scenario(losesQueue: false));
        Assert.Equal((20L, 21L, 1L), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.Attempts], run.Client[ClientCounter.Deferrals]));
        Assert.Equal(1, run.Ends(SessionEnd.ConnectionLost));
        Assert.Equal(0, run.Client[ClientCounter.MessagesDropped]);
        Assert.Equal(Scene.Seconds(61).Ticks + 13 * Scene.Latencies(16) + Scene.Latencies(14), run.Client.Delay.Max);
        Books.AreClosed(run);
    }

    [Fact]
    public void Crash_QueueLost_MailIsDropped()
    {
        var run = Simulation.Run(Scenario(losesQueue: true));
        Assert.Equal((6L, 14L, 14L), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.MessagesDropped], run.Client[ClientCounter.LostInCrash]));
        Books.Balance(run);
        Books.AreClosed(run);
    }

    /// <summary>The crash strikes between the final dot and its reply: the server has the message, and gets it again (RFC 1047).</summary>
    [Fact]
    public void Crash_AfterTheFinalDot_MakesADuplicate()
    {
        var client = Client with { Crashes = [new ClientCrashSpec(Scene.Latency * 13 + new SimDuration(1), Scene.Seconds(60), false)] };
        var run = Simulation.Run(Scene.Plain.With(client));
        Assert.Equal((1L, 1L), (run.Client[ClientCounter.MessagesDelivered], run.Server[ServerCounter.MessagesDuplicated]));
    }

    /// <summary>What is submitted while the client is down waits for it, and is delivered after it at the earliest.</summary>
    [Fact]
    public void Submission_WhileDown_WaitsForTheRestart()
    {
        var client = Client with { Concurrency = 20, Crashes = [new ClientCrashSpec(Scene.Seconds(5), Scene.Seconds(100), true)] };
        var run = Simulation.Run(Scene.Plain.With(client).With(Scene.Once with { Arrivals = new ArrivalSpec.Every(Scene.Seconds(10), SimDuration.Zero), End = Scene.Seconds(75) }));
        Assert.Equal((8L, 0L), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.MessagesDropped]));
        Assert.Equal(Scene.Seconds(95).Ticks + Scene.Latencies(14), run.Client.Delay.Max);
    }

    private static Scenario Scenario(bool losesQueue) => Scene.Plain.With(Client with { Crashes = [new ClientCrashSpec(Scene.Seconds(1), Scene.Seconds(60), losesQueue)] }).With(Scene.Burst(20));
}

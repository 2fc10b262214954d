using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Time-outs that are drawn.</summary>
public class PatienceTests
{
    private const int Messages = 20_000;

    /// <summary>The greeting comes after an exponential time of mean 1 s, patience has a mean of 3 s: one in four gives up.</summary>
    [Fact]
    public void Patience_ExponentialAgainstExponential_LosesTheShareOfTheRates()
    {
        var run = Simulation.Run(Waiting(new Distribution.Exponential(SimDuration.TicksPerSecond * 3)));
        Assert.InRange(run.Ends(SessionEnd.TimedOut) / (double)Messages, 0.25 - 0.0125, 0.25 + 0.0125);
        Assert.Equal(Messages, run.Ends(SessionEnd.TimedOut) + run.Client[ClientCounter.MessagesDelivered]);
    }

    [Fact]
    public void Patience_LongerThanTheTimeout_TimeoutHolds()
    {
        var patient = Simulation.Run(Waiting(Scene.Constant(1000)));
        var plain = Simulation.Run(Waiting(null));
        Assert.Equal(plain.Digest, patient.Digest);
        Assert.InRange(plain.Ends(SessionEnd.TimedOut), 1, Messages / 10);
    }

    /// <summary>A timer that outlives its deadline must not keep a shorter one from striking.</summary>
    [Fact]
    public void Patience_ShorterThanTheTimersBefore_StrikesInTime()
    {
        var scenario = Scene.Plain.With(Scene.Client with { Patience = new ClientPatience { Body = Scene.Constant(2) } })
            .With(new FaultSpec { At = SessionStep.Body, Kind = FaultKind.Silent });
        var run = Simulation.Run(scenario);
        Assert.Equal(Scene.Latencies(12) + Scene.Seconds(2).Ticks, run.Client.SessionDuration.Max);
    }

    private static Scenario Waiting(Distribution? patience) => Scene.Plain.With(Scene.Burst(Messages))
        .With(Scene.Client with
        {
            Concurrency = Messages,
            Timeouts = new ClientTimeouts { Greeting = Scene.Seconds(4) * (patience is Distribution.Exponential ? 100 : 1) },
            Patience = new ClientPatience { Greeting = patience },
        })
        .With(Scene.Server with { Workers = Messages, Service = new ServiceTimes { Connect = new Distribution.Exponential(SimDuration.TicksPerSecond) } })
        .With(new LinkSpec { Floor = new SimDuration(10) });
}

using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>What holds attempts back: each alone, by its effect in a run.</summary>
public class ThrottleTests
{
    private static readonly ReplySpec No = new(451, 4, 3, 0, "No");

    /// <summary>Every attempt fails: one try and 0.2 + 10/λ retries a message (the budget of 20 % and ten a second).</summary>
    [Theory]
    [InlineData(10, 2.2)]
    [InlineData(100, 1.3)]
    [InlineData(1000, 1.21)]
    public void RetryBudget_TotalFailure_BoundsTheAmplification(double rate, double amplification)
    {
        var client = Scene.Client with { Retry = new RetrySpec.Fixed(Scene.Seconds(1)) { MaxAttempts = 6 }, RetryBudget = new RetryBudgetSpec(0.2, 10, 100) };
        var run = Simulation.Run(Failing(client, rate, minutes: rate > 500 ? 1 : 10));
        Assert.InRange(run.Client[ClientCounter.Attempts] / (double)run.Client[ClientCounter.MessagesSubmitted], amplification * 0.98, amplification * 1.02);
        Assert.True(run.Client[ClientCounter.WithheldRetryBudget] > 0);
        Books.Balance(run);
        Books.AreClosed(run);
    }

    /// <summary>With tokens to spare nothing is held back.</summary>
    [Fact]
    public void RetryBudget_FewFailures_HoldsNothingBack()
    {
        var client = Scene.Client with { Retry = new RetrySpec.Fixed(Scene.Seconds(5)), RetryBudget = new RetryBudgetSpec(0.2, 0, 1000) };
        var run = Simulation.Run(Scene.Plain.With(client).With(Scene.Poisson(1)).With(new FaultSpec { At = SessionStep.Mail, Kind = FaultKind.Reply, Reply = No, Chance = 0.05 }));
        Assert.InRange(run.Client[ClientCounter.Retries], 100, 300);
        Assert.InRange(run.Client[ClientCounter.WithheldRetryBudget], 0, 20);
        Assert.Equal(run.Client[ClientCounter.MessagesSubmitted], run.Client[ClientCounter.MessagesDelivered]);
    }

    /// <summary>Offered x times what is accepted, a client sends min(x, K) times it ("Handling Overload"); at x = 4 it is 2.01.</summary>
    [Theory]
    [InlineData(1.2)]
    [InlineData(4)]
    public void Throttling_ServerAcceptsAShare_SendsAtMostKTimesIt(double x)
    {
        var client = Scene.Client with { Throttling = new AdaptiveThrottleSpec(2, Scene.Seconds(120)) };
        // Accepts a hundred a minute, evenly; the first window is left out by what came before it.
        var scenario = Scene.Plain.With(client).With(Scene.Server with { Workers = 1, SessionLimit = 1, Service = new ServiceTimes { Connect = Scene.Constant(0.6) } })
            .With(new LinkSpec { Floor = SimDuration.Zero }).With(Scene.Poisson(x / 0.6)) with
        { Duration = SimDuration.FromHours(10) };
        var run = Simulation.Run(scenario);
        var ratio = run.Client[ClientCounter.Attempts] / (double)run.Client[ClientCounter.MessagesDelivered];
        var offered = run.Client[ClientCounter.MessagesSubmitted] / (double)run.Client[ClientCounter.MessagesDelivered];
        Assert.InRange(ratio, Math.Min(offered, 2) * 0.97, Math.Min(offered, 2) * 1.03);
        Assert.Equal(offered > 2, run.Client[ClientCounter.WithheldThrottled] > 1000);
    }

    [Fact]
    public void Throttling_TotalFailure_LetsThroughAFewOnly()
    {
        var run = Simulation.Run(Failing(Scene.Client with { Throttling = new AdaptiveThrottleSpec(2, Scene.Seconds(120)) }, rate: 10, minutes: 10));
        // With no accepts the chance is r / (r + 1): one in r + 1, where r is what came in two minutes.
        Assert.InRange(run.Client[ClientCounter.Attempts], 3, 40);
        Assert.Equal(run.Client[ClientCounter.MessagesSubmitted], run.Client[ClientCounter.Attempts] + run.Client[ClientCounter.WithheldThrottled]);
        Assert.Equal(run.Client[ClientCounter.WithheldThrottled], run.Client[ClientCounter.GivenUpUntried]);
        Books.AreClosed(run);
    }

    /// <summary>Three failures open it for a minute; then one try in every minute until the server is back.</summary>
    [Fact]
    public void CircuitBreaker_ServerDown_TriesOnceAMinute()
    {
        var client = Scene.Client with
        {
            Concurrency = 1,
            Retry = new RetrySpec.Fixed(Scene.Seconds(10)),
            CircuitBreaker = new CircuitBreakerSpec(3, Scene.Seconds(60), 1),
        };
        var run = Simulation.Run(Scene.Plain.With(client).With(Scene.Burst(10)).WithOutage(OutageKind.Refuse, default, Scene.Seconds(600)));
        // 3 tries at once; then a probe each at 60 s and a little, 120 s …, 540 s.
        Assert.Equal(3 + 9, run.Client[ClientCounter.Deferrals]);
        Assert.Equal(10, run.Client[ClientCounter.MessagesDelivered]);
        Assert.Equal(0, run.Client[ClientCounter.MessagesExpired]);
        Assert.True(run.Client[ClientCounter.WithheldCircuitOpen] > 400);
    }

    [Fact]
    public void CircuitBreaker_HalfOpen_ClosesWhenAllProbesSucceed()
    {
        var spec = new CircuitBreakerSpec(2, new SimDuration(100), 3);
        var state = default(DestinationState);
        CircuitBreaker.Conclude(ref state, spec, accepted: false, now: 1);
        CircuitBreaker.Conclude(ref state, spec, accepted: true, now: 2);
        CircuitBreaker.Conclude(ref state, spec, accepted: false, now: 3);
        Assert.False(CircuitBreaker.IsOpen(state, spec, 3)); // not in a row
        CircuitBreaker.Conclude(ref state, spec, accepted: false, now: 4);
        Assert.True(CircuitBreaker.IsOpen(state, spec, 103));
        for (var probe = 0; probe < 3; probe++)
        {
            Assert.False(CircuitBreaker.IsOpen(state, spec, 104));
            CircuitBreaker.Begin(ref state);
        }
        Assert.True(CircuitBreaker.IsOpen(state, spec, 105)); // no fourth
        CircuitBreaker.Conclude(ref state, spec, accepted: true, now: 106);
        CircuitBreaker.Conclude(ref state, spec, accepted: true, now: 107);
        Assert.True(CircuitBreaker.IsOpen(state, spec, 108));
        CircuitBreaker.Conclude(ref state, spec, accepted: true, now: 109);
        Assert.False(CircuitBreaker.IsOpen(state, spec, 110));
    }

    [Fact]
    public void CircuitBreaker_ProbeFails_OpensAnew()
    {
        var spec = new CircuitBreakerSpec(1, new SimDuration(100), 1);
        var state = default(DestinationState);
        CircuitBreaker.Conclude(ref state, spec, accepted: false, now: 0);
        CircuitBreaker.Begin(ref state);
        CircuitBreaker.Conclude(ref state, spec, accepted: false, now: 150);
        Assert.True(CircuitBreaker.IsOpen(state, spec, 249));
        Assert.False(CircuitBreaker.IsOpen(state, spec, 250));
    }

    /// <summary>Retries at 10, 20, … 50 s; at 60 s the deadline forbids one, which is known at the failure before.</summary>
    [Fact]
    public void Deadline_ServerDefers_EndsTheRetries()
    {
        var client = Scene.Client with { Retry = new RetrySpec.Fixed(Scene.Seconds(10)), Deadline = Scene.Seconds(60) };
        var run = Simulation.Run(Scene.Plain.With(client).With(new LinkSpec { Floor = SimDuration.Zero }).With(new FaultSpec { At = SessionStep.Mail, Kind = FaultKind.Reply, Reply = No }));
        Assert.Equal((6L, 5L, 1L), (run.Client[ClientCounter.Attempts], run.Client[ClientCounter.Deferrals], run.Client[ClientCounter.MessagesExpired]));
        Assert.Equal((1L, 0L), (run.Client[ClientCounter.WithheldDeadline], run.Client[ClientCounter.GivenUpWithheld]));
        Assert.Equal(Scene.Seconds(50).Ticks, run.Result.LastEvent.Ticks);
    }

    /// <summary>One at a time, a session being 160 ms: after a second those that still wait are not tried.</summary>
    [Fact]
    public void Deadline_LongQueue_IsDroppedWhenItsTurnComes()
    {
        var run = Simulation.Run(Scene.Plain.With(Scene.Client with { Concurrency = 1, Deadline = Scene.Seconds(1) }).With(Scene.Burst(20)));
        Assert.Equal((7L, 13L, 13L), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.WithheldDeadline], run.Client[ClientCounter.GivenUpUntried]));
        Books.Balance(run);
        Books.AreClosed(run);
    }

    private static Scenario Failing(ClientGroup client, double rate, int minutes) => Scene.Plain.With(client)
        .With(new FaultSpec { At = SessionStep.Mail, Kind = FaultKind.Reply, Reply = No }).With(Scene.Poisson(rate)) with
    { Duration = SimDuration.FromMinutes(minutes) };
}

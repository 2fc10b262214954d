using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>
/// How often messages are sent and delivered when texts are lost before acceptance (probability q) and acknowledgements after it (p), retried
/// until acknowledged. Faults of a step are drawn once, so the second has the chance (1 - q) · p.
/// </summary>
public class Rfc1047Tests
{
    private const int Messages = 40_000;

    [Theory]
    [InlineData(0.2, 0)]
    [InlineData(0.2, 0.5)]
    [InlineData(0.5, 0.3)]
    public void Message_RetriedUntilAcknowledged_HasTheExpectedCopiesAndAttempts(double p, double q)
    {
        var run = Simulation.Run(Lossy(p, q, maxAttempts: 0));
        Assert.Equal(Messages, run.Client[ClientCounter.MessagesDelivered]);
        // Geometric: mean 1/(1-p) and variance p/(1-p)². Four standard errors.
        Near(1 / (1 - p), Math.Sqrt(p) / (1 - p), run.Server[ServerCounter.RecipientCopies] / (double)Messages);
        var r = 1 - (1 - p) * (1 - q);
        Near(1 / (1 - r), Math.Sqrt(r) / (1 - r), run.Client[ClientCounter.Attempts] / (double)Messages);
        Assert.Equal(Messages, run.Server[ServerCounter.RecipientCopies] - run.Server[ServerCounter.RecipientDuplicates]);
        Assert.Equal(run.Server[ServerCounter.RecipientDuplicates], run.Server[ServerCounter.MessagesDuplicated]);
    }

    /// <summary>The client reports a failure though a server delivered three copies.</summary>
    [Fact]
    public void Message_AtMostThreeAttempts_BouncesThoughDelivered()
    {
        var run = Simulation.Run(Lossy(0.2, 0, maxAttempts: 3));
        Near(1.24, 0.51, run.Server[ServerCounter.RecipientCopies] / (double)Messages);
        Near(0.008, Math.Sqrt(0.008), run.Client[ClientCounter.MessagesExpired] / (double)Messages);
        Assert.Equal(Messages, run.Client[ClientCounter.MessagesDelivered] + run.Client[ClientCounter.MessagesExpired]);
        Assert.Equal(Messages, run.Server[ServerCounter.RecipientCopies] - run.Server[ServerCounter.RecipientDuplicates]);
    }

    private static void Near(double mean, double deviation, double observed)
        => Assert.InRange(observed, mean - 4 * deviation / Math.Sqrt(Messages), mean + 4 * deviation / Math.Sqrt(Messages));

    private static Scenario Lossy(double p, double q, int maxAttempts) => Scene.Plain
        .With(Scene.Client with { Concurrency = Messages, Retry = new RetrySpec.Fixed(Scene.Seconds(60)) { MaxAttempts = maxAttempts } })
        .With(Scene.Burst(Messages))
        .With(Scene.Server with
        {
            Faults =
            [
                new FaultSpec { At = SessionStep.Body, Kind = FaultKind.Reset, Chance = q },
                new FaultSpec { At = SessionStep.Body, Kind = FaultKind.LoseReply, Chance = (1 - q) * p },
            ],
        });
}

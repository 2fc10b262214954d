using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

public sealed class OfferedLoadTests
{
    /// <summary>Work of a stable queue: what is offered is what the workers are busy with.</summary>
    [Fact]
    public void Offered_BelowOne_IsTheUtilisationOfTheRun()
    {
        var server = Scene.Server with
        {
            Workers = 3,
            Service = new ServiceTimes { Connect = Scene.Constant(0.02), Mail = Scene.Constant(0.01), Rcpt = Scene.Constant(0.03), Body = new Distribution.Exponential(SimDuration.FromMilliseconds(100).Ticks) },
        };
        var scenario = Scene.Plain.With(server).With(Scene.Poisson(10) with { Recipients = new Distribution.Constant(2), End = SimDuration.FromHours(1) }) with { Drain = SimDuration.FromMinutes(5) };
        var offered = OfferedLoad.Peak(scenario, server)!.Value;
        Assert.Equal(10 * (0.02 + 0.01 + 2 * 0.03 + 0.1) / 3, offered.PerWorker, 9);
        var busy = Simulation.Run(scenario).Server[ServerCounter.BusyTicks] / (3.0 * scenario.Duration.Ticks);
        Assert.InRange(busy, offered.PerWorker * 0.97, offered.PerWorker * 1.03);
    }
}

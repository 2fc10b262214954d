using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>The SYN is on its way from 0 to 10 ms, the SYN-ACK from 10 to 20 ms: a loss period that covers one of the two moments of sending costs it a second.</summary>
public class LossPeriodDirectionTests
{
    [Theory]
    [InlineData(LinkDirection.Both, 0, 1)]
    [InlineData(LinkDirection.Forward, 0, 1)]
    [InlineData(LinkDirection.Back, 0, 0)]
    [InlineData(LinkDirection.Both, 10, 1)]
    [InlineData(LinkDirection.Forward, 10, 0)]
    [InlineData(LinkDirection.Back, 10, 1)]
    public void LossPeriod_OfADirection_LosesItsSegmentsAlone(LinkDirection direction, int milliseconds, int late)
    {
        var period = new LossPeriodSpec
        {
            Start = SimDuration.FromMilliseconds(milliseconds),
            Length = SimDuration.FromMilliseconds(1),
            Loss = 0.999_999_999,
            Direction = direction,
        };
        var run = Simulation.Run(Scene.Plain with { Network = Scene.Plain.Network with { LossPeriods = [period] } });
        Assert.Equal(Scene.Seconds(late).Ticks + Scene.Latencies(14), run.Client.Delay.Max);
    }
}

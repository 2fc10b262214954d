using MathNet.Numerics.Distributions;
using SmtpSim.Results;

namespace SmtpSim.Validation.Tests;

public class ControlledMeanTests
{
    [Fact]
    public void Of_NoControl_IsThePlainMean()
    {
        double[] figures = [1, 2, 4, 8];
        Assert.Equal(MeanInterval.Of(figures, 0.99), ControlledMean.Of(figures, [[], [], [], []], 0.99));
    }

    /// <summary>A figure that its control explains is known exactly, whatever chance did to both.</summary>
    [Fact]
    public void Of_AFigureThatItsControlExplains_HasNoSpread()
    {
        double[] controls = [0.1, -0.2, 0.05, 0.4, 0.3];
        var interval = ControlledMean.Of([.. controls.Select(control => 7 + 3 * control)], [.. controls.Select(control => (double[])[control])], 0.99);
        Assert.Equal(7, interval.Mean, 1e-9);
        Assert.InRange(interval.HalfWidth, 0, 1e-9);
    }

    /// <summary>Of normal observations the interval holds the mean as often as it says, and is narrower than the plain one by what the control explains.</summary>
    [Fact]
    public void Of_NormalObservations_HoldsTheMeanAsOftenAsItSays()
    {
        const int Samples = 4000;
        var (holds, narrower) = (0, 0.0);
        var random = new Random(1);
        for (var sample = 0; sample < Samples; sample++)
        {
            double[] control = [.. Enumerable.Range(0, 30).Select(_ => Normal.Sample(random, 0, 1))];
            double[] figures = [.. control.Select(value => 5 + 2 * value + Normal.Sample(random, 0, 1))];
            var interval = ControlledMean.Of(figures, [.. control.Select(value => (double[])[value])], 0.95);
            holds += interval.Contains(5) ? 1 : 0;
            narrower += interval.HalfWidth / MeanInterval.Of(figures, 0.95).HalfWidth / Samples;
        }
        Assert.InRange(holds / (double)Samples, 0.94, 0.96);
        Assert.InRange(narrower, 0.4, 0.5); // 1 / √5, and a little for the degree of freedom
    }
}

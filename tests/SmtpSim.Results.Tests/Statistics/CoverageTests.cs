using SmtpSim.Kernel;

namespace SmtpSim.Results.Tests;

/// <summary>
/// Intervals that say 95 % hold the truth in 94 to 96 of a hundred experiments: checked over a thousand on the waiting times of an M/M/1 queue,
/// whose truth is known. Each experiment starts in the steady state, so that the mean is without bias.
/// </summary>
public sealed class CoverageTests
{
    private const int Experiments = 1000;
    private const double Load = 0.5;

    /// <summary>Of the waiting time at a service rate of 1: ρ / (1 - ρ).</summary>
    private const double MeanWait = Load / (1 - Load);

    [Fact]
    public void MeanOfReplications_Covers()
    {
        var covered = 0;
        for (var experiment = 0; experiment < Experiments; experiment++)
        {
            var queue = new WaitingTimes(RandomKey.Root(1, experiment));
            var means = new double[20];
            for (var i = 0; i < means.Length; i++)
            {
                queue.StartSteady();
                for (var n = 0; n < 1000; n++)
                    means[i] += queue.Next() / 1000;
            }

            covered += MeanInterval.Of(means).Contains(MeanWait) ? 1 : 0;
        }

        Assert.InRange(covered, 940, 960);
    }

    [Fact]
    public void BatchMeans_OfOneLongRun_Cover()
    {
        var covered = 0;
        var waits = new double[20 * 500];
        for (var experiment = 0; experiment < Experiments; experiment++)
        {
            var queue = new WaitingTimes(RandomKey.Root(2, experiment));
            queue.StartSteady();
            for (var i = 0; i < waits.Length; i++)
                waits[i] = queue.Next();
            covered += BatchMeans.Of(waits).Interval.Contains(MeanWait) ? 1 : 0;
        }

        Assert.InRange(covered, 940, 960);
    }

    [Fact]
    public void QuantileOfIndependentWaits_CoversAtLeastAsOftenAsItSays()
    {
        // P(W > w) = ρ e^(-(1 - ρ) w), so the 95 % point is where that is 0.05.
        var truth = Math.Log(Load / 0.05) / (1 - Load);
        var covered = 0;
        var waits = new double[500];
        for (var experiment = 0; experiment < Experiments; experiment++)
        {
            var queue = new WaitingTimes(RandomKey.Root(3, experiment));
            for (var i = 0; i < waits.Length; i++)
                waits[i] = queue.StartSteady();
            var interval = QuantileInterval.Of(waits, 0.95);
            covered += interval.Low <= truth && truth <= interval.High ? 1 : 0;
        }

        Assert.InRange(covered, 940, 975);
    }

    [Fact]
    public void Differences_OfTwoQueuesWithTheSameArrivals_Cover()
    {
        var covered = 0;
        for (var experiment = 0; experiment < Experiments; experiment++)
        {
            var (a, b) = Pairs(experiment, common: true);
            covered += PairedDifference.Of(a, b).Difference.Contains(0.5 * MeanWait) ? 1 : 0;
        }

        Assert.InRange(covered, 940, 960);
    }

    [Fact]
    public void Differences_OfTwoQueuesWithTheSameArrivals_AreNarrowerThanWithOthers()
    {
        for (var experiment = 0; experiment < 20; experiment++)
        {
            var (a, b) = Pairs(experiment, common: true);
            var (_, c) = Pairs(experiment, common: false);
            Assert.True(PairedDifference.Of(a, b).Difference.HalfWidth < PairedDifference.Of(a, c).Difference.HalfWidth);
        }
    }

    /// <summary>Two queues, one with a server that takes half as long again for everything: the waits scale with it.</summary>
    private static (double[] A, double[] B) Pairs(int experiment, bool common)
    {
        var key = RandomKey.Root(4, experiment);
        var a = Enumerable.Range(0, 20).Select(i => MeanOf(key.Derive((ulong)i))).ToArray();
        return (a, [.. a.Select((value, i) => 1.5 * (common ? value : MeanOf(key.Derive((ulong)i + 1000))))]);
    }

    private static double MeanOf(RandomKey key)
    {
        var queue = new WaitingTimes(key);
        queue.StartSteady();
        var sum = 0.0;
        for (var n = 0; n < 2000; n++)
            sum += queue.Next();
        return sum / 2000;
    }

    /// <summary>Lindley's recursion: W(n+1) = max(0, W(n) + S(n) - A(n)), service at rate 1.</summary>
    private sealed class WaitingTimes(RandomKey key)
    {
        private ulong _draws;
        private double _wait;

        public double StartSteady() => _wait = Uniform() < Load ? Exponential(1 - Load) : 0;

        public double Next()
        {
            var wait = _wait;
            _wait = Math.Max(0, _wait + Exponential(1) - Exponential(Load));
            return wait;
        }

        private double Exponential(double rate) => -Math.Log(1 - Uniform()) / rate;

        private double Uniform() => (key.Draw(_draws++) >> 11) * (1.0 / (1UL << 53));
    }
}

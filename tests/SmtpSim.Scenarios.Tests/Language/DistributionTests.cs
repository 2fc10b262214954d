using SmtpSim.Kernel;

namespace SmtpSim.Scenarios.Tests;

public sealed class DistributionTests
{
    private const double Millisecond = SimDuration.TicksPerMillisecond;

    public static TheoryData<string, Distribution> Good => new()
    {
        { "20ms", new Distribution.Constant(20 * Millisecond) },
        { "{ constant: 20ms }", new Distribution.Constant(20 * Millisecond) },
        { "{ uniform: { min: 1ms, max: 3ms } }", new Distribution.Uniform(1 * Millisecond, 3 * Millisecond) },
        { "{ exponential: 20ms }", new Distribution.Exponential(20 * Millisecond) },
        { "{ normal: { mean: 20ms, sd: 5ms } }", new Distribution.Normal(20 * Millisecond, 5 * Millisecond) },
        { "{ lognormal: { median: 20ms, p99: 120ms } }", Distribution.LogNormalByMedian(20 * Millisecond, 120 * Millisecond) },
        { "{ lognormal: { mean: 20ms, cv: 1.5 } }", Distribution.LogNormalByMeanCv(20 * Millisecond, 1.5) },
        { "{ lognormal: { mu: 12.5, sigma: 0.5 } }", new Distribution.LogNormal(12.5, 0.5) },
        { "{ gamma: { mean: 20ms, cv: 0.5 } }", new Distribution.Gamma(4, 5 * Millisecond) },
        { "{ gamma: { shape: 4, scale: 5ms } }", new Distribution.Gamma(4, 5 * Millisecond) },
        { "{ weibull: { shape: 0.7, scale: 5ms } }", new Distribution.Weibull(0.7, 5 * Millisecond) },
        { "{ pareto: { min: 1ms, shape: 1.5 } }", new Distribution.Pareto(1 * Millisecond, 1.5) },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void Distribution_EveryForm_IsRead(string text, Distribution expected) =>
        Assert.Equal(expected, Sample.With($"network.latency.jitter={text}").Network.Default.Jitter);

    [Fact]
    public void HyperExponential_BothForms_AreRead()
    {
        var byMean = Assert.IsType<Distribution.HyperExponential>(Sample.With("servers.mx.service.body={ hyperexponential: { mean: 1s, cv2: 4 } }").Servers[0].Service.Body);
        var expected = (Distribution.HyperExponential)Distribution.HyperExponentialByMeanCv2(SimDuration.TicksPerSecond, 4);
        Assert.Equal(expected.Weights, byMean.Weights);
        Assert.Equal(expected.Means, byMean.Means);

        var byBranch = Assert.IsType<Distribution.HyperExponential>(
            Sample.With("servers.mx.service.body={ hyperexponential: { weights: [0.9, 0.1], means: [1ms, 10ms] } }").Servers[0].Service.Body);
        Assert.Equal([0.9, 0.1], byBranch.Weights);
        Assert.Equal([1 * Millisecond, 10 * Millisecond], byBranch.Means);
    }

    [Fact]
    public void Empirical_BothForms_AreRead()
    {
        var list = Assert.IsType<Distribution.Empirical>(Sample.With("traffic[0].recipients={ empirical: [1, 1, 2, 5] }").Traffic[0].Recipients);
        Assert.Equal([1.0, 1, 2, 5], list.Values);
        Assert.Equal([0.25, 0.25, 0.25, 0.25], list.Weights);

        var weighted = Assert.IsType<Distribution.Empirical>(Sample.With("traffic[0].size={ empirical: { values: [1 kB, 1 MB], weights: [3, 1] } }").Traffic[0].Size);
        Assert.Equal([1e3, 1e6], weighted.Values);
        Assert.Equal([0.75, 0.25], weighted.Weights);
    }

    [Theory]
    [InlineData("{ uniform: { min: 3ms, max: 1ms } }", "is impossible: min is over max")]
    [InlineData("{ lognormal: { median: 0, p99: 1ms } }", "is impossible: the median must be more than zero")]
    [InlineData("{ lognormal: { median: 2ms, p99: 2ms } }", "is impossible: p99 must be more than the median")]
    [InlineData("{ lognormal: { mean: 0, cv: 1 } }", "is impossible: the mean must be more than zero")]
    [InlineData("{ gamma: { mean: 0, cv: 1 } }", "is impossible: the mean must be more than zero")]
    [InlineData("{ gamma: { shape: 0, scale: 1ms } }", "is impossible: the shape is not over zero")]
    [InlineData("{ weibull: { shape: 0, scale: 1ms } }", "is impossible: the shape is not over zero")]
    [InlineData("{ pareto: { min: 0, shape: 2 } }", "is impossible: min is not over zero")]
    [InlineData("{ hyperexponential: { mean: 1ms, cv2: 1 } }", "is impossible: cv2 must be more than 1; at 1 it is 'exponential'")]
    [InlineData("{ hyperexponential: { mean: 0, cv2: 2 } }", "is impossible: the mean must be more than zero")]
    [InlineData("{ hyperexponential: { weights: [0.9, 0.2], means: [1ms, 2ms] } }", "is impossible: the weights sum to 1.1, not to 1")]
    [InlineData("{ hyperexponential: { weights: [1], means: [1ms, 2ms] } }", "is impossible: there are 1 weights for 2 means")]
    [InlineData("{ empirical: { values: [1ms, 2ms], weights: [0, 0] } }", "is impossible: the weights sum to zero")]
    [InlineData("{ empirical: { values: [1ms, 2ms], weights: [1] } }", "is impossible: there are 1 weights for 2 values")]
    [InlineData("{ gamma: { mean: 1ms, cv: 1e-200 } }", "is impossible: the shape is not a finite number")]
    public void Distribution_Impossible_IsRefused(string text, string complaint)
    {
        var kind = text[2..text.IndexOf(':', StringComparison.Ordinal)];
        Assert.Equal($"servers.mx.service.body.{kind} {complaint}", Sample.Complaint($"servers.mx.service.body={text}"));
    }

    [Theory]
    [InlineData("{ lognormal: { median: 1ms } }", "servers.mx.service.body.lognormal has median; it takes { median, p99 } or { mean, cv } or { mu, sigma }")]
    [InlineData("{ lognormal: {} }", "servers.mx.service.body.lognormal has no key; it takes { median, p99 } or { mean, cv } or { mu, sigma }")]
    [InlineData("{ gamma: { mean: 1ms, shape: 2 } }", "servers.mx.service.body.gamma has mean, shape; it takes { mean, cv } or { shape, scale }")]
    [InlineData("{ exponential: 5ms, uniform: { min: 0, max: 1s } }",
        "servers.mx.service.body names uniform and exponential; give one of constant, uniform, exponential, normal, lognormal, gamma, weibull, pareto, hyperexponential, empirical")]
    [InlineData("{}", "servers.mx.service.body names no kind; give one of constant, uniform, exponential, normal, lognormal, gamma, weibull, pareto, hyperexponential, empirical")]
    [InlineData("{ expnential: 5ms }", "unknown key 'expnential' in servers.mx.service.body; did you mean 'exponential'?")]
    [InlineData("{ weibull: { scale: 5ms } }", "'shape' is missing in servers.mx.service.body.weibull; add 'shape:'")]
    [InlineData("{ empirical: [] }", "servers.mx.service.body.empirical is empty; expected a list such as [100ns]")]
    [InlineData("[1ms]", "servers.mx.service.body is a list; expected a distribution such as 20ms")]
    [InlineData("{ uniform: 5ms }", "servers.mx.service.body.uniform is '5ms'; expected { min, max }")]
    public void Distribution_Malformed_SaysWhatItTakes(string text, string complaint) => Assert.Equal(complaint, Sample.Complaint($"servers.mx.service.body={text}"));
}

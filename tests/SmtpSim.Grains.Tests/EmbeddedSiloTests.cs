using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Grains.Tests;

public sealed class EmbeddedSiloTests : IAsyncLifetime
{
    private EmbeddedSilo _silo = null!;

    public async ValueTask InitializeAsync() => _silo = await EmbeddedSilo.StartAsync();

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    public async Task Run_OnAnyNumberOfGrains_GivesOneDigest(ulong seed)
    {
        var scenario = GrainScenarios.Busy(seed);
        var alone = await _silo.RunAsync(scenario, PartitionChoice.Of(1), progress: null, TestContext.Current.CancellationToken);
        Assert.True(alone.Result.Complete);
        Assert.True(alone.Result.Events > 1_000, $"only {alone.Result.Events} events");
        foreach (var choice in new[] { PartitionChoice.Of(2), PartitionChoice.Of(3), PartitionChoice.Of(4), PartitionChoice.Of(8), PartitionChoice.Host, PartitionChoice.Auto })
        {
            var outcome = await _silo.RunAsync(scenario, choice, progress: null, TestContext.Current.CancellationToken);
            Assert.True(alone.Result.Digest == outcome.Result.Digest, $"seed {seed}, --partitions {choice}: the digest differs");
        }
    }

    [Fact]
    public async Task Run_WithTheSameScenarioTwice_GivesOneDigestAndWithAnotherSeedAnother()
    {
        var first = await _silo.RunAsync(GrainScenarios.Busy(7), PartitionChoice.Auto, progress: null, TestContext.Current.CancellationToken);
        var second = await _silo.RunAsync(GrainScenarios.Busy(7), PartitionChoice.Auto, progress: null, TestContext.Current.CancellationToken);
        var other = await _silo.RunAsync(GrainScenarios.Busy(7) with { Seed = 8 }, PartitionChoice.Auto, progress: null, TestContext.Current.CancellationToken);
        Assert.Equal(first.Result.Digest, second.Result.Digest);
        Assert.NotEqual(first.Result.Digest, other.Result.Digest);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Run_Cancelled_ReturnsWhatItFoundMarkedAsPartial(int partitions)
    {
        // Longer than any test machine would take, so that only the cancellation can end it.
        var endless = GrainScenarios.Busy(1) with { Duration = SimDuration.FromDays(4000), SeriesInterval = SimDuration.FromDays(1) };
        endless = endless with { Traffic = [.. endless.Traffic.Select(traffic => traffic with { End = endless.Duration })], Outages = [] };
        using var cancel = new CancellationTokenSource();
        var seen = new FirstReport(cancel);
        var outcome = await _silo.RunAsync(endless, PartitionChoice.Of(partitions), seen, cancel.Token);
        Assert.False(outcome.Result.Complete);
        Assert.True(outcome.Result.LastEvent > SimTime.Zero);
        Assert.True(outcome.Result.LastEvent < new SimTime(endless.Duration.Ticks));
        Assert.Equal(partitions, seen.Report!.Partitions);
        foreach (var group in outcome.Result.Clients)
            Assert.Equal(group[ClientCounter.MessagesSubmitted],
                group[ClientCounter.MessagesDelivered] + group[ClientCounter.MessagesBounced] + group[ClientCounter.MessagesExpired]
                + group[ClientCounter.MessagesDropped] + group[ClientCounter.MessagesQueued]);
    }

    [Fact]
    public async Task Run_WithoutALatencyFloorOnSeveralGrains_FailsAndSaysWhy()
    {
        var scenario = GrainScenarios.Busy(1) with { Network = new NetworkSpec { Default = new LinkSpec { Floor = SimDuration.Zero } } };
        var error = await Assert.ThrowsAnyAsync<Exception>(() => _silo.RunAsync(scenario, PartitionChoice.Of(2), progress: null, TestContext.Current.CancellationToken));
        Assert.Contains("latency floor", error.ToString(), StringComparison.Ordinal);
        var alone = await _silo.RunAsync(scenario, PartitionChoice.Auto, progress: null, TestContext.Current.CancellationToken);
        Assert.Equal(1, alone.Partitions);
    }

    private sealed class FirstReport(CancellationTokenSource cancel) : IProgress<RunProgress>
    {
        public RunProgress? Report { get; private set; }

        void IProgress<RunProgress>.Report(RunProgress value)
        {
            Report = value;
            if (value.Events > 0)
                cancel.Cancel();
        }
    }
}

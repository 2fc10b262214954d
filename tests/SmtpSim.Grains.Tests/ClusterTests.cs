using Orleans.TestingHost;
using SmtpSim.Kernel;

namespace SmtpSim.Grains.Tests;

/// <summary>Two silos: batches, scenarios and results cross between them as bytes.</summary>
public sealed class ClusterTests : IAsyncLifetime
{
    private TestCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = new TestClusterBuilder(initialSilosCount: 2);
        builder.AddSiloBuilderConfigurator<Configuration>();
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task TwentyScenarios_OnTwoSilos_GiveTheDigestOfOne()
    {
        await using var embedded = await EmbeddedSilo.StartAsync();
        for (var seed = 11UL; seed <= 30; seed++)
        {
            var scenario = GrainScenarios.Busy(seed) with { Drain = SimDuration.FromMinutes(6) };
            var alone = await embedded.RunAsync(scenario, PartitionChoice.Of(1), progress: null, TestContext.Current.CancellationToken);
            var partitions = seed % 3 == 0 ? 8 : seed % 3 == 1 ? 2 : 4;
            var outcome = await _cluster.GrainFactory.RunSimulationAsync(scenario, PartitionChoice.Of(partitions), progress: null, TestContext.Current.CancellationToken);
            Assert.True(alone.Result.Events > 1_000, $"seed {seed}: only {alone.Result.Events} events");
            Assert.True(alone.Result.Digest == outcome.Result.Digest, $"seed {seed}, {partitions} partitions on two silos: the digest differs");
        }
    }

    [Fact]
    public async Task Partitions_OfOneRun_AreSpreadOverBothSilos()
    {
        var management = _cluster.GrainFactory.GetGrain<Orleans.Runtime.IManagementGrain>(0);
        var scenario = GrainScenarios.Busy(21);
        for (var i = 0; i < 16; i++)
            await _cluster.GrainFactory.GetGrain<IMtaGrain>($"spread/{i}").Begin(new PartitionRequest("spread", 1, scenario, i, 16));
        var statistics = await management.GetDetailedGrainStatistics();
        var silos = statistics.Where(grain => grain.GrainType.Contains("MtaGrain", StringComparison.Ordinal)).Select(grain => grain.SiloAddress).Distinct();
        Assert.Equal(2, silos.Count());
    }

    private sealed class Configuration : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) => siloBuilder.AddSimulation();
    }
}

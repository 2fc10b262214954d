using CsCheck;
using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>What holds of every run, tried on random scenarios. A failure prints the seed that brings it back and the scenario.</summary>
public class RandomScenarioTests
{
    [Fact]
    public void AnyScenario_Run_BooksBalance()
    {
        var coverage = new Coverage();
        RandomScenarios.Any.OfEvents(3_000_000).Sample(scenario =>
        {
            var copies = new CopyBook();
            var run = Simulation.Run(scenario, copies);
            Books.Balance(run);
            copies.Agree(run);
            if (scenario.Drain > SimDuration.FromDays(1))
                Books.AreClosed(run);
            coverage.Add(run.Result);
        }, iter: 1000, print: RandomScenarios.Print);
        Assert.Empty(coverage.Missing);
    }

    [Fact]
    public void AnyScenario_OnAnyNumberOfPartitions_HasTheSameDigest() => RandomScenarios.Small.Sample(scenario =>
    {
        var one = Simulation.Run(scenario);
        Assert.Equal(one.Digest, Simulation.Run(scenario).Digest);
        foreach (var partitions in new[] { 2, 4, 7, 8, one.World.HostCount, one.World.HostCount + 3 })
        {
            var several = Simulation.Run(scenario, partitions);
            Assert.Equal(one.Digest, several.Digest);
            Assert.Equal((one.ClientSlots, one.ServerSlots, one.QueuedMessages), (several.ClientSlots, several.ServerSlots, several.QueuedMessages));
        }
    }, iter: 100, print: RandomScenarios.Print);
}

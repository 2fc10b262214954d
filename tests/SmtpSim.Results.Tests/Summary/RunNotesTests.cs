using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Results.Tests;

public sealed class RunNotesTests
{
    [Theory]
    [InlineData(13, 20, "servers.mx: the queue was still growing when traffic ended: ")]
    [InlineData(13, 1, "servers.mx: the queue was still growing when traffic ended: ")] // it waits at the clients
    [InlineData(8, 20, null)]
    public void Queue_ThatGrowsToTheEnd_IsNoted(double perSecond, int concurrency, string? expected)
    {
        var scenario = new Scenario
        {
            Name = "busy",
            Duration = SimDuration.FromMinutes(10),
            SeriesInterval = SimDuration.FromSeconds(10),
            Servers = [new ServerGroup { Name = "mx", Workers = 1, Service = new ServiceTimes { Body = new Distribution.Exponential(SimDuration.FromMilliseconds(100).Ticks) } }],
            Clients = [new ClientGroup { Name = "a", Count = concurrency == 1 ? 20 : 400, Retry = new RetrySpec.None(), Concurrency = concurrency }],
            Traffic = [new TrafficSpec { From = ["a"], To = "mx", Arrivals = new ArrivalSpec.Poisson(perSecond / (concurrency == 1 ? 20 : 400)), End = SimDuration.FromMinutes(10) }],
        };
        var notes = RunSummary.Of(Run(scenario)).Notes;
        if (expected is null)
        {
            Assert.Null(notes);
            return;
        }
        Assert.StartsWith(expected, Assert.Single(notes!), StringComparison.Ordinal);
        Assert.Contains(concurrency == 1 ? " messages in its clients' queues; offered 1.3 of capacity" : " commands waiting; offered 1.3 of capacity", notes![0], StringComparison.Ordinal);
    }

    private static RunResult Run(Scenario scenario)
    {
        var world = new World(scenario);
        var partition = new Partition(world, index: 0, count: 1);
        partition.Advance(long.MaxValue);
        return ResultMerger.Merge(world, [partition.Close(world.End)], complete: true);
    }
}

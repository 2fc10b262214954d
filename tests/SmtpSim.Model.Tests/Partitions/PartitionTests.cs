using CsCheck;
using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>A partition advanced in pieces, closed early, or merged in another order.</summary>
public class PartitionTests
{
    [Fact]
    public void Advance_InSlicesOfAnySize_MakesTheSameRun() => Gen.Select(RandomScenarios.Small, Gen.Int[1, 2000], Gen.Long[1, 20 * SimDuration.TicksPerSecond]).Sample(
        (scenario, most, step) =>
        {
            var whole = Simulation.Run(scenario);
            var byEvents = Single(scenario, out var world);
            while (!byEvents.Advance(long.MaxValue, most))
                Assert.True(byEvents.Now < world.End);
            Assert.Equal(whole.Digest, Outcome.Of(world, [byEvents]).Digest);

            var byTime = Single(scenario, out world);
            while (byTime.NextTime is var next && next != long.MaxValue)
                byTime.Advance(next + step);
            Assert.Equal(whole.Digest, Outcome.Of(world, [byTime]).Digest);
        }, iter: 60, print: pair => RandomScenarios.Print(pair.Item1));

    /// <summary>An interrupted run: every message and session is somewhere.</summary>
    [Fact]
    public void Close_AtAnyTime_BooksBalance() => Gen.Select(RandomScenarios.Small, Gen.Double[0, 100]).Sample((scenario, seconds) =>
    {
        var partition = Single(scenario, out var world);
        var time = Math.Min(Scene.Seconds(seconds).Ticks, world.End);
        partition.Advance(time);
        var result = ResultMerger.Merge(world, [partition.Close(time)], complete: false);
        var run = new Outcome(world, result, partition.Sessions, partition.ServerSessions, partition.QueuedMessages);
        Books.Balance(run);
        Assert.Equal(run.QueuedMessages, run.Sum(ClientCounter.MessagesQueued));
        Assert.False(result.Complete);
    }, iter: 200, print: pair => RandomScenarios.Print(pair.Item1));

    /// <summary>What would arrive in another partition's past is an error, never a late event.</summary>
    [Fact]
    public void Advance_BeyondTheLookahead_Throws()
    {
        var world = new World(Scene.Plain);
        new Partition(world, 0, 2).Advance(world.Lookahead);
        Assert.Throws<InvalidOperationException>(() => new Partition(world, 0, 2).Advance(world.Lookahead + 1));
    }

    [Fact]
    public void Merge_InAnyOrder_IsTheSameResult() => RandomScenarios.Small.Sample(scenario =>
    {
        var world = new World(scenario);
        Partition[] partitions = [.. Enumerable.Range(0, 5).Select(i => new Partition(world, i, 5))];
        Simulation.AdvanceInWindows(world, partitions);
        PartitionResult[] results = [.. partitions.Select(partition => partition.Close(world.End))];
        Assert.Equal(ResultMerger.Merge(world, results, complete: true).Digest, ResultMerger.Merge(world, results.Reverse(), complete: true).Digest);
    }, iter: 20, print: RandomScenarios.Print);

    [Fact]
    public void Map_AnyCount_GivesEveryHostOnePlaceInOnePartition() => Gen.Select(Gen.Int[1, 300], Gen.Int[0, 2000]).Sample((count, hosts) =>
    {
        var map = new PartitionMap(count);
        var places = new HashSet<(int, int)>();
        for (var host = 0; host < hosts; host++)
        {
            var (partition, local) = (map.Of(host), map.LocalOf(host));
            Assert.Equal(host % count, partition);
            Assert.Equal(host, map.HostOf(partition, local));
            Assert.InRange(local, 0, map.CountBelow(partition, hosts) - 1);
            Assert.True(places.Add((partition, local)));
        }
        Assert.Equal(hosts, Enumerable.Range(0, count).Sum(partition => map.CountBelow(partition, hosts)));
    });

    [Fact]
    public void Map_LargestHostNumber_IsExact() => Gen.Select(Gen.Int[1, int.MaxValue], Gen.Int[0, int.MaxValue]).Sample((count, host) => Assert.Equal(host % count, new PartitionMap(count).Of(host)));

    private static Partition Single(Scenario scenario, out World world)
    {
        world = new World(scenario);
        return new Partition(world, 0, 1);
    }
}

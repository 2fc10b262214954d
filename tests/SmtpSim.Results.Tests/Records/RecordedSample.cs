using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Results.Tests;

/// <summary>A run that meets every fate, and the files of its records.</summary>
internal static class RecordedSample
{
    public static RecordSelection All { get; } = new(RecordTables.Messages | RecordTables.Attempts | RecordTables.Sessions);

    /// <summary>Two kinds of clients, an unreliable server with a greylist and a lossy link; a short drain leaves some in the queues.</summary>
    public static Scenario Scenario { get; } = new()
    {
        Name = "records",
        Seed = 7,
        Duration = SimDuration.FromHours(2),
        Drain = SimDuration.FromMinutes(3),
        SeriesInterval = SimDuration.FromMinutes(1),
        Network = new NetworkSpec { Default = new LinkSpec { Floor = SimDuration.FromMilliseconds(10), Jitter = new Distribution.Uniform(0, 50 * SimDuration.TicksPerMillisecond), Loss = 0.01 } },
        Servers =
        [
            new ServerGroup
            {
                Name = "mx",
                Count = 3,
                Greylist = new GreylistSpec { Delay = SimDuration.FromMinutes(5) },
                Faults =
                [
                    new FaultSpec { At = SessionStep.Rcpt, Kind = FaultKind.Reply, Reply = new ReplySpec(550, 5, 1, 1, "No such user"), Chance = 0.1 },
                    new FaultSpec { At = SessionStep.Connect, Kind = FaultKind.Refuse, Chance = 0.05 },
                    new FaultSpec { At = SessionStep.Body, Kind = FaultKind.Reset, Chance = 0.05 },
                ],
            },
        ],
        Clients =
        [
            new ClientGroup { Name = "postfix", Count = 4, Retry = new RetrySpec.Postfix(SimDuration.FromSeconds(300), SimDuration.FromSeconds(4000), SimDuration.FromSeconds(300)) },
            new ClientGroup { Name = "one-shot", Count = 3, Retry = new RetrySpec.None() },
        ],
        Traffic =
        [
            new TrafficSpec
            {
                From = ["postfix", "one-shot"],
                To = "mx",
                Arrivals = new ArrivalSpec.Poisson(0.02),
                End = SimDuration.FromHours(2),
                Recipients = new Distribution.Uniform(1, 3),
            },
        ],
    };

    /// <summary>Runs a scenario and writes its records into a folder, which then stands under its name.</summary>
    public static RunResult Write(Scenario scenario, RecordRequest request, string folder)
    {
        var world = new World(scenario);
        var partition = new Partition(world, 0, 1, request.Selection);
        using var staging = StagingFolder.Create(folder);
        using var files = new RecordFiles(staging.Stage, world, request);
        while (!partition.Advance(long.MaxValue, most: 1_000))
            files.Write([partition.TakeRecords(partition.Now)]);
        var result = ResultMerger.Merge(world, [partition.Close(world.End)], complete: true);
        files.Write([partition.TakeRecords(long.MaxValue)]);
        files.Complete();
        staging.Publish(folder);
        return result;
    }

    public static RecordRequest Request(RecordFormat format = RecordFormat.Parquet, params (RecordTables Table, RecordFilter Filter)[] filters)
        => new(All, format, filters.ToDictionary(pair => pair.Table, pair => pair.Filter));
}

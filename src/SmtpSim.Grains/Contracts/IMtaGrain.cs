using SmtpSim.Model;

namespace SmtpSim.Grains;

/// <summary>
/// One partition of MTAs. An MTA is client and server at once, so the grain is both; what its own clients and servers say to each other
/// never leaves it. Calls of an older epoch or window are refused.
/// </summary>
[Alias("SmtpSim.IMtaGrain")]
public interface IMtaGrain : IClientGrain, IServerGrain
{
    /// <summary>Builds the partition and returns when its first event is due.</summary>
    [ResponseTimeout("01:00:00"), Alias("Begin")]
    Task<AdvanceReport> Begin(PartitionRequest request);

    /// <summary>
    /// Simulates one window up to <paramref name="end"/> and hands what was sent to the other partitions, without waiting until they have it:
    /// the report says how much it was, and each of them waits for what was sent to it before it goes on.
    /// </summary>
    /// <param name="stamp">Run and window.</param>
    /// <param name="end">Tick.</param>
    /// <param name="batches">How many batches the other partitions sent here in all windows so far.</param>
    [ResponseTimeout("01:00:00"), Alias("Advance")]
    ValueTask<AdvanceReport> Advance(RunStamp stamp, long end, long batches);

    /// <summary>For a run of one partition: simulates up to <paramref name="mostEvents"/> events, over as many windows as they take.</summary>
    [ResponseTimeout("01:00:00"), Alias("AdvanceAlone")]
    ValueTask<AdvanceReport> AdvanceAlone(RunStamp stamp, long mostEvents);

    /// <summary>Takes the records of what ended before a tick that the partition has passed.</summary>
    [ResponseTimeout("01:00:00"), Alias("TakeRecords")]
    ValueTask<RecordBatch> TakeRecords(long before);

    /// <summary>Ends the simulation at tick <paramref name="time"/>, returns what was found and lets the grain go.</summary>
    [ResponseTimeout("01:00:00"), Alias("End")]
    Task<PartitionEnd> End(RunStamp stamp, long time, long batches);
}

/// <summary>Which run, and which window of it, a call belongs to: what is late from before a failure must not count.</summary>
[GenerateSerializer, Immutable, Alias("SmtpSim.RunStamp")]
public readonly record struct RunStamp([property: Id(0)] int Epoch, [property: Id(1)] long Window);

[GenerateSerializer, Immutable, Alias("SmtpSim.PartitionRequest")]
public sealed record PartitionRequest(
    [property: Id(0)] string Run,
    [property: Id(1)] int Epoch,
    [property: Id(2)] Scenario Scenario,
    [property: Id(3)] int Index,
    [property: Id(4)] int Count)
{
    /// <summary>The records to make; null for none.</summary>
    [Id(5)]
    public RecordSelection? Records { get; init; }
}

/// <param name="Result">What the partition found.</param>
/// <param name="Records">The records that were not taken yet; null for none.</param>
[GenerateSerializer, Immutable, Alias("SmtpSim.PartitionEnd")]
public sealed record PartitionEnd([property: Id(0)] PartitionResult Result, [property: Id(1)] RecordBatch? Records);

/// <summary>Where a partition stands after a window.</summary>
/// <param name="NextTime">Lower bound of its next event, or <see cref="long.MaxValue"/>.</param>
/// <param name="Now">Tick of its last event.</param>
/// <param name="Events">Events so far that changed something.</param>
/// <param name="Sessions">Sessions its clients hold.</param>
/// <param name="Queued">Messages its clients have queued.</param>
/// <param name="Sent">The partitions it sent to in this window; null for none.</param>
/// <param name="Records">Records that it has made and nobody has taken.</param>
[GenerateSerializer, Immutable, Alias("SmtpSim.AdvanceReport")]
public readonly record struct AdvanceReport(
    [property: Id(0)] long NextTime,
    [property: Id(1)] long Now,
    [property: Id(2)] long Events,
    [property: Id(3)] long Sessions,
    [property: Id(4)] long Queued,
    [property: Id(5)] SentTo[]? Sent,
    [property: Id(6)] int Records = 0);

/// <param name="Partition">Who was sent to.</param>
/// <param name="Earliest">Tick of the earliest event sent.</param>
/// <param name="Batches">In how many batches.</param>
[GenerateSerializer, Immutable, Alias("SmtpSim.SentTo")]
public readonly record struct SentTo([property: Id(0)] int Partition, [property: Id(1)] long Earliest, [property: Id(2)] int Batches);

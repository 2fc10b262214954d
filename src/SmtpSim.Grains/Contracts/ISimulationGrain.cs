using Orleans.Concurrency;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Grains;

/// <summary>One run: it keeps the partitions in step, window by window, and collects what they found.</summary>
/// <remarks>
/// Every call of a run may take an hour (an Advance waits for batches of others no longer than <see cref="Inbox"/> has patience), not Orleans' thirty seconds: a machine that has too much to do, or a program that Ctrl-Z stopped for a while, is no fault of the run. That a silo is
/// gone the others know by the cluster's membership, not by a time-out.
/// </remarks>
[Alias("SmtpSim.ISimulationGrain")]
public interface ISimulationGrain : IGrainWithStringKey
{
    /// <summary>Runs to the end, or to the barrier after a <see cref="Cancel"/>: then the report covers virtual time up to there.</summary>
    // Twenty days: Orleans counts the time to live in milliseconds of 32 bits, and drops what exceeds them as expired.
    [ResponseTimeout("20.00:00:00"), Alias("Run")]
    Task<SimulationReport> Run(SimulationRequest request);

    /// <summary>Interrupts the run. It is a call of its own, since a cancelled token would take the report from the caller.</summary>
    [AlwaysInterleave, ResponseTimeout("01:00:00"), Alias("Cancel")]
    ValueTask Cancel();

    /// <summary>Where the run stands; null before it began.</summary>
    [AlwaysInterleave, ResponseTimeout("01:00:00"), Alias("Progress")]
    ValueTask<RunProgress?> Progress();
}

[GenerateSerializer, Immutable, Alias("SmtpSim.SimulationRequest")]
public sealed record SimulationRequest([property: Id(0)] Scenario Scenario, [property: Id(1)] PartitionChoice Partitions)
{
    /// <summary>The records to make, and who takes them; null for none.</summary>
    [Id(2)]
    public RecordOrder? Records { get; init; }
}

/// <param name="Partitions">What each partition found; the pure <see cref="ResultMerger"/> makes one result of them.</param>
/// <param name="Complete">False when the run was interrupted.</param>
[GenerateSerializer, Immutable, Alias("SmtpSim.SimulationReport")]
public sealed record SimulationReport([property: Id(0)] PartitionResult[] Partitions, [property: Id(1)] bool Complete);

/// <summary>Where a run stands.</summary>
/// <param name="Now">Virtual time reached.</param>
/// <param name="End">Virtual time at which the run ends at the latest.</param>
/// <param name="Events">Events so far.</param>
/// <param name="Sessions">Sessions in flight.</param>
/// <param name="Queued">Messages in mail queues.</param>
/// <param name="Partitions">Number of partitions.</param>
[GenerateSerializer, Immutable, Alias("SmtpSim.RunProgress")]
public sealed record RunProgress(
    [property: Id(0)] SimTime Now,
    [property: Id(1)] SimTime End,
    [property: Id(2)] long Events,
    [property: Id(3)] long Sessions,
    [property: Id(4)] long Queued,
    [property: Id(5)] int Partitions);

using SmtpSim.Model;

namespace SmtpSim.Grains;

/// <summary>Takes the records of a run while it goes on. It stands where the run was started, outside the grains.</summary>
[Alias("SmtpSim.IRecordReceiver")]
public interface IRecordReceiver : IGrainObserver
{
    /// <summary>Takes what the partitions recorded up to a barrier; who calls waits, so that no more than a few batches ever wait.</summary>
    /// <param name="batches">One of each partition that has any. They are the receiver's from then on.</param>
    /// <returns>False when no more can be taken: then the run ends as if it were interrupted.</returns>
    [ResponseTimeout("01:00:00"), Alias("Take")]
    ValueTask<bool> Take([Immutable] RecordBatch[] batches);
}

/// <summary>Hands records to whoever started the run.</summary>
internal sealed class RecordReceiver(RecordTap tap) : IRecordReceiver
{
    public ValueTask<bool> Take(RecordBatch[] batches) => tap.Take(batches);
}

/// <summary>The records that a run is to make, and where they go.</summary>
/// <param name="Selection">Which.</param>
/// <param name="Take">
/// Takes those of all partitions that have any, up to a barrier; they are its own from then on, and the run waits for it. False when it can take no more: then the run ends as if it were
/// interrupted.
/// </param>
public sealed record RecordTap(RecordSelection Selection, Func<IReadOnlyList<RecordBatch>, ValueTask<bool>> Take);

/// <summary>What a run records, and who takes it.</summary>
[GenerateSerializer, Immutable, Alias("SmtpSim.RecordOrder")]
public sealed record RecordOrder([property: Id(0)] RecordSelection Selection, [property: Id(1)] IRecordReceiver Receiver);

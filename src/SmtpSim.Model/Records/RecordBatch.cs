using System.Buffers;

namespace SmtpSim.Model;

/// <summary>
/// Records of one partition over some stretch of virtual time, each kind in its order. The arrays are of the shared pool: who is handed a batch
/// reads it and gives them back by <see cref="Return"/>.
/// </summary>
/// <param name="Messages">Empty where none are kept.</param>
/// <param name="Attempts">Empty where none are kept.</param>
/// <param name="Sessions">Empty where none are kept.</param>
public sealed record RecordBatch(ArraySegment<MessageRecord> Messages, ArraySegment<AttemptRecord> Attempts, ArraySegment<SessionRecord> Sessions)
{
    public static RecordBatch Empty { get; } = new([], [], []);

    public int Count => Messages.Count + Attempts.Count + Sessions.Count;

    /// <summary>Merges what several partitions recorded over the same stretch of virtual time, and returns their arrays.</summary>
    public static RecordBatch Merge(IReadOnlyList<RecordBatch> batches)
    {
        ArgumentNullException.ThrowIfNull(batches);
        return batches.Count == 1 ? batches[0] : new RecordBatch(
            RecordMerge.Of([.. batches.Select(batch => batch.Messages)]),
            RecordMerge.Of([.. batches.Select(batch => batch.Attempts)]),
            RecordMerge.Of([.. batches.Select(batch => batch.Sessions)]));
    }

    public void Return()
    {
        RecordMerge.Return(Messages);
        RecordMerge.Return(Attempts);
        RecordMerge.Return(Sessions);
    }
}

using SmtpSim.Model;

namespace SmtpSim.Grains;

/// <summary>
/// Carries records from the partitions of a run to their receiver, at barriers, when enough have come together. While a run may still begin anew
/// with other partitions, it holds them back.
/// </summary>
internal sealed class RecordFlow(RecordOrder? order)
{
    /// <summary>Records from which a call is worth it.</summary>
    private const int Enough = 30_000;

    private readonly List<RecordBatch> _held = [];

    public RecordSelection? Selection => order?.Selection;

    /// <summary>False when the receiver can take no more.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>Whether what comes is kept here for now.</summary>
    public bool Holds { get; set; }

    /// <summary>Forgets what was held back: the run begins anew.</summary>
    public void Discard()
    {
        foreach (var batch in _held)
            batch.Return();
        _held.Clear();
        Holds = false;
    }

    /// <summary>After a slice of a run in one partition.</summary>
    public async ValueTask AfterSlice(IMtaGrain grain, AdvanceReport report)
    {
        if (report.Records >= Enough)
            await Pass([await grain.TakeRecords(report.Now)]);
    }

    /// <summary>At a barrier: all partitions have passed the end of the window.</summary>
    public async ValueTask AtBarrier(IMtaGrain[] grains, WindowLoop loop)
    {
        if (order is null || loop.Records < Enough)
            return;
        await Pass(await Task.WhenAll(loop.WithRecords().Select(i => grains[i].TakeRecords(loop.Now).AsTask())));
        loop.ForgetRecords();
    }

    /// <summary>What the partitions had left when they ended.</summary>
    public async ValueTask AtEnd(RecordBatch?[] last)
    {
        if (order is null)
            return;
        Holds = false;
        await Pass([.. last.OfType<RecordBatch>()]);
    }

    private async ValueTask Pass(RecordBatch[] batches)
    {
        if (order is null)
            return;
        if (Holds)
        {
            _held.AddRange(batches);
            return;
        }
        foreach (var earlier in _held)
            await Send([earlier]);
        _held.Clear();
        await Send(batches);
    }

    private async ValueTask Send(RecordBatch[] batches)
    {
        if (batches.Sum(batch => batch.Count) == 0 || !IsOpen)
            return;
        IsOpen = await order!.Receiver.Take(batches);
    }
}

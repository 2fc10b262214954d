using Orleans.Placement;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Grains;

/// <summary>
/// Hosts one <see cref="Partition"/>: checks the stamp of a call, has the partition do the work, and carries its batches.
/// Placed by the hash of its key, so that the partitions of a run are spread over all silos.
/// </summary>
[KeepAlive, HashBasedPlacement]
internal sealed class MtaGrain(WorldCache worlds) : Grain, IMtaGrain
{
    private Partition? _partition;
    private Deliveries[] _deliveries = [];
    private Inbox _inbox = new();
    private RunStamp _stamp;

    /// <summary>The window simulated last; a call of a later one may be waiting for its batches.</summary>
    private long _simulated;

    private Partition Current => _partition ?? throw new InvalidOperationException("The partition was lost: its run must go back to a checkpoint.");

    public Task<AdvanceReport> Begin(PartitionRequest request)
    {
        var world = worlds.Get(request.Run, request.Scenario);
        _partition = new Partition(world, request.Index, request.Count, request.Records);
        _stamp = new RunStamp(request.Epoch, 0);
        IMtaGrain[] peers = [.. Enumerable.Range(0, request.Count).Select(i => GrainFactory.GetGrain<IMtaGrain>(GrainKeys.Mta(request.Run, request.Epoch, i)))];
        _deliveries = [new Deliveries(peers), new Deliveries(peers)];
        return Task.FromResult(Report(sent: null));
    }

    public async ValueTask<AdvanceReport> Advance(RunStamp stamp, long end, long batches)
    {
        Enter(stamp);
        await _inbox.Holds(batches, stamp.Window);
        // What was sent in the window before the last one lies in the memory that this one fills.
        var deliveries = _deliveries[0];
        await deliveries.Done();
        (_deliveries[0], _deliveries[1]) = (_deliveries[1], deliveries);
        _simulated = stamp.Window;
        Current.Advance(end);
        return Report(deliveries.Send(Current, _stamp));
    }

    public ValueTask<AdvanceReport> AdvanceAlone(RunStamp stamp, long mostEvents)
    {
        Enter(stamp);
        Current.Advance(long.MaxValue, mostEvents);
        return ValueTask.FromResult(Report(sent: null));
    }

    public ValueTask TakeCommands(EventBatch commands) => Take(commands);

    public ValueTask TakeReplies(EventBatch replies) => Take(replies);

    public ValueTask<QueueView> ShowQueues()
        => ValueTask.FromResult(new QueueView(new SimTime(Current.Now), Current.QueuedMessages, Current.Sessions));

    public ValueTask<SessionView> ShowSessions()
        => ValueTask.FromResult(new SessionView(new SimTime(Current.Now), Current.ServerSessions));

    public ValueTask<RecordBatch> TakeRecords(long before) => ValueTask.FromResult(Current.TakeRecords(before));

    public async Task<PartitionEnd> End(RunStamp stamp, long time, long batches)
    {
        Enter(stamp);
        await _inbox.Holds(batches, stamp.Window);
        foreach (var deliveries in _deliveries)
            await deliveries.Done();
        var result = Current.Close(Math.Max(time, Current.Now));
        var records = Current.Records == 0 ? null : Current.TakeRecords(long.MaxValue);
        _partition = null;
        DeactivateOnIdle();
        return new PartitionEnd(result, records);
    }

    private void Enter(RunStamp stamp)
    {
        if (stamp.Epoch != _stamp.Epoch || stamp.Window <= _stamp.Window)
            throw new InvalidOperationException($"A call of epoch {stamp.Epoch}, window {stamp.Window} came after epoch {_stamp.Epoch}, window {_stamp.Window}.");
        _stamp = stamp;
    }

    private ValueTask Take(EventBatch batch)
    {
        // A peer may be ahead of this grain, which is not called in windows in which it has nothing to do, but never behind it.
        if (batch.Stamp.Epoch != _stamp.Epoch || batch.Stamp.Window < _simulated)
            throw new InvalidOperationException($"A batch of epoch {batch.Stamp.Epoch}, window {batch.Stamp.Window} came in epoch {_stamp.Epoch}, after window {_simulated}.");
        Current.Accept(batch.Events.Span);
        _inbox.Add(batch.Stamp.Window);
        return ValueTask.CompletedTask;
    }

    private AdvanceReport Report(SentTo[]? sent)
        => new(Current.NextTime, Current.Now, Current.Events, Current.Sessions, Current.QueuedMessages, sent, Current.Records);
}

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
    private IMtaGrain[] _peers = [];
    private EventBatch[] _commands = [];
    private EventBatch[] _replies = [];
    private Task[] _deliveries = [];
    private RunStamp _stamp;

    private Partition Current => _partition ?? throw new InvalidOperationException("The partition was lost: its run must go back to a checkpoint.");

    public Task<AdvanceReport> Begin(PartitionRequest request)
    {
        var world = worlds.Get(request.Run, request.Scenario);
        _partition = new Partition(world, request.Index, request.Count);
        _stamp = new RunStamp(request.Epoch, 0);
        _peers = [.. Enumerable.Range(0, request.Count).Select(i => GrainFactory.GetGrain<IMtaGrain>(GrainKeys.Mta(request.Run, request.Epoch, i)))];
        _commands = [.. _peers.Select(_ => new EventBatch())];
        _replies = [.. _peers.Select(_ => new EventBatch())];
        _deliveries = new Task[2 * request.Count];
        return Task.FromResult(Report(sent: null));
    }

    public async ValueTask<AdvanceReport> Advance(RunStamp stamp, long end)
    {
        Enter(stamp);
        Current.Advance(end);
        return Report(await Deliver());
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

    public Task<PartitionResult> End(RunStamp stamp, long time)
    {
        Enter(stamp);
        var result = Current.Close(Math.Max(time, Current.Now));
        _partition = null;
        DeactivateOnIdle();
        return Task.FromResult(result);
    }

    private void Enter(RunStamp stamp)
    {
        if (stamp.Epoch != _stamp.Epoch || stamp.Window <= _stamp.Window)
            throw new InvalidOperationException($"A call of epoch {stamp.Epoch}, window {stamp.Window} came after epoch {_stamp.Epoch}, window {_stamp.Window}.");
        _stamp = stamp;
    }

    private ValueTask Take(EventBatch batch)
    {
        // A peer may be a window ahead of this one's own call, never behind it.
        if (batch.Stamp.Epoch != _stamp.Epoch || batch.Stamp.Window < _stamp.Window)
            throw new InvalidOperationException($"A batch of epoch {batch.Stamp.Epoch}, window {batch.Stamp.Window} came in epoch {_stamp.Epoch}, window {_stamp.Window}.");
        Current.Accept(batch.Events.Span);
        return ValueTask.CompletedTask;
    }

    /// <summary>Hands every peer its commands and replies of this window, and waits until all have them.</summary>
    private async ValueTask<SentTo[]?> Deliver()
    {
        var partition = Current;
        var pending = 0;
        var receivers = 0;
        for (var peer = 0; peer < _peers.Length; peer++)
        {
            var commands = partition.CommandsTo(peer);
            var replies = partition.RepliesTo(peer);
            if (commands.Count + replies.Count == 0)
                continue;
            receivers++;
            if (commands.Count > 0)
                _deliveries[pending++] = _peers[peer].TakeCommands(Fill(_commands[peer], commands)).AsTask();
            if (replies.Count > 0)
                _deliveries[pending++] = _peers[peer].TakeReplies(Fill(_replies[peer], replies)).AsTask();
        }
        if (receivers == 0)
            return null;
        await Task.WhenAll(_deliveries.AsSpan(0, pending));
        var sent = new SentTo[receivers];
        for (var peer = _peers.Length - 1; peer >= 0; peer--)
        {
            var earliest = Math.Min(partition.CommandsTo(peer).EarliestTime, partition.RepliesTo(peer).EarliestTime);
            if (earliest == long.MaxValue)
                continue;
            sent[--receivers] = new SentTo(peer, earliest);
            partition.CommandsTo(peer).Clear();
            partition.RepliesTo(peer).Clear();
        }
        return sent;
    }

    private EventBatch Fill(EventBatch batch, Outbox outbox)
    {
        batch.Stamp = _stamp;
        batch.Events = outbox.Events;
        return batch;
    }

    private AdvanceReport Report(SentTo[]? sent)
        => new(Current.NextTime, Current.Now, Current.Events, Current.Sessions, Current.QueuedMessages, sent);
}

using SmtpSim.Model;

namespace SmtpSim.Grains;

/// <summary>What a partition sent to the others in one window, and the calls that carry it.</summary>
internal sealed class Deliveries(IMtaGrain[] peers)
{
    private readonly EventBatch[] _commands = [.. peers.Select(_ => new EventBatch())];
    private readonly EventBatch[] _replies = [.. peers.Select(_ => new EventBatch())];
    private readonly Task[] _calls = new Task[2 * peers.Length];
    private int _pending;

    /// <summary>Hands every peer its commands and replies, and goes on at once; the outboxes are empty then.</summary>
    /// <returns>Who was sent to; null for nobody.</returns>
    public SentTo[]? Send(Partition partition, RunStamp stamp)
    {
        var sent = new SentTo[peers.Length];
        var receivers = 0;
        for (var peer = 0; peer < peers.Length; peer++)
        {
            var commands = partition.CommandsTo(peer);
            var replies = partition.RepliesTo(peer);
            var before = _pending;
            if (commands.Count > 0)
                _calls[_pending++] = peers[peer].TakeCommands(Fill(_commands[peer], commands, stamp)).AsTask();
            if (replies.Count > 0)
                _calls[_pending++] = peers[peer].TakeReplies(Fill(_replies[peer], replies, stamp)).AsTask();
            if (_pending == before)
                continue;
            sent[receivers++] = new SentTo(peer, Math.Min(commands.EarliestTime, replies.EarliestTime), _pending - before);
            commands.Clear();
            replies.Clear();
        }
        return receivers == 0 ? null : receivers == sent.Length ? sent : sent[..receivers];
    }

    /// <summary>All peers have what was sent: its memory may be filled again.</summary>
    public async ValueTask Done()
    {
        for (; _pending > 0; _pending--)
            await _calls[_pending - 1];
    }

    private static EventBatch Fill(EventBatch batch, Outbox outbox, RunStamp stamp)
    {
        batch.Stamp = stamp;
        batch.Events = outbox.Events;
        return batch;
    }
}

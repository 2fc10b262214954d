using System.Numerics;

namespace SmtpSim.Model.Tests;

/// <summary>
/// Keeps its own account of every copy of a message, from both sides and apart from the model's: who has it, and who believes it to be where it is not.
/// </summary>
internal sealed class CopyBook : TraceRecorder
{
    private readonly Dictionary<(int Client, ushort Session, uint Ordinal), Transfer> _transfers = [];
    private readonly Dictionary<(int Group, int Host, int Client, uint Ordinal), int[]> _copies = [];
    private readonly HashSet<(int Client, ushort Session)> _twisted = [];
    private readonly HashSet<(int Client, ushort Session)> _broken = [];
    private readonly HashSet<(int Client, ushort Session)> _ended = [];

    public override bool IsDone => false;

    /// <summary>Recipients that a client booked as delivered in a session in which no server took them: only where it was told something that was not so.</summary>
    public long Believed => _transfers.Where(pair => IsTwisted(pair.Key)).Sum(pair => (long)BitOperations.PopCount(pair.Value.Delivered & ~pair.Value.Accepted));

    public override void Connect(long now, int client, in ClientSession session, in Message message) => Join(client, session, message);

    public override void GoesOn(int client, in ClientSession session, in Message message) => Join(client, session, message);

    public override void Delivered(int client, in ClientSession session, in Message message, ulong recipients)
    {
        var transfer = _transfers[(client, session.Generation, message.Ordinal)];
        Assert.Equal(0UL, transfer.Delivered & recipients);
        transfer.Delivered |= recipients;
    }

    public override void Accepts(in ServerSession session)
    {
        _transfers[(session.Client, session.Generation, session.Ordinal)].Accepted |= session.Accepted;
        var key = (session.Group, session.Host, session.Client, session.Ordinal);
        if (!_copies.TryGetValue(key, out var copies))
            _copies.Add(key, copies = new int[64]);
        for (var rest = session.Accepted; rest != 0; rest &= rest - 1)
            copies[BitOperations.TrailingZeroCount(rest)]++;
    }

    public override void Fault(in ServerSession session, ServerProfile profile, in FaultRule fault)
    {
        if (fault.Twists)
            _twisted.Add((session.Client, session.Generation));
    }

    public override void Reply(long now, int client, in ClientSession session, Protocol.Reply reply)
    {
        if (reply.Code == 421)
            _broken.Add((client, session.Generation));
    }

    public override void TimedOut(long now, int client, in ClientSession session) => _broken.Add((client, session.Generation));

    public override void Lost(long now, int client, in ClientSession session, SessionEnd end) => _broken.Add((client, session.Generation));

    public override void Ended(long now, int client, in ClientSession session, SessionEnd end, Protocol.Phase phase) => _ended.Add((client, session.Generation));

    /// <summary>Holds the run's figures to this account.</summary>
    public void Agree(Outcome run)
    {
        foreach (var (key, transfer) in _transfers)
        {
            // Nobody has what was not sent, and in a session in which every reply is what it should be a client knows what the server took, unless the session broke.
            Assert.Equal(0UL, transfer.Accepted & ~transfer.Sent);
            if (IsTwisted(key))
                continue;
            Assert.Equal(0UL, transfer.Delivered & ~transfer.Accepted);
            if (_ended.Contains((key.Client, key.Session)) && !_broken.Contains((key.Client, key.Session)))
                Assert.Equal(transfer.Accepted, transfer.Delivered);
        }
        Assert.Equal(run.Sum(ClientCounter.RecipientsDelivered), _transfers.Values.Sum(transfer => (long)BitOperations.PopCount(transfer.Delivered)));
        // A copy is a duplicate where its server had one before.
        var copies = _copies.Values.SelectMany(each => each).ToList();
        Assert.Equal(copies.Sum(count => (long)count), run.Sum(ServerCounter.RecipientCopies));
        Assert.Equal(copies.Sum(count => Math.Max(0L, count - 1)), run.Sum(ServerCounter.RecipientDuplicates));
        // Wherever they are, the recipients that have the message were in it; and all have it that the clients know of.
        var reached = _transfers.GroupBy(pair => (pair.Key.Client, pair.Key.Ordinal)).Sum(group => (long)BitOperations.PopCount(group.Aggregate(0UL, (all, pair) => all | pair.Value.Accepted)));
        Assert.InRange(reached, run.Sum(ClientCounter.RecipientsDelivered) - Believed, run.Sum(ClientCounter.RecipientsSubmitted) - (run.Sum(ClientCounter.LostInCrash) > 0 ? 0 : run.Sum(ClientCounter.RecipientsDropped)));
    }

    private bool IsTwisted((int Client, ushort Session, uint Ordinal) key) => _twisted.Contains((key.Client, key.Session));

    private void Join(int client, in ClientSession session, in Message message)
    {
        _transfers.TryAdd((client, session.Generation, message.Ordinal), new Transfer());
        _transfers[(client, session.Generation, message.Ordinal)].Sent |= session.Mail.Pending;
    }

    /// <summary>What became of a message in a session: recipients that the client had to name, that the server took, and that the client booked as delivered, a bit each.</summary>
    private sealed class Transfer
    {
        public ulong Sent { get; set; }

        public ulong Accepted { get; set; }

        public ulong Delivered { get; set; }
    }
}

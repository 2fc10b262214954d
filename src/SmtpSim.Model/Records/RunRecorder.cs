using System.Numerics;
using System.Runtime.CompilerServices;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>
/// Makes the records of a partition's clients. All that it knows stands beside messages and sessions, by their places; a run without records
/// has none of it.
/// </summary>
internal sealed class RunRecorder(World world, PartitionMap map, int partition, RecordSelection selection) : TraceRecorder
{
    private readonly RecordBuffer<MessageRecord> _messages = new();
    private readonly RecordBuffer<AttemptRecord> _attempts = new();
    private readonly RecordBuffer<SessionRecord> _sessions = new();
    private readonly bool _keepsMessages = selection.Tables.HasFlag(RecordTables.Messages);
    private readonly bool _keepsAttempts = selection.Tables.HasFlag(RecordTables.Attempts);
    private readonly bool _keepsSessions = selection.Tables.HasFlag(RecordTables.Sessions);
    private readonly ulong _below = Chance.Threshold(selection.Share);

    /// <summary>Sessions by client, by its place in the partition.</summary>
    private readonly uint[] _opened = new uint[map.CountBelow(partition, world.ClientHosts)];
    private MessageFacts[] _ofMessage = new MessageFacts[256];
    private readonly SlotTable<SessionFacts> _ofSession = new();

    // What is in the cache anyway is not written to a place that is not: most messages are taken by a session when they are submitted, and settled when their attempt ends.

    /// <summary>The message submitted last, until a session takes it or another comes.</summary>
    private (int Number, MessageFacts Facts) _fresh = (-1, default);

    /// <summary>The message whose attempt ended last, until it is settled.</summary>
    private (int Number, MessageFacts Facts) _ending = (-1, default);

    public override bool IsDone => false;

    public override bool SeesCommands => false;

    /// <summary>Where the facts of sessions lie, for prefetching.</summary>
    public SlotLines Lines => _ofSession.Lines;

    /// <summary>Records that were not taken yet.</summary>
    public int Count => _messages.Count + _attempts.Count + _sessions.Count;

    /// <summary>Takes the records of what ended before a tick. Nothing may end before it any more.</summary>
    public RecordBatch Take(long before) => new(_messages.Take(before), _attempts.Take(before), _sessions.Take(before));

    public override void Submitted(long now, int client, int number, in Message message)
    {
        if (number >= _ofMessage.Length)
            Array.Resize(ref _ofMessage, Math.Max(number + 1, _ofMessage.Length * 2));
        var identity = Sending is null ? (client, message.Ordinal) : (Sending[number].Origin, Sending[number].Ordinal);
        if (_fresh.Number >= 0)
            _ofMessage[_fresh.Number] = _fresh.Facts;
        _fresh = (number, new MessageFacts
        {
            Recipients = (byte)BitOperations.PopCount(message.Pending), // of a part of a message there are fewer than positions
            IsKept = IsKept(identity.Item1, identity.Item2),
        });
    }

    public override void Dropped(long now, int client, uint ordinal, long bytes, in Provenance mail, int recipients)
    {
        if (!_keepsMessages || !IsKept(mail.Origin, mail.Ordinal))
            return;
        ref var record = ref _messages.Add();
        record.Ended = now;
        record.Submitted = now;
        record.Client = client;
        record.Ordinal = ordinal;
        record.Domain = mail.Domain;
        record.Bytes = (uint)Math.Min(bytes, uint.MaxValue);
        record.Recipients = (byte)recipients;
        record.Fate = RecordedFate.Dropped;
        AddOrigin(ref record, mail);
    }

    public override void AttemptBegins(long now, in ClientSession session)
    {
        ref var facts = ref Waiting(session.Message);
        (facts.Started, facts.Delivered, facts.Bounced, facts.Session) = (now, 0, 0, 0);
        (facts.Transient, facts.Permanent) = (SmtpSim.Protocol.Reply.None, SmtpSim.Protocol.Reply.None);
        if (!session.InUse || session.Transactions == 1)
            return; // of a new session Connect tells
        _ofSession[SlotOf(session)].Begin(ref facts);
        Leave(session.Message);
    }

    public override void Connect(long now, int client, in ClientSession session, in Message message)
    {
        var facts = new SessionFacts { Number = ++_opened[session.Host], Ordinal = message.Ordinal, Attempt = message.Attempts };
        facts.Take(ref Waiting(session.Message));
        _ofSession.Put(SlotOf(session), facts);
        Leave(session.Message);
    }

    public override void GoesElsewhere(in ClientSession session) => GiveBack(session);

    public override void Reply(long now, int client, in ClientSession session, Reply reply)
    {
        if (reply.Code >= 400)
            Refuse(session, reply);
    }

    public override void TimedOut(long now, int client, in ClientSession session) => Fail(session, AttemptCause.TimedOut);

    public override void Lost(long now, int client, in ClientSession session, SessionEnd end)
        => Fail(session, end == SessionEnd.Refused ? AttemptCause.Refused : AttemptCause.ConnectionLost);

    public override void Lacks(int client, in ClientSession session, ServiceExtensions what)
        => Fail(session, what == ServiceExtensions.StartTls ? AttemptCause.NoTls : AttemptCause.NoAuth);

    public override void Delivered(int client, in ClientSession session, in Message message, ulong recipients)
        => _ofSession[SlotOf(session)].Mail.Delivered += (byte)BitOperations.PopCount(recipients);

    public override void Bounced(int client, in ClientSession session, in Message message, ulong recipients)
    {
        ref var facts = ref FactsOf(session);
        var count = (byte)BitOperations.PopCount(recipients);
        facts.Bounced += count;
        facts.Refused += count;
        facts.PermanentBounced = true;
    }

    public override void AttemptEnds(long now, int client, in ClientSession session)
    {
        ref readonly var mail = ref session.Mail;
        AddAttempt(now, client, session, mail.Pending != 0 ? AttemptOutcome.Deferred
            : (mail.Flags & MessageFlags.Bounced) != 0 ? AttemptOutcome.Bounced
            : AttemptOutcome.Delivered);
        _ending = (session.Message, FactsOf(session));
        if (mail.Pending != 0)
            Rest(_ending.Number, _ending.Facts);
    }

    public override void Settled(long now, int client, int number, in Message message, ClientCounter fate)
    {
        var facts = number == _ending.Number ? _ending.Facts : Waiting(number);
        _ending.Number = -1;
        Leave(number);
        if (!facts.IsKept)
            return;
        var (recorded, open) = fate switch
        {
            ClientCounter.MessagesDelivered => (RecordedFate.Delivered, 0UL),
            ClientCounter.MessagesBounced => (RecordedFate.Bounced, 0UL), // what its last attempt found out the message itself does not know
            ClientCounter.MessagesExpired => (RecordedFate.Expired, message.Pending),
            _ => (RecordedFate.Dropped, message.Pending),
        };
        if (recorded == RecordedFate.Expired && _keepsAttempts && _attempts.Count > 0)
        {
            ref var last = ref _attempts.Last;
            if (last.Ended == now && last.Client == client && last.Ordinal == message.Ordinal && last.Attempt == message.Attempts)
                last.Outcome = AttemptOutcome.Expired;
        }
        AddMessage(now, client, number, message, facts, recorded, open);
    }

    public override void Ended(long now, int client, in ClientSession session, SessionEnd end, Phase phase)
    {
        AddSession(now, client, session, end, phase, isUnfinished: false);
        if (session.Message >= 0)
            GiveBack(session); // its attempt may go on in another session
    }

    public override void Unfinished(long end, int client, in ClientSession session)
    {
        AddSession(end, client, session, SessionEnd.Completed, ClientTable.PhaseOf(session.State), isUnfinished: true);
        if (session.Message < 0)
            return;
        AddAttempt(end, client, session, AttemptOutcome.Unfinished);
        Rest(session.Message, FactsOf(session));
    }

    public override void Remains(long end, int client, int number, in Message message)
    {
        ref var facts = ref Waiting(number);
        if (facts.IsGivenBack)
        {
            // Between the sessions of an attempt.
            var session = new ClientSession { Message = number, Server = -1 };
            (session.Mail.Ordinal, session.Mail.Attempts, session.Mail.Pending) = (message.Ordinal, message.Attempts, message.Pending);
            AddAttempt(end, client, session, AttemptOutcome.Unfinished);
        }
        if (facts.IsKept)
            AddMessage(end, client, number, message, facts, RecordedFate.Queued, message.Pending);
    }

    private bool IsKept(int origin, uint ordinal)
        => Chance.Hits(_below == ulong.MaxValue ? 0 : world.RecordKey.Derive((ulong)origin).Draw(ordinal), _below);

    /// <summary>What is known of the message that a session has, or a lookup that failed.</summary>
    private ref MessageFacts FactsOf(in ClientSession session)
        => ref session.InUse ? ref _ofSession[SlotOf(session)].Mail : ref Waiting(session.Message);

    /// <summary>What is known of a message that no session has.</summary>
    private ref MessageFacts Waiting(int number) => ref number == _fresh.Number ? ref _fresh.Facts : ref _ofMessage[number];

    /// <summary>The message waits no more.</summary>
    private void Leave(int number)
    {
        if (number == _fresh.Number)
            _fresh.Number = -1;
    }

    /// <summary>No attempt of the message is under way.</summary>
    private void Rest(int number, in MessageFacts facts)
    {
        Leave(number);
        _ofMessage[number] = facts with { IsGivenBack = false };
    }

    /// <summary>The session gives up its message, whose attempt is not over.</summary>
    private void GiveBack(in ClientSession session)
    {
        ref var facts = ref _ofSession[SlotOf(session)].Mail;
        facts.IsGivenBack = true;
        _ofMessage[session.Message] = facts;
    }

    private int SlotOf(in ClientSession session) => Sessions!.SlotOf(ref Unsafe.AsRef(in session));

    private void Fail(in ClientSession session, AttemptCause cause)
    {
        ref var facts = ref _ofSession[SlotOf(session)];
        (facts.Cause, facts.CauseAt) = (cause, session.State);
    }

    /// <summary>Notes a negative reply, unless it says no more than one before it: to what follows a refused MAIL in its group, or to a DATA without a recipient.</summary>
    private void Refuse(in ClientSession session, Reply reply)
    {
        if (session.Message < 0 || session.Mail.IsRefused || (session.State == ClientState.DataSent && session.Mail.Accepted == 0))
            return;
        ref var facts = ref _ofSession[SlotOf(session)].Mail;
        if (reply.IsTransientNegative)
            (facts.Transient, facts.TransientAt) = (reply, session.State);
        else
            (facts.Permanent, facts.PermanentAt, facts.PermanentBounced) = (reply, session.State, false);
    }

    private void AddAttempt(long now, int client, in ClientSession session, AttemptOutcome outcome)
    {
        ref readonly var facts = ref FactsOf(session);
        if (!_keepsAttempts || !facts.IsKept)
            return;
        ref var record = ref _attempts.Add();
        record.Ended = now;
        record.Started = facts.Started;
        record.Client = client;
        record.Ordinal = session.Mail.Ordinal;
        record.Attempt = session.Mail.Attempts;
        record.Outcome = outcome;
        record.Session = facts.Session;
        record.Server = session.InUse ? session.Server : -1;
        record.Delivered = facts.Delivered;
        record.Bounced = facts.Bounced;
        record.Open = (byte)BitOperations.PopCount(session.Mail.Pending);
        if (outcome is not (AttemptOutcome.Delivered or AttemptOutcome.Unfinished))
            Explain(ref record, session);
    }

    private void Explain(ref AttemptRecord record, in ClientSession session)
    {
        if (!session.InUse)
        {
            record.Cause = record.Session == 0 ? AttemptCause.Lookup : AttemptCause.ConnectionLost;
            return;
        }
        ref readonly var place = ref _ofSession[SlotOf(session)];
        if (place.Cause != AttemptCause.None)
        {
            (record.Cause, record.FailedAt) = (place.Cause, place.CauseAt);
            return;
        }
        // A message with several recipients may have both kinds: what it is deferred by is 4yz or nothing but a limit, what it bounces by is 5yz.
        ref readonly var facts = ref place.Mail;
        var byTransient = facts.Permanent.IsNone || (record.Outcome == AttemptOutcome.Deferred && (facts.PermanentBounced || !facts.Transient.IsNone));
        var (reply, at) = byTransient ? (facts.Transient, facts.TransientAt) : (facts.Permanent, facts.PermanentAt);
        if (!reply.IsNone)
            (record.Cause, record.Reply, record.FailedAt) = (AttemptCause.Reply, reply, at);
        else if (record.Outcome == AttemptOutcome.Deferred)
            record.Cause = AttemptCause.Limit;
    }

    private void AddSession(long now, int client, in ClientSession session, SessionEnd end, Phase phase, bool isUnfinished)
    {
        ref readonly var facts = ref _ofSession[SlotOf(session)];
        if (!_keepsSessions || !facts.IsKept)
            return;
        ref var record = ref _sessions.Add();
        record.Ended = now;
        record.Opened = session.Start;
        record.Client = client;
        record.Number = facts.Number;
        record.Server = session.Server;
        record.Ordinal = facts.Ordinal;
        record.Attempt = facts.Attempt;
        record.IsUnfinished = isUnfinished;
        record.End = end;
        record.Phase = phase;
        record.InsideTls = session.InsideTls;
        record.Transactions = session.Transactions;
    }

    private void AddMessage(long now, int client, int number, in Message message, in MessageFacts facts, RecordedFate fate, ulong open)
    {
        if (!_keepsMessages)
            return;
        ref var record = ref _messages.Add();
        record.Ended = now;
        record.Submitted = message.Arrival;
        record.Client = client;
        record.Ordinal = message.Ordinal;
        record.Domain = Sending is null ? message.Domain : Sending[number].Domain;
        record.Bytes = message.Bytes;
        record.Attempts = message.Attempts;
        record.Recipients = facts.Recipients;
        record.Delivered = (byte)(facts.Recipients - facts.Refused - BitOperations.PopCount(open));
        record.Bounced = facts.Refused;
        record.Fate = fate;
        AddOrigin(ref record, Sending is null ? default : Sending[number]);
    }

    private void AddOrigin(ref MessageRecord record, in Provenance mail)
        => (record.Hops, record.Origin, record.OriginOrdinal) = Sending is null ? ((short)-1, 0, 0U) : ((short)mail.Hops, mail.Origin, mail.Ordinal);
}

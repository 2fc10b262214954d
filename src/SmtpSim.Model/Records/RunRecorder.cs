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
    private SessionFacts[] _ofSession = new SessionFacts[64];

    public override bool IsDone => false;

    /// <summary>Records that were not taken yet.</summary>
    public int Count => _messages.Count + _attempts.Count + _sessions.Count;

    /// <summary>Takes the records of what ended before a tick. Nothing may end before it any more.</summary>
    public RecordBatch Take(long before) => new(_messages.Take(before), _attempts.Take(before), _sessions.Take(before));

    public override void Submitted(long now, int client, int number, in Message message)
    {
        if (number >= _ofMessage.Length)
            Array.Resize(ref _ofMessage, Math.Max(number + 1, _ofMessage.Length * 2));
        var identity = Sending is null ? (client, message.Ordinal) : (Sending[number].Origin, Sending[number].Ordinal);
        _ofMessage[number] = new MessageFacts
        {
            Recipients = (byte)BitOperations.PopCount(message.Pending), // of a part of a message there are fewer than positions
            IsKept = IsKept(identity.Item1, identity.Item2),
        };
    }

    public override void Dropped(long now, int client, uint ordinal, long bytes, in Provenance mail, int recipients)
    {
        if (!_keepsMessages || !IsKept(mail.Origin, mail.Ordinal))
            return;
        var record = new MessageRecord
        {
            Ended = now,
            Submitted = now,
            Client = client,
            Ordinal = ordinal,
            Domain = mail.Domain,
            Bytes = (uint)Math.Min(bytes, uint.MaxValue),
            Recipients = (byte)recipients,
            Fate = RecordedFate.Dropped,
        };
        AddOrigin(ref record, mail);
        _messages.Add(record);
    }

    public override void AttemptBegins(long now, in ClientSession session)
    {
        ref var facts = ref _ofMessage[session.Message];
        (facts.Started, facts.InAttempt, facts.Delivered, facts.Bounced, facts.Session) = (now, true, 0, 0, 0);
        (facts.Transient, facts.Permanent) = (SmtpSim.Protocol.Reply.None, SmtpSim.Protocol.Reply.None);
        if (!session.InUse || session.Transactions == 1)
            return; // of a new session Connect tells
        ref var place = ref _ofSession[SlotOf(session)];
        place.Begin();
        place.IsKept |= facts.IsKept;
        facts.Session = place.Number;
    }

    public override void Connect(long now, int client, in ClientSession session, in Message message)
    {
        var slot = SlotOf(session);
        if (slot >= _ofSession.Length)
            Array.Resize(ref _ofSession, Math.Max(slot + 1, _ofSession.Length * 2));
        ref var facts = ref _ofMessage[session.Message];
        facts.Session = ++_opened[session.Host];
        _ofSession[slot] = new SessionFacts { Number = facts.Session, Ordinal = message.Ordinal, Attempt = message.Attempts, IsKept = facts.IsKept };
    }

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
        => _ofMessage[session.Message].Delivered += (byte)BitOperations.PopCount(recipients);

    public override void Bounced(int client, in ClientSession session, in Message message, ulong recipients)
    {
        ref var facts = ref _ofMessage[session.Message];
        facts.Bounced += (byte)BitOperations.PopCount(recipients);
        facts.Refused += (byte)BitOperations.PopCount(recipients);
        facts.PermanentBounced = true;
    }

    public override void AttemptEnds(long now, int client, in ClientSession session)
    {
        ref readonly var mail = ref session.Mail;
        AddAttempt(now, client, session, mail.Pending != 0 ? AttemptOutcome.Deferred
            : (mail.Flags & MessageFlags.Bounced) != 0 ? AttemptOutcome.Bounced
            : AttemptOutcome.Delivered);
    }

    public override void Settled(long now, int client, int number, in Message message, ClientCounter fate)
    {
        if (!_ofMessage[number].IsKept)
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
        AddMessage(now, client, number, message, recorded, open);
    }

    public override void Ended(long now, int client, in ClientSession session, SessionEnd end, Phase phase)
        => AddSession(now, client, session, end, phase, isUnfinished: false);

    public override void Unfinished(long end, int client, in ClientSession session)
    {
        AddSession(end, client, session, SessionEnd.Completed, ClientTable.PhaseOf(session.State), isUnfinished: true);
        if (session.Message >= 0)
            AddAttempt(end, client, session, AttemptOutcome.Unfinished);
    }

    public override void Remains(long end, int client, int number, in Message message)
    {
        ref var facts = ref _ofMessage[number];
        if (facts.InAttempt)
        {
            // Between the sessions of an attempt.
            var session = new ClientSession { Message = number, Server = -1 };
            (session.Mail.Ordinal, session.Mail.Attempts, session.Mail.Pending) = (message.Ordinal, message.Attempts, message.Pending);
            AddAttempt(end, client, session, AttemptOutcome.Unfinished);
        }
        if (facts.IsKept)
            AddMessage(end, client, number, message, RecordedFate.Queued, message.Pending);
    }

    private bool IsKept(int origin, uint ordinal)
        => Chance.Hits(_below == ulong.MaxValue ? 0 : world.RecordKey.Derive((ulong)origin).Draw(ordinal), _below);

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
        ref var facts = ref _ofMessage[session.Message];
        if (reply.IsTransientNegative)
            (facts.Transient, facts.TransientAt) = (reply, session.State);
        else
            (facts.Permanent, facts.PermanentAt, facts.PermanentBounced) = (reply, session.State, false);
    }

    private void AddAttempt(long now, int client, in ClientSession session, AttemptOutcome outcome)
    {
        ref var facts = ref _ofMessage[session.Message];
        facts.InAttempt = false;
        if (!_keepsAttempts || !facts.IsKept)
            return;
        var record = new AttemptRecord
        {
            Ended = now,
            Started = facts.Started,
            Client = client,
            Ordinal = session.Mail.Ordinal,
            Attempt = session.Mail.Attempts,
            Outcome = outcome,
            Session = facts.Session,
            Server = session.InUse ? session.Server : -1,
            Delivered = facts.Delivered,
            Bounced = facts.Bounced,
            Open = (byte)BitOperations.PopCount(session.Mail.Pending),
        };
        if (outcome is not (AttemptOutcome.Delivered or AttemptOutcome.Unfinished))
            Explain(ref record, session);
        _attempts.Add(record);
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
        ref readonly var facts = ref _ofMessage[session.Message];
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
        _sessions.Add(new SessionRecord
        {
            Ended = now,
            Opened = session.Start,
            Client = client,
            Number = facts.Number,
            Server = session.Server,
            Ordinal = facts.Ordinal,
            Attempt = facts.Attempt,
            IsUnfinished = isUnfinished,
            End = end,
            Phase = phase,
            InsideTls = session.InsideTls,
            Transactions = session.Transactions,
        });
    }

    private void AddMessage(long now, int client, int number, in Message message, RecordedFate fate, ulong open)
    {
        if (!_keepsMessages)
            return;
        ref readonly var facts = ref _ofMessage[number];
        var record = new MessageRecord
        {
            Ended = now,
            Submitted = message.Arrival,
            Client = client,
            Ordinal = message.Ordinal,
            Domain = Sending is null ? message.Domain : Sending[number].Domain,
            Bytes = message.Bytes,
            Attempts = message.Attempts,
            Recipients = facts.Recipients,
            Delivered = (byte)(facts.Recipients - facts.Refused - BitOperations.PopCount(open)),
            Bounced = facts.Refused,
            Fate = fate,
        };
        AddOrigin(ref record, Sending is null ? default : Sending[number]);
        _messages.Add(record);
    }

    private void AddOrigin(ref MessageRecord record, in Provenance mail)
        => (record.Hops, record.Origin, record.OriginOrdinal) = Sending is null ? ((short)-1, 0, 0U) : ((short)mail.Hops, mail.Origin, mail.Ordinal);
}

using System.Numerics;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>
/// Records the life of one message: its queue's side here, its sessions in <see cref="SessionRecorder"/>. Every session of its client is
/// noted while it lasts, since the message may join one that another opened; those it did not join are forgotten.
/// </summary>
internal sealed partial class MessageRecorder(World world, int client, long number) : SessionRecorder(world, client, number)
{
    private readonly List<(int NextAttempt, TraceLine Line)> _waits = [];
    private readonly Dictionary<int, TraceLine> _outcomes = [];
    private Message _message;
    private TraceRecipient[] _recipients = [];
    private MessageFate _fate;
    private long _settled = -1;
    private long _due = -1;
    private long _bytes;
    private TraceReason? _givenUp;

    private ClientGroup Group { get; } = world.Clients[world.ClientGroupOf(client)].Group;

    /// <summary>How many messages the client submitted so far.</summary>
    public long SubmittedByClient { get; private set; }

    public bool IsSubmitted { get; private set; }

    public override bool IsDone => _settled >= 0 && !IsInSession;

    public override void Submitted(long now, int client, int number, in Message message)
    {
        if (client != Client)
            return;
        SubmittedByClient++;
        if (!IsTraced(client, message))
            return;
        IsSubmitted = true;
        _message = message;
        _bytes = message.Bytes;
        _mail = Sending?.Latest ?? default;
        var (domain, address) = (Sending is null ? message.Domain : _mail.Domain, message.Address);
        _recipients = [.. Enumerable.Range(0, message.Recipients)
            .Select(i => new TraceRecipient(MailAddresses.Recipient(World, domain, address, i), MessageFate.Queued, Attempt: 0, Reply: null))];
    }

    public override void Dropped(long now, int client, uint ordinal, long bytes, in Provenance mail, int recipients)
    {
        if (client != Client)
            return;
        SubmittedByClient++;
        if (ordinal + 1L != Number)
            return;
        IsSubmitted = true;
        _message.Arrival = now;
        _bytes = bytes;
        Settle(now, MessageFate.Dropped, new TraceLine
        {
            Time = new SimTime(now),
            Kind = TraceKind.Dropped,
            Text = $"dropped: the client's queue holds {Group.QueueLimit} {(Group.QueueLimit == 1 ? "message" : "messages")} already",
            Reasons = [new TraceReason("queue full", $"{ClientWords.PathOf(Group)}.queue-limit")],
        });
    }

    public override void Waits(long now, int client, in Message message)
    {
        if (IsTraced(client, message))
            AddWait(now, message, $"wait for a session to {World.NameOf(message.Domain)}", $"the client has {Group.Concurrency} there already, as many as it may", "concurrency");
    }

    public override void WaitsToBeActive(long now, int client, in Message message)
    {
        if (IsTraced(client, message))
            AddWait(now, message, "wait to be active", $"{Group.ActiveLimit} of the client's messages {(Group.ActiveLimit == 1 ? "is" : "are")} active already, as many as may", "active-limit");
    }

    private void AddWait(long now, in Message message, string text, string reason, string key) => _waits.Add((message.Attempts + 1, new TraceLine
    {
        Time = new SimTime(now),
        Kind = TraceKind.Waiting,
        Text = text,
        Attempt = Math.Max(1, (int)message.Attempts),
        Reasons = [new TraceReason(reason, $"{ClientWords.PathOf(Group)}.{key}")],
    }));

    public override void Delivered(int client, in ClientSession session, in Message message, ulong recipients)
        => Conclude(client, message, recipients, MessageFate.Delivered);

    public override void Bounced(int client, in ClientSession session, in Message message, ulong recipients)
        => Conclude(client, message, recipients, MessageFate.Bounced);

    public override void Deferred(int client, in Message message, in FailedAttempt failed, long due, RetrySchedule schedule)
    {
        if (!IsTraced(client, message))
            return;
        _due = due;
        _message = message;
        var share = ClientWords.Share(BitOperations.PopCount(message.Pending), message.Recipients, "; ");
        _outcomes[message.Attempts] = new TraceLine
        {
            Time = new SimTime(failed.Now),
            Kind = TraceKind.Deferred,
            Text = $"deferred: {share}next attempt {DurationText.Clock(due)}",
            Attempt = message.Attempts,
            Reasons = [new TraceReason(schedule.Explain(failed, message.RetryMemory), RetryRule)],
        };
    }

    public override void GivenUp(int client, in Message message, in FailedAttempt failed, RetrySchedule schedule)
    {
        if (!IsTraced(client, message))
            return;
        _givenUp = new TraceReason(schedule.ExplainGivingUp(failed, message.RetryMemory), RetryRule);
        Conclude(client, message, message.Pending, MessageFate.Expired);
    }

    public override void Withheld(long now, int client, in Message message, Withheld reason, long due)
    {
        if (!IsTraced(client, message))
            return;
        (_due, _message) = (due, message);
        var cause = ClientWords.Of(reason, Group);
        if (due >= 0)
        {
            _waits.Add((message.Attempts + 1, new TraceLine
            {
                Time = new SimTime(now),
                Kind = TraceKind.Waiting,
                Text = $"not tried: next try {DurationText.Clock(due)}",
                Attempt = Math.Max(1, (int)message.Attempts),
                Reasons = [cause],
            }));
            return;
        }
        _givenUp = cause;
        Conclude(client, message, message.Pending, MessageFate.Expired);
    }

    public override void Settled(long now, int client, int number, in Message message, ClientCounter fate)
    {
        if (!IsTraced(client, message))
            return;
        _message = message;
        var after = $"{DurationText.Of(now - message.Arrival)} after it was submitted, at attempt {message.Attempts}";
        var (settled, kind) = fate switch
        {
            ClientCounter.MessagesDelivered => (MessageFate.Delivered, TraceKind.Delivered),
            ClientCounter.MessagesBounced => (MessageFate.Bounced, TraceKind.Bounced),
            ClientCounter.MessagesDropped => (MessageFate.Dropped, TraceKind.Dropped),
            _ => (MessageFate.Expired, TraceKind.Expired),
        };
        var share = settled == MessageFate.Delivered ? ""
            : ClientWords.Share(_recipients.Count(recipient => recipient.Fate == settled), _recipients.Length, settled == MessageFate.Bounced ? " refused for good; " : " given up; ");
        Settle(now, settled, new TraceLine
        {
            Time = new SimTime(now),
            Kind = kind,
            Text = $"{kind.ToString().ToLowerInvariant()}: {share}{after}",
            Attempt = message.Attempts,
            Reasons = settled == MessageFate.Expired && _givenUp is { } reason ? [reason] : [],
        });
    }

    /// <summary>The log, once the run has stopped.</summary>
    public TraceLog ToLog()
    {
        var dropped = _fate == MessageFate.Dropped;
        return new TraceLog
        {
            Scenario = World.Scenario,
            Client = World.NameOf(Client),
            Number = Number,
            Server = dropped ? null : World.NameOf(_message.Domain),
            Sender = dropped ? null : SenderOfMessage,
            Bytes = _bytes,
            Submitted = new SimTime(_message.Arrival),
            Attempts = LastAttempt,
            Fate = _fate,
            Settled = new SimTime(_settled >= 0 ? _settled : World.End),
            Recipients = _recipients,
            Lines = LinesInOrder(),
            Sessions = [.. Joined.Select(notes => notes.ToLog(notes.Lines.Concat(OutcomesIn(notes, notes.Attempts))))],
        };
    }

    private string RetryRule => $"{ClientWords.PathOf(Group)}.retry";

    private List<TraceLine> LinesInOrder()
    {
        var lines = new List<TraceLine>
        {
            new()
            {
                Time = new SimTime(_message.Arrival),
                Kind = TraceKind.Submitted,
                Text = _fate == MessageFate.Dropped ? "submitted" : $"submitted by <{SenderOfMessage}>",
                Attempt = LastAttempt > 0 ? 1 : 0,
            },
        };
        var ordinal = 0;
        foreach (var session in Joined)
        {
            ordinal++;
            var attempts = session.Attempts;
            lines.AddRange(WaitsBefore(attempts.Take(1).Where(attempt => Joined.Find(notes => notes.Attempts.Contains(attempt)) == session)));
            var inSession = session.Lines.Select(line => line with { Session = ordinal, Attempt = line.Attempt == 0 ? attempts[0] : line.Attempt });
            // What an attempt came to stands behind its session, unless the message tried again in the same one.
            var between = OutcomesIn(session, attempts.SkipLast(1)).Concat(WaitsBefore(attempts.Skip(1)));
            lines.AddRange(inSession.Concat(between.Select(line => line with { Session = ordinal })).OrderBy(line => line.Time).ThenBy(line => line.Attempt));
            lines.AddRange(OutcomesIn(session, attempts.TakeLast(1)).Select(line => line with { Session = ordinal }));
        }
        AddWithoutSession(lines);
        AddRelayed(lines);
        lines.AddRange(WaitsBefore([LastAttempt + 1]));
        if (_outcomes.TryGetValue(0, out var dropped))
            lines.Add(dropped);
        if (_settled < 0)
            lines.Add(StillQueued());
        return lines;
    }

    private IEnumerable<TraceLine> WaitsBefore(IEnumerable<int> attempts)
        => _waits.Where(wait => attempts.Contains(wait.NextAttempt)).Select(wait => wait.Line);

    private TraceLine StillQueued() => new()
    {
        Time = new SimTime(World.End),
        Kind = TraceKind.Queued,
        Text = _due >= World.End ? $"still queued when the run ends: next attempt {DurationText.Clock(_due)}" : "still queued when the run ends",
        Attempt = LastAttempt,
        Reasons = [new TraceReason($"the run ends {DurationText.Of(World.End - World.ArrivalEnd)} after the traffic", "drain")],
    };

    private void Conclude(int client, in Message message, ulong recipients, MessageFate fate)
    {
        if (!IsTraced(client, message))
            return;
        for (var i = 0; i < _recipients.Length; i++)
            if ((recipients >> i & 1) != 0)
                _recipients[i] = _recipients[i] with { Fate = fate, Attempt = message.Attempts, Reply = LastReplyAbout(i) };
    }

    private void Settle(long now, MessageFate fate, TraceLine outcome)
    {
        _fate = fate;
        _settled = now;
        _outcomes[outcome.Attempt] = outcome;
    }
}

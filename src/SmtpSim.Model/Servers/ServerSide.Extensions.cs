using System.Runtime.CompilerServices;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>What service extensions add: commands in groups, TLS, authentication.</content>
internal sealed partial class ServerSide
{
    private CommandGroup[] _groupsAhead = [];

    /// <summary>Transactions of the session in a slot, known by its key, at servers that limit them.</summary>
    private (ulong Session, int Count)[] _transactions = [];

    /// <summary>The client's part of the TLS handshake: a worker reckons, and the server's part goes back (RFC 8446 section 2).</summary>
    public bool OnHandshake(in SimEvent e)
    {
        ref var session = ref _sessions[e.Slot];
        if (!Hears(ref session, e, out var profile, out var changed))
            return changed;
        if (!TryDepart(ref session, e.Slot, profile, SessionStep.StartTls, e.Time, out var departure))
            return true;
        session.State = ServerTable.Next(session.State, ServerTrigger.TlsEstablished);
        session.Flags = (session.Flags | ServerSessionFlags.InsideTls) & ~ServerSessionFlags.Extended;
        var latency = session.Key.Draw(SessionKeys.ServerLatency(session.Step)) ^ _mirror;
        _trace?.Answers(session, WellKnownReplies.ReadyToStartTls, departure, latency); // stands for the server's part of the handshake
        var arrival = Send(ref session, EventKind.ServerHandshake, 0, departure, latency);
        session.Deadline = Math.Max(arrival < Link.Never ? arrival : departure, departure + profile.IdleTimeout);
        if (session.TimerAt >= session.Deadline)
            PostTimer(ref session, e.Slot);
        return true;
    }

    /// <summary>STARTTLS, or a line of an AUTH exchange.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool OnExtension(ref ServerSession session, in SimEvent e, ServerProfile profile, Verb verb)
    {
        var step = SessionSteps.Of(verb);
        var isLineOfExchange = session.State == ServerState.Authenticating;
        if (!isLineOfExchange && !ServerDialogue.Admits(session.State, verb, out var reply))
            return Refuse(ref session, e.Slot, profile, step, verb, reply, e.Time);
        if (verb == Verb.Auth && e.Argument > 0)
        {
            // What the exchange comes to is decided with its last line; the challenges before it cost nothing.
            session.State = ServerTable.After(session.State, verb, WellKnownReplies.AuthChallenge);
            Reply(ref session, e.Slot, profile, WellKnownReplies.AuthChallenge, e.Time, e.Time);
            return true;
        }
        if (StrikesFault(ref session, e.Slot, profile, step, verb, e.Time, out var loses))
            return true;
        if (verb == Verb.Auth)
        {
            session.Flags |= ServerSessionFlags.Authenticated;
            Answer(ref session, e.Slot, profile, step, verb, WellKnownReplies.AuthOk, e.Time, loses);
            return true;
        }
        // The service time of the step is that of the handshake, which is yet to come.
        session.State = ServerTable.After(session.State, verb, WellKnownReplies.ReadyToStartTls);
        var departure = e.Time + _delay;
        _delay = 0;
        Reply(ref session, e.Slot, profile, WellKnownReplies.ReadyToStartTls, departure, e.Time, loses);
        return true;
    }

    /// <summary>MAIL is the first command of a group, and the others stand behind it in the order of events.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void BeginGroup(ref ServerSession session, in SimEvent e)
    {
        session.Step = CommandGroup.FirstStep(session.Step);
        session.Bytes = e.Argument;
        _group = new CommandGroup
        {
            Slot = e.Slot,
            Arrival = e.Time,
            Done = e.Time,
            Latency = session.Key.Draw(SessionKeys.ServerLatency(session.Step)) ^ _mirror,
            Worker = -1,
        };
    }

    /// <summary>The chunk of the group is still on its way: what its commands share is kept, by the session's slot, until it comes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool LastRcptBeforeChunk(in SimEvent e)
    {
        var changed = Rcpt(e);
        if (!_group.Has(e.Slot, e.Time))
            return changed;
        if (e.Slot >= _groupsAhead.Length)
            Array.Resize(ref _groupsAhead, Math.Max(e.Slot + 1, _groupsAhead.Length * 2));
        _groupsAhead[e.Slot] = _group;
        // A client whose chunk is on its way is not silent, whatever its recipients were answered.
        ref var session = ref _sessions[e.Slot];
        if (session.Has(ServerSessionFlags.InUse))
            session.Deadline = Math.Max(session.Deadline, e.Time + _links[session.Link].Transfer(session.Bytes) + _profiles[session.Group].IdleTimeout);
        return changed;
    }

    /// <summary>The chunk is here: work on it begins when that on the commands before it is done, and its reply shares their delay.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ResumeGroup(in SimEvent e)
    {
        ref readonly var ahead = ref _groupsAhead[e.Slot];
        _group = ahead with { Arrival = e.Time, Done = Math.Max(ahead.Done, e.Time), Worker = -1 };
    }

    private Reply ReplyToMail(in ServerSession session, int slot, ServerProfile profile)
    {
        var reply = profile.Requires == MailRequirement.None ? WellKnownReplies.SenderOk : ReplyToRequired(session, profile);
        if (profile.MaxTransactions == 0 || !reply.IsPositiveCompletion)
            return reply;
        if (slot >= _transactions.Length)
            Array.Resize(ref _transactions, Math.Max(slot + 1, _transactions.Length * 2));
        ref var transactions = ref _transactions[slot];
        if (transactions.Session != session.Key.Value)
            transactions = (session.Key.Value, 0);
        if (transactions.Count >= profile.MaxTransactions)
        {
            _trace?.Ruled(session, profile, ServerRule.TransactionLimit);
            return profile.OverTransactionLimit;
        }
        transactions.Count++;
        return reply;
    }

    private Reply ReplyToRequired(in ServerSession session, ServerProfile profile)
    {
        var (flag, refusal, rule) = profile.Requires == MailRequirement.Tls
            ? (ServerSessionFlags.InsideTls, WellKnownReplies.TlsRequired, ServerRule.TlsRequired)
            : (ServerSessionFlags.Authenticated, WellKnownReplies.AuthRequired, ServerRule.AuthRequired);
        if (session.Has(flag))
            return WellKnownReplies.SenderOk;
        _trace?.Ruled(session, profile, rule);
        return refusal;
    }
}

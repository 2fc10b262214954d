using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>What is told, counted, and handed on to the recorders of the client's exemplars.</content>
internal sealed partial class ObservationRecorder
{
    public override void Submitted(long now, int client, int number, in Message message)
    {
        foreach (var trace in Of(client))
            trace.Submitted(now, client, number, message);
    }

    public override void Dropped(long now, int client, uint ordinal, long bytes, in Provenance mail, int recipients)
    {
        foreach (var trace in Of(client))
            trace.Dropped(now, client, ordinal, bytes, mail, recipients);
    }

    public override void Waits(long now, int client, in Message message)
    {
        foreach (var trace in Of(client))
            trace.Waits(now, client, message);
    }

    public override void Delivered(int client, in ClientSession session, in Message message, ulong recipients)
    {
        foreach (var trace in Of(client))
            trace.Delivered(client, session, message, recipients);
    }

    public override void Bounced(int client, in ClientSession session, in Message message, ulong recipients)
    {
        foreach (var trace in Of(client))
            trace.Bounced(client, session, message, recipients);
    }

    public override void Deferred(int client, in Message message, in FailedAttempt failed, long due, RetrySchedule schedule)
    {
        _lifelines.Deferred(failed.Now, client, message);
        foreach (var trace in Of(client))
            trace.Deferred(client, message, failed, due, schedule);
    }

    public override void GivenUp(int client, in Message message, in FailedAttempt failed, RetrySchedule schedule)
    {
        foreach (var trace in Of(client))
            trace.GivenUp(client, message, failed, schedule);
    }

    public override void Withheld(long now, int client, in Message message, Withheld reason, long due)
    {
        foreach (var trace in Of(client))
            trace.Withheld(now, client, message, reason, due);
    }

    public override void Settled(long now, int client, int number, in Message message, ClientCounter fate)
    {
        _lifelines.Settled(now, client, message, fate);
        foreach (var trace in Of(client))
            trace.Settled(now, client, number, message, fate);
    }

    public override void Relayed(long now, int relay, long first, int count, in Provenance mail)
    {
        foreach (var trace in _traces)
            trace.Relayed(now, relay, first, count, mail);
    }

    public override void Connect(long now, int client, in ClientSession session, in Message message)
    {
        _phases.Begin(client, session);
        if (BinOf(now) is var bin && bin < _bins)
            _servers.CountSession(session.Server, bin);
        foreach (var trace in Of(client))
            trace.Connect(now, client, session, message);
    }

    public override void LookedUp(long now, int client, in Message message, in Lookup lookup)
    {
        foreach (var trace in Of(client))
            trace.LookedUp(now, client, message, lookup);
    }

    public override void GoesOn(int client, in ClientSession session, in Message message)
    {
        foreach (var trace in Of(client))
            trace.GoesOn(client, session, message);
    }

    public override void Sent(long now, int client, in ClientSession session, ClientState command, uint argument, ulong latency)
    {
        if (command is ClientState.MailSent or ClientState.QuitSent)
            _phases.Enter(client, session, command, now);
        foreach (var trace in Of(client))
            trace.Sent(now, client, session, command, argument, latency);
    }

    public override void InsideTls(long now, int client, in ClientSession session)
    {
        foreach (var trace in Of(client))
            trace.InsideTls(now, client, session);
    }

    public override void Lacks(int client, in ClientSession session, ServiceExtensions what)
    {
        foreach (var trace in Of(client))
            trace.Lacks(client, session, what);
    }

    public override void Reply(long now, int client, in ClientSession session, Reply reply)
    {
        CountReply(now, session, reply);
        foreach (var trace in Of(client))
            trace.Reply(now, client, session, reply);
    }

    public override void TimedOut(long now, int client, in ClientSession session)
    {
        foreach (var trace in Of(client))
            trace.TimedOut(now, client, session);
    }

    public override void Lost(long now, int client, in ClientSession session, SessionEnd end)
    {
        if (BinOf(now) is var bin && bin < _bins)
            _servers.CountFailure(session.Server, bin);
        foreach (var trace in Of(client))
            trace.Lost(now, client, session, end);
    }

    public override void Ended(long now, int client, in ClientSession session, SessionEnd end, Phase phase)
    {
        _phases.End(client, session, now);
        foreach (var trace in Of(client))
            trace.Ended(now, client, session, end, phase);
    }

    public override void Ruled(in ServerSession session, ServerProfile profile, ServerRule rule)
    {
        foreach (var trace in Of(session.Client))
            trace.Ruled(session, profile, rule);
    }

    public override void Fault(in ServerSession session, ServerProfile profile, in FaultRule fault)
    {
        foreach (var trace in Of(session.Client))
            trace.Fault(session, profile, fault);
    }

    public override void Outage(in ServerSession session, ServerProfile profile, long at, bool breaks)
    {
        foreach (var trace in Of(session.Client))
            trace.Outage(session, profile, at, breaks);
    }

    public override void Works(in ServerSession session, ServerProfile profile, long arrival, long start, long departure)
    {
        foreach (var trace in Of(session.Client))
            trace.Works(session, profile, arrival, start, departure);
    }

    public override void Answers(in ServerSession session, Reply reply, long departure, ulong latency)
    {
        foreach (var trace in Of(session.Client))
            trace.Answers(session, reply, departure, latency);
    }

    public override void Loses(in ServerSession session, Reply reply, long departure)
    {
        foreach (var trace in Of(session.Client))
            trace.Loses(session, reply, departure);
    }

    /// <summary>The recorders that a client's doings are handed on to: of most clients none.</summary>
    private ReadOnlySpan<MessageRecorder> Of(int client) => _isTraced[client] ? _traces : [];
}

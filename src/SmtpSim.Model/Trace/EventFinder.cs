using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>Finds the first message that something happens to. It notes no more than which message each open session is about.</summary>
/// <param name="wanted">What is to happen; null for any reply with the code.</param>
/// <param name="code">The code of the reply.</param>
/// <param name="concerns">Whose messages count, by the client's host number.</param>
internal sealed class EventFinder(TraceEvent? wanted, int code, Func<int, bool> concerns) : TraceRecorder
{
    private readonly Dictionary<(int Client, ushort Generation), uint> _messageOf = [];

    /// <summary>The message: its client's host number and its number there, from 1. Null until it is found.</summary>
    public (int Client, long Number)? Found { get; private set; }

    /// <summary>The first message of all.</summary>
    public (int Client, long Number)? FirstSubmitted { get; private set; }

    public override bool IsDone => Found is not null;

    public override void Submitted(long now, int client, int number, in Message message)
    {
        if (FirstSubmitted is null && concerns(client))
            FirstSubmitted = (client, message.Ordinal + 1L);
        Note(TraceEvent.Submitted, client, message.Ordinal);
    }

    public override void Dropped(long now, int client, uint ordinal, long bytes, in Provenance mail, int recipients)
        => Note(TraceEvent.Dropped, client, ordinal);

    public override void Deferred(int client, in Message message, in FailedAttempt failed, long due, RetrySchedule schedule)
        => Note(TraceEvent.Deferred, client, message.Ordinal);

    public override void Settled(long now, int client, int number, in Message message, ClientCounter fate)
        => Note(fate switch
        {
            ClientCounter.MessagesDelivered => TraceEvent.Delivered,
            ClientCounter.MessagesBounced => TraceEvent.Bounced,
            _ => TraceEvent.Expired,
        }, client, message.Ordinal);

    public override void Connect(long now, int client, in ClientSession session, in Message message)
        => _messageOf[(client, session.Generation)] = message.Ordinal;

    public override void GoesOn(int client, in ClientSession session, in Message message)
        => _messageOf[(client, session.Generation)] = message.Ordinal;

    public override void Reply(long now, int client, in ClientSession session, Reply reply)
    {
        if (wanted is null && reply.Code == code && Found is null && concerns(client))
            Found = (client, _messageOf[(client, session.Generation)] + 1L);
    }

    public override void TimedOut(long now, int client, in ClientSession session) => Note(TraceEvent.TimedOut, client, session.Generation);

    public override void Lost(long now, int client, in ClientSession session, SessionEnd end)
        => Note(end == SessionEnd.Refused ? TraceEvent.Refused : TraceEvent.Reset, client, session.Generation);

    public override void Ended(long now, int client, in ClientSession session, SessionEnd end, Phase phase)
        => _messageOf.Remove((client, session.Generation));

    public override void Loses(in ServerSession session, Reply reply, long departure) => Note(TraceEvent.Lost, session.Client, session.Generation);

    public override void Ruled(in ServerSession session, ServerProfile profile, ServerRule rule)
    {
        if (rule == ServerRule.SecondCopy)
            Note(TraceEvent.Duplicated, session.Client, session.Generation);
    }

    private void Note(TraceEvent happened, int client, ushort generation)
    {
        // A server may still be at work for a client that has given up: then it is no part of the client's session.
        if (happened == wanted && _messageOf.TryGetValue((client, generation), out var ordinal))
            Note(happened, client, ordinal);
    }

    private void Note(TraceEvent happened, int client, uint ordinal)
    {
        if (happened == wanted && Found is null && concerns(client))
            Found = (client, ordinal + 1L);
    }
}

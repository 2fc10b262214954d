using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>Records the first sessions of a run, whichever clients open them, and what their attempts come to.</summary>
internal sealed class FirstSessions(World world, int count) : SessionRecorder(world, client: -1, number: 0)
{
    private readonly List<SessionNotes> _sessions = [];
    private readonly Dictionary<(int Client, long Message), SessionNotes> _lastOf = [];

    public override bool IsDone => _sessions.Count == count && !AnyOpen;

    public override void Deferred(int client, in Message message, in FailedAttempt failed, long due, RetrySchedule schedule)
    {
        var text = $"deferred: next attempt {DurationText.Clock(due)}";
        var rule = $"clients.{World.Clients[World.ClientGroupOf(client)].Group.Name}.retry";
        Conclude(failed.Now, client, message, TraceKind.Deferred, text, [new TraceReason(schedule.Explain(failed, message.RetryMemory), rule)]);
    }

    public override void Settled(long now, int client, int number, in Message message, ClientCounter fate)
    {
        var kind = fate switch
        {
            ClientCounter.MessagesDelivered => TraceKind.Delivered,
            ClientCounter.MessagesBounced => TraceKind.Bounced,
            _ => TraceKind.Expired,
        };
        Conclude(now, client, message, kind, $"{kind.ToString().ToLowerInvariant()} at attempt {message.Attempts}", []);
    }

    public IReadOnlyList<SessionLog> ToLogs() => [.. _sessions.Select(notes => notes.ToLog(notes.Lines))];

    protected override bool Watches(int host) => _sessions.Count < count;

    protected override void Join(SessionNotes notes, in Message message)
    {
        base.Join(notes, message);
        if (notes.Lines.Count == 0)
            _sessions.Add(notes);
        _lastOf[(notes.Client, notes.MessageNumber)] = notes;
    }

    private void Conclude(long now, int client, in Message message, TraceKind kind, string text, IReadOnlyList<TraceReason> reasons)
    {
        if (_lastOf.Remove((client, message.Ordinal + 1L), out var notes))
            notes.Lines.Add(new TraceLine { Time = new SimTime(now), Kind = kind, Text = text, Attempt = message.Attempts, Message = message.Ordinal + 1L, Reasons = reasons });
    }
}

using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <content>Lookups of the message's domain, and attempts that end with them.</content>
internal sealed partial class MessageRecorder
{
    private readonly List<TraceLine> _lookups = [];

    public override void LookedUp(long now, int client, in Message message, in Lookup lookup)
    {
        if (!IsTraced(client, message))
            return;
        var attempt = message.Attempts + 1;
        var domain = World.NameOf(message.Domain);
        var (text, reply) = LookupWords.Of(lookup, domain);
        _lookups.Add(new TraceLine
        {
            Time = new SimTime(now),
            Kind = TraceKind.Lookup,
            Text = $"look up {domain}: {text}",
            Attempt = attempt,
            Reasons = lookup.Result == LookupResult.Found ? [] : [new TraceReason(LookupWords.ReasonOf(lookup), LookupWords.RuleOf(lookup, World, message.Domain))],
        });
        if (lookup.Result != LookupResult.Found)
            HasNoSession(attempt, reply);
    }

    /// <summary>What attempts came to, of those that ended in the session: one that failed there may have gone on at another host.</summary>
    private IEnumerable<TraceLine> OutcomesIn(SessionNotes session, IEnumerable<int> attempts)
        => attempts.Where(attempt => _outcomes.ContainsKey(attempt) && Joined.FindLast(notes => notes.Attempts.Contains(attempt)) == session).Select(attempt => _outcomes[attempt]);

    /// <summary>A lookup stands before the connection it was for; an attempt that ended with one has its outcome right behind.</summary>
    private void AddWithoutSession(List<TraceLine> lines)
    {
        var connected = Joined.SelectMany(session => session.Attempts).ToHashSet();
        foreach (var lookup in _lookups)
        {
            var alone = !connected.Contains(lookup.Attempt);
            List<TraceLine> added = [.. alone ? WaitsBefore([lookup.Attempt]) : [], lookup];
            if (alone && _outcomes.TryGetValue(lookup.Attempt, out var outcome))
                added.Add(outcome);
            var at = lines.FindIndex(line => line.Time > lookup.Time || (line.Attempt == lookup.Attempt && line.Kind == TraceKind.Connect));
            lines.InsertRange(at < 0 ? lines.Count : at, added);
        }
    }
}

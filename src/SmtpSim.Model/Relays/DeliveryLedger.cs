using System.Numerics;

namespace SmtpSim.Model;

/// <summary>
/// What the mailboxes of a partition's servers hold, by Message-ID: which recipients have a message, and when a copy came last. Kept only in
/// scenarios that count end to end, for every message.
/// </summary>
internal sealed class DeliveryLedger
{
    private readonly Dictionary<(int Server, int Origin, uint Ordinal), Entry> _entries = [];

    /// <summary>Puts copies into mailboxes.</summary>
    /// <param name="server">The server that keeps the mailboxes.</param>
    /// <param name="mail">The message.</param>
    /// <param name="recipients">Its recipients, a bit each.</param>
    /// <param name="cause">Why they may have it already, as far as the server knows.</param>
    /// <param name="now">When the message is accepted.</param>
    /// <param name="window">How long the server remembers a Message-ID; 0 for a server that does not look at it.</param>
    public Verdict Deliver(int server, in Provenance mail, ulong recipients, DuplicateCause cause, long now, long window)
    {
        var key = (server, mail.Origin, mail.Ordinal);
        if (!_entries.TryGetValue(key, out var entry))
        {
            _entries[key] = new Entry(recipients, cause, now);
            return new Verdict(BitOperations.PopCount(recipients), 0, 0, cause);
        }
        var copies = BitOperations.PopCount(entry.Recipients & recipients);
        var unique = BitOperations.PopCount(recipients) - copies;
        var known = window > 0 && now - entry.Last <= window;
        var reason = cause != DuplicateCause.None ? cause : entry.Cause != DuplicateCause.None ? entry.Cause : DuplicateCause.MultiplePaths;
        _entries[key] = new Entry(entry.Recipients | recipients, cause != DuplicateCause.None ? cause : entry.Cause, now);
        return new Verdict(unique, known ? 0 : copies, known ? copies : 0, reason);
    }

    /// <summary>The mailboxes of a server lost a message.</summary>
    public void Forget(int server, in Provenance mail, ulong recipients)
    {
        var key = (server, mail.Origin, mail.Ordinal);
        if (_entries.TryGetValue(key, out var entry))
            _entries[key] = entry with { Recipients = entry.Recipients & ~recipients };
    }

    /// <param name="Unique">Recipients that did not have the message.</param>
    /// <param name="Duplicates">Recipients that had it, and have it twice now.</param>
    /// <param name="Deduplicated">Recipients that had it; the copy was thrown away.</param>
    /// <param name="Cause">Why there was a copy.</param>
    public readonly record struct Verdict(int Unique, int Duplicates, int Deduplicated, DuplicateCause Cause);

    private readonly record struct Entry(ulong Recipients, DuplicateCause Cause, long Last);
}

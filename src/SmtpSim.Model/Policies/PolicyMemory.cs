using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>
/// What the policies of the servers of a partition remember: sessions of each client, rates, mailboxes. Looked up only where a policy asks,
/// and never enumerated.
/// </summary>
internal sealed class PolicyMemory
{
    private readonly Dictionary<(int Server, int Client), (int Epoch, int Count)> _sessions = [];
    private readonly Dictionary<(int Server, int Client, int Rule), (long Since, int Count)> _rates = [];
    private readonly Dictionary<(int Server, uint Mailbox), Contents> _filled = [];
    private readonly Dictionary<(int Server, uint Mailbox), long> _changes = [];
    private long _change;

    /// <summary>Counts deliveries so far: what changes later has a larger number.</summary>
    public long Now => _change;

    /// <summary>A client opens one more session; false when it holds as many as it may.</summary>
    /// <param name="server">The server's host number.</param>
    /// <param name="client">The client.</param>
    /// <param name="epoch">Outages that have ended all sessions before.</param>
    /// <param name="most">How many it may hold.</param>
    public bool TryOpen(int server, int client, int epoch, int most)
    {
        var (since, count) = _sessions.GetValueOrDefault((server, client));
        if (since != epoch)
            count = 0;
        if (count >= most)
            return false;
        _sessions[(server, client)] = (epoch, count + 1);
        return true;
    }

    /// <summary>A session counted by <see cref="TryOpen"/> in the same epoch is over.</summary>
    public void Close(int server, int client)
    {
        var (epoch, count) = _sessions[(server, client)];
        if (count > 1)
            _sessions[(server, client)] = (epoch, count - 1);
        else
            _sessions.Remove((server, client));
    }

    /// <summary>Counts one more for every rule of a kind, and finds the first that it is too many for.</summary>
    public bool IsOverRate(ServerPolicies policies, RateOf of, int server, int client, long now, out RateRule over)
    {
        over = default;
        var found = false;
        foreach (var rule in policies.Rates)
        {
            if (rule.Of != of)
                continue;
            var key = (server, rule.Together ? -1 : client, rule.Index);
            var (since, count) = _rates.GetValueOrDefault(key);
            if (count == 0 || now - since >= rule.Window)
                (since, count) = (now, 0);
            _rates[key] = (since, Math.Min(count, int.MaxValue - 1) + 1);
            if (count < rule.Most || found)
                continue;
            (over, found) = (rule, true);
        }
        return found;
    }

    /// <summary>Whether a mailbox has no room for a message.</summary>
    /// <param name="quota">What it may hold.</param>
    /// <param name="server">The server's host number.</param>
    /// <param name="mailbox">Its number.</param>
    /// <param name="bytes">The message's size, as far as it is known.</param>
    /// <param name="now">Tick.</param>
    public bool IsFull(QuotaSpec quota, int server, uint mailbox, long bytes, long now)
    {
        var held = _filled.TryGetValue((server, mailbox), out var contents) ? Level(quota, contents, now) : default;
        return held.Count >= quota.Messages || (quota.Bytes > 0 && bytes > quota.Bytes - held.Bytes);
    }

    /// <summary>A mailbox gets a message.</summary>
    public void Deliver(ServerPolicies policies, int server, uint mailbox, long bytes, long now)
    {
        if (policies.MailboxConflicts)
            _changes[(server, mailbox)] = ++_change;
        if (policies.Quota is not { } quota)
            return;
        var held = _filled.TryGetValue((server, mailbox), out var contents) ? Level(quota, contents, now) : default;
        _filled[(server, mailbox)] = new Contents(held.Count == 0 ? now : held.Since, held.Count + 1, held.Bytes + bytes);
    }

    /// <summary>Whether a mailbox got a message after the moment that <see cref="Now"/> had this value.</summary>
    public bool HasChanged(int server, uint mailbox, long since) => _changes.GetValueOrDefault((server, mailbox)) > since;

    /// <summary>What is in a mailbox now, and since when the message that leaves next is the first.</summary>
    private static Contents Level(QuotaSpec quota, Contents held, long now)
    {
        if (quota.Resets.Ticks > 0 && now / quota.Resets.Ticks > held.Since / quota.Resets.Ticks)
            return new Contents(now, 0, 0);
        if (quota.Drain.Ticks == 0)
            return held with { Since = quota.Resets.Ticks > 0 ? Math.Max(held.Since, now / quota.Resets.Ticks * quota.Resets.Ticks) : held.Since };
        var gone = Math.Min(held.Count, (now - held.Since) / quota.Drain.Ticks);
        return new Contents(held.Since + gone * quota.Drain.Ticks, held.Count - gone, gone == held.Count ? 0 : held.Bytes - held.Bytes / held.Count * gone);
    }

    private readonly record struct Contents(long Since, long Count, long Bytes);
}

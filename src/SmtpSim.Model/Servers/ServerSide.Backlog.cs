using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <content>
/// Connections that stand and wait until the program takes them, as in the queue of listen(2): a program that holds as many sessions as it
/// may takes none, instead of greeting it with 421. When that queue is full too, requests for connections are not answered.
/// </content>
internal sealed partial class ServerSide
{
    /// <summary>By server; null where there is no backlog. Empty when there is none anywhere.</summary>
    private readonly Backlog?[] _backlogs;

    private bool IsBacklogFull(int host, ServerProfile profile)
        => _backlogs.Length > 0 && _backlogs[host] is { } backlog && _hosts[host].Sessions >= profile.SessionLimit && backlog.Count >= profile.Group.Backlog;

    /// <summary>Whether the session has to wait until another one ends.</summary>
    private bool WaitsInBacklog(ref ServerSession session, int slot, ServerProfile profile)
    {
        if (_backlogs.Length == 0 || _backlogs[session.Host] is not { } backlog)
            return false;
        backlog.Add(slot, session.Key);
        MemoryOf(slot).InBacklog = true;
        Metrics[profile.Index].Counters[(int)ServerCounter.SessionsInBacklog]++;
        return true;
    }

    /// <summary>The program has room for another session.</summary>
    private void TakeFromBacklog(int host, long now)
    {
        var backlog = _backlogs[host]!;
        var profile = _profiles[_hosts[host].Group];
        while (_hosts[host].Sessions < profile.SessionLimit && backlog.TryTake(out var slot, out var key))
        {
            ref var session = ref _sessions[slot];
            if (session.Key != key || !session.Has(ServerSessionFlags.InUse) || !MemoryOf(slot).InBacklog)
                continue; // the client has left
            backlog.Count--;
            MemoryOf(slot).InBacklog = false;
            Take(ref session, slot, profile, now);
        }
    }

    private void LeaveBacklog(in ServerSession session, int slot)
    {
        if (slot >= _memories.Length || !_memories[slot].InBacklog)
            return;
        _memories[slot].InBacklog = false;
        _backlogs[session.Host]!.Count--;
    }

    /// <summary>An outage breaks the connections that wait.</summary>
    private void LoseBacklog(int host, Outage outage)
    {
        if (_backlogs.Length == 0 || _backlogs[host] is not { } backlog)
            return;
        while (backlog.TryTake(out var slot, out var key))
        {
            ref var session = ref _sessions[slot];
            if (session.Key != key || !session.Has(ServerSessionFlags.InUse) || !MemoryOf(slot).InBacklog)
                continue;
            MemoryOf(slot).InBacklog = false;
            _trace?.Outage(session, ProfileOf(session), outage.Start, breaks: true);
            if (outage.Kind == OutageKind.Refuse)
                Cut(ref session, slot, outage.Start);
            else
                Deafen(ref session, slot, ProfileOf(session), outage.Start);
        }
        backlog.Count = 0;
    }

    /// <summary>The connections of one server that wait, first come first served; those whose client has left are passed over.</summary>
    private sealed class Backlog
    {
        private readonly Queue<(int Slot, RandomKey Key)> _waiting = new();

        /// <summary>How many wait whose client has not left.</summary>
        public int Count { get; set; }

        public void Add(int slot, RandomKey key)
        {
            _waiting.Enqueue((slot, key));
            Count++;
        }

        public bool TryTake(out int slot, out RandomKey key)
        {
            var found = _waiting.TryDequeue(out var first);
            (slot, key) = first;
            return found;
        }
    }
}

using System.Runtime.InteropServices;

namespace SmtpSim.Model;

/// <summary>Sessions that are kept open for the next message, by client and destination; the one kept last is taken first.</summary>
internal sealed class ConnectionCache
{
    /// <summary>1 + the slot kept last; 0 for none.</summary>
    private readonly Dictionary<(int Host, int Domain), int> _last = [];

    /// <summary>By slot: 1 + the slot kept before it, 0 for none; -1 when the slot is not kept.</summary>
    private int[] _before = [];

    /// <summary>By slot: 1 + the step at which RSET was sent to see whether a kept session still stands; 0 for none.</summary>
    private uint[] _probes = [];

    /// <summary>Messages whose attempt began in a kept session that was dead, each with its client and its place among that client's.</summary>
    private readonly HashSet<(int Message, int Host, uint Ordinal)> _begun = [];

    /// <summary>RSET leaves on a kept session.</summary>
    /// <param name="slot">The session.</param>
    /// <param name="step">Steps of the session, that one included.</param>
    public void Probe(int slot, uint step)
    {
        if (slot >= _probes.Length)
            Array.Resize(ref _probes, Math.Max(64, Math.Max(slot + 1, _probes.Length * 2)));
        _probes[slot] = step + 1;
    }

    /// <summary>Whether nothing was sent behind that RSET. Asked once, when the session has ended.</summary>
    public bool EndsProbe(int slot, uint step)
    {
        if (slot >= _probes.Length || _probes[slot] == 0)
            return false;
        var ends = _probes[slot] == step + 1;
        _probes[slot] = 0;
        return ends;
    }

    public void HasBegun(int message, int host, uint ordinal) => _begun.Add((message, host, ordinal));

    /// <summary>Whether the message's attempt has begun already.</summary>
    public bool TryResume(int message, int host, uint ordinal) => _begun.Count > 0 && _begun.Remove((message, host, ordinal));

    public void Add(int slot, int host, int domain)
    {
        if (slot >= _before.Length)
        {
            var known = _before.Length;
            Array.Resize(ref _before, Math.Max(64, Math.Max(slot + 1, known * 2)));
            Array.Fill(_before, -1, known, _before.Length - known);
        }
        ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(_last, (host, domain), out _);
        _before[slot] = last;
        last = slot + 1;
    }

    public bool TryTake(int host, int domain, out int slot)
    {
        slot = _last.GetValueOrDefault((host, domain)) - 1;
        return slot >= 0 && Remove(slot, host, domain);
    }

    /// <summary>Forgets a session; false when it is not kept.</summary>
    public bool Remove(int slot, int host, int domain)
    {
        if (slot >= _before.Length || _before[slot] < 0)
            return false;
        ref var at = ref CollectionsMarshal.GetValueRefOrAddDefault(_last, (host, domain), out _);
        while (at != slot + 1)
            at = ref _before[at - 1];
        at = _before[slot];
        _before[slot] = -1;
        return true;
    }
}

using System.Runtime.InteropServices;

namespace SmtpSim.Model;

/// <summary>Sessions that are kept open for the next message, by client and destination; the one kept last is taken first.</summary>
internal sealed class ConnectionCache
{
    /// <summary>1 + the slot kept last; 0 for none.</summary>
    private readonly Dictionary<(int Host, int Domain), int> _last = [];

    /// <summary>By slot: 1 + the slot kept before it, 0 for none; -1 when the slot is not kept.</summary>
    private int[] _before = [];

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

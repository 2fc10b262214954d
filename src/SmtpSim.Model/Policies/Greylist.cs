using System.Runtime.InteropServices;
using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// The greylisting memory of the servers of a partition: triplets of client, sender and recipient at a server (RFC 6647 section 2.3),
/// in an open-addressing table of 24-byte entries that is never enumerated but to grow. What has expired counts as never seen.
/// </summary>
internal sealed class Greylist
{
    private Entry[] _entries = new Entry[64];
    private int _used;

    /// <summary>Clients of which entries have passed: how many, and when one was seen last. Only where a server knows clients as a whole.</summary>
    private readonly Dictionary<(int Server, int Client), (int Passed, long Seen)> _clients = [];

    /// <summary>Triplets that are remembered, expired ones included.</summary>
    public int Count => _used;

    /// <summary>A triplet tries again or for the first time.</summary>
    /// <param name="server">The server's host number.</param>
    /// <param name="client">The client's host number.</param>
    /// <param name="tried">What it is remembered by.</param>
    /// <param name="now">Tick of the try.</param>
    /// <param name="spec">The server's rule.</param>
    public GreylistVerdict Check(int server, int client, GreylistEntry tried, long now, GreylistSpec spec)
    {
        if (spec.WhitelistAfter == 0)
            return Check(server, tried, now, spec);
        var (passed, seen) = _clients.GetValueOrDefault((server, client));
        if (passed > 0 && now - seen > spec.Lifetime.Ticks)
            passed = 0;
        if (passed >= spec.WhitelistAfter)
        {
            _clients[(server, client)] = (passed, now);
            return GreylistVerdict.Known;
        }
        var verdict = Check(server, tried, now, spec);
        if (verdict == GreylistVerdict.Passed)
            _clients[(server, client)] = (passed + 1, now);
        return verdict;
    }

    private GreylistVerdict Check(int server, GreylistEntry tried, long now, GreylistSpec spec)
    {
        var (client, address) = tried;
        ref var entry = ref Find(server, client, address);
        if (!entry.Occupied)
        {
            Insert(ref entry, server, client, address, now);
            return GreylistVerdict.FirstSight;
        }
        if (entry.Passed)
        {
            var known = now - entry.Since <= spec.Lifetime.Ticks;
            entry.Since = now;
            entry.Passed = known;
            return known ? GreylistVerdict.Known : GreylistVerdict.FirstSight;
        }
        var waited = now - entry.Since;
        if (waited < spec.Delay.Ticks)
            return GreylistVerdict.TooEarly;
        entry.Passed = waited <= spec.Window.Ticks;
        entry.Since = now;
        return entry.Passed ? GreylistVerdict.Passed : GreylistVerdict.FirstSight;
    }

    private ref Entry Find(int server, int client, uint address)
    {
        var mask = _entries.Length - 1;
        var at = (int)Hash(server, client, address) & mask;
        while (true)
        {
            ref var entry = ref _entries[at];
            if (!entry.Occupied || (entry.Client == client && entry.Address == address && entry.Server == server))
                return ref entry;
            at = (at + 1) & mask;
        }
    }

    private void Insert(ref Entry entry, int server, int client, uint address, long now)
    {
        entry = new Entry { Server = server, Client = client, Address = address, Since = now, Occupied = true };
        if (++_used * 3 > _entries.Length * 2)
            Grow();
    }

    private void Grow()
    {
        var old = _entries;
        _entries = new Entry[old.Length * 2];
        foreach (ref readonly var entry in old.AsSpan())
            if (entry.Occupied)
                Find(entry.Server, entry.Client, entry.Address) = entry;
    }

    private static ulong Hash(int server, int client, uint address)
        => new RandomKey(((ulong)(uint)server << 32) | (uint)client).Draw(address);

    [StructLayout(LayoutKind.Sequential, Pack = 4, Size = 24)]
    private struct Entry
    {
        /// <summary>First sight, or, once passed, last sight.</summary>
        public long Since;
        public int Server;
        public int Client;
        public uint Address;
        public bool Occupied;
        public bool Passed;
    }
}

internal enum GreylistVerdict : byte
{
    /// <summary>Never seen, or forgotten: deferred.</summary>
    FirstSight,

    /// <summary>Seen, and the delay is not over: deferred.</summary>
    TooEarly,

    /// <summary>The delay is over: accepted, and known from now on.</summary>
    Passed,

    /// <summary>Known: accepted.</summary>
    Known,
}

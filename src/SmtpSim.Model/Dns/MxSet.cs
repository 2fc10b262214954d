using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>The MX records of the domains of a group, and the order in which a delivery goes through their hosts.</summary>
public sealed class MxSet
{
    /// <summary>Hosts of one domain at most.</summary>
    public const int MostHosts = 64;

    private const int RandomBits = 42;
    private const int NumberBits = 6;

    private readonly Entry[] _entries;

    internal MxSet(IReadOnlyList<MxSpec> records, World world)
    {
        _entries = [.. records.Select(record => Compile(record, world))];
        FirstGroup = world.ServerGroupOf(_entries.MinBy(entry => entry.Preference).First);
    }

    /// <summary>The server group of the most preferred record.</summary>
    public int FirstGroup { get; }

    /// <summary>
    /// The hosts by preference, those of one preference in the order of random draws (RFC 5321 section 5.1: the sender must choose among them at random).
    /// </summary>
    /// <param name="domain">The domain's number in its group, from 0.</param>
    /// <param name="key">Of the delivery attempt.</param>
    /// <param name="hosts">Takes host numbers; has room for <see cref="MostHosts"/>.</param>
    /// <returns>How many there are.</returns>
    internal int Order(int domain, RandomKey key, Span<int> hosts)
    {
        Span<int> found = stackalloc int[MostHosts];
        Span<ulong> ranks = stackalloc ulong[MostHosts];
        var count = 0;
        foreach (var entry in _entries)
        {
            var (first, end) = entry.HostsOf(domain);
            for (var host = first; host < end && count < MostHosts; host++, count++)
            {
                found[count] = host;
                var random = key.Draw((ulong)count) >> (64 - RandomBits) << NumberBits;
                ranks[count] = ((ulong)entry.Preference << (RandomBits + NumberBits)) | random | (uint)count;
            }
        }
        ranks[..count].Sort();
        for (var i = 0; i < count; i++)
            hosts[i] = found[(int)(ranks[i] & (MostHosts - 1))];
        return count;
    }

    /// <summary>Every host that a domain has.</summary>
    internal IEnumerable<int> HostsOf(int domain)
    {
        foreach (var entry in _entries)
        {
            var (first, end) = entry.HostsOf(domain);
            for (var host = first; host < end; host++)
                yield return host;
        }
    }

    private static Entry Compile(MxSpec record, World world)
    {
        var group = world.ServerGroupCalled(record.Servers);
        var (first, count) = (world.FirstServerOf(group), world.Scenario.Servers[group].Count);
        return record.Hosts switch
        {
            MxHosts.All => new Entry(record.Preference, first, count, InTurn: false),
            MxHosts.One => new Entry(record.Preference, first + record.Number - 1, 1, InTurn: false),
            _ => new Entry(record.Preference, first, count, InTurn: true),
        };
    }

    private readonly record struct Entry(int Preference, int First, int Count, bool InTurn)
    {
        public (int First, int End) HostsOf(int domain)
            => InTurn ? (First + domain % Count, First + domain % Count + 1) : (First, First + Count);
    }
}

using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>Addresses of mail hosts by preference, and the order in which a delivery goes through them.</summary>
public sealed class MxSet
{
    /// <summary>Addresses of one domain at most.</summary>
    public const int MostAddresses = 64;

    private const int RandomBits = 42;
    private const int NumberBits = 6;

    private readonly Entry[] _entries;

    internal MxSet(IEnumerable<MxSpec> records, AddressFamilies families, World world)
    {
        _entries = [.. records.Where(record => record.Hosts != MxHosts.Null).Select(record => Compile(record, world))];
        Families = families switch { AddressFamilies.Ipv4 => [DnsQuery.A], AddressFamilies.Ipv6 => [DnsQuery.Aaaa], _ => [DnsQuery.A, DnsQuery.Aaaa] };
        FirstGroup = _entries.Length == 0 ? -1 : world.ServerGroupOf(_entries.MinBy(entry => entry.Preference).First);
    }

    /// <summary>What each host has an address by.</summary>
    public DnsQuery[] Families { get; }

    /// <summary>The server group of the most preferred record; -1 where there is none.</summary>
    public int FirstGroup { get; }

    public bool IsEmpty => _entries.Length == 0;

    /// <summary>
    /// The usable addresses by preference, those of one preference in the order of random draws (RFC 5321 section 5.1: the sender must choose among them at random).
    /// </summary>
    /// <param name="domain">The domain's number in its group, from 0.</param>
    /// <param name="usable">A bit for each address, in the order of <see cref="AddressesOf"/>.</param>
    /// <param name="key">Of the delivery attempt.</param>
    /// <param name="hosts">Takes the host number of each address; has room for <see cref="MostAddresses"/>.</param>
    /// <returns>How many there are.</returns>
    internal int Order(int domain, ulong usable, RandomKey key, Span<int> hosts)
    {
        Span<ulong> ranks = stackalloc ulong[MostAddresses];
        Span<Address> addresses = stackalloc Address[MostAddresses];
        var all = AddressesOf(domain, addresses);
        var count = 0;
        for (var i = 0; i < all; i++)
        {
            if (((usable >> i) & 1) == 0)
                continue;
            var random = key.Draw((ulong)i) >> (64 - RandomBits) << NumberBits;
            ranks[count++] = ((ulong)addresses[i].Preference << (RandomBits + NumberBits)) | random | (uint)i;
        }
        ranks[..count].Sort();
        for (var i = 0; i < count; i++)
            hosts[i] = addresses[(int)(ranks[i] & (MostAddresses - 1))].Host;
        return count;
    }

    /// <summary>Every address that a domain has.</summary>
    internal int AddressesOf(int domain, Span<Address> addresses)
    {
        var count = 0;
        foreach (var entry in _entries)
        {
            var (first, end) = entry.HostsOf(domain);
            for (var host = first; host < end; host++)
            {
                foreach (var family in Families)
                {
                    if (count < MostAddresses)
                        addresses[count++] = new Address(host, entry.Preference, family);
                }
            }
        }
        return count;
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

    /// <summary>One address of a host.</summary>
    internal readonly record struct Address(int Host, int Preference, DnsQuery Family);

    private readonly record struct Entry(int Preference, int First, int Count, bool InTurn)
    {
        public (int First, int End) HostsOf(int domain)
            => InTurn ? (First + domain % Count, First + domain % Count + 1) : (First, First + Count);
    }
}

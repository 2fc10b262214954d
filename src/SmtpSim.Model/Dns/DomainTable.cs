using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// Mail domains by number. The domain that a server is the only host of has the server's host number, so that mail for it needs no table at all;
/// the domains of the scenario's groups have the numbers from <see cref="World.HostCount"/>.
/// </summary>
public sealed class DomainTable
{
    private readonly World _world;
    private readonly int[] _starts;
    private readonly Zone[] _zones;
    private readonly int[] _mailboxOwners;

    private DomainTable(World world, IReadOnlyList<DomainGroup> groups)
    {
        _world = world;
        _starts = new int[groups.Count + 1];
        _starts[0] = world.HostCount;
        for (var group = 0; group < groups.Count; group++)
            _starts[group + 1] = checked(_starts[group] + groups[group].Count);
        _zones = [.. groups.Select((group, i) => new Zone(group, _starts[i], world))];
        UsesDns = _zones.Any(zone => zone.Dns is not null);
        _mailboxOwners = OwnersOf();
    }

    /// <summary>Null for a scenario without domains of its own.</summary>
    internal static DomainTable? Build(World world)
        => world.Scenario.Domains.Count == 0 ? null : new DomainTable(world, world.Scenario.Domains);

    /// <summary>Whether any domain is looked up.</summary>
    public bool UsesDns { get; }

    /// <summary>How many domains there are.</summary>
    public int Count => _starts[^1] - _starts[0];

    /// <summary>Number of the first domain of a group.</summary>
    public int FirstOf(int group) => _starts[group];

    /// <summary>The group of a domain that has one.</summary>
    public int GroupOf(int domain)
    {
        var group = 0;
        while (domain >= _starts[group + 1])
            group++;
        return group;
    }

    /// <summary>
    /// The hosts that mail of a client goes to, in order. A client group that sends everything to a smart host has its route decided here: with the
    /// records of the smart hosts in place of the domain's, whatever the domain. Everything after this call only sees hosts.
    /// </summary>
    /// <param name="clientGroup">The client's group.</param>
    /// <param name="domain">Number of a domain, of a server's own too.</param>
    /// <param name="lookup">What is known of the domain.</param>
    /// <param name="key">Of the delivery attempt.</param>
    /// <param name="hosts">Takes host numbers; has room for <see cref="MxSet.MostAddresses"/>.</param>
    /// <returns>How many there are.</returns>
    internal int Route(int clientGroup, int domain, in Lookup lookup, RandomKey key, Span<int> hosts)
    {
        _ = clientGroup;
        if (domain < _world.HostCount)
        {
            hosts[0] = domain;
            return 1;
        }
        var zone = ZoneOf(domain);
        return zone.HostsOf(lookup).Order(domain - zone.First, lookup.Usable, key, hosts);
    }

    /// <summary>Whether a client looks up the domain before it connects. A client that sends to a smart host looks up nothing.</summary>
    /// <param name="clientGroup">The client's group.</param>
    /// <param name="domain">Number of a domain.</param>
    internal bool LooksUp(int clientGroup, int domain)
    {
        _ = clientGroup;
        return UsesDns && domain >= _world.HostCount && ZoneOf(domain).Dns is not null;
    }

    internal Zone ZoneOf(int domain) => _zones[GroupOf(domain)];

    /// <summary>
    /// A relay that is among the hosts of a domain sends its mail to those that are preferred to it, never to itself, its equals or worse ones
    /// (RFC 5321 section 5.1). For the most preferred relay none is left: the loader sees to it that it has a route.
    /// </summary>
    /// <returns>How many of the hosts, which stand in the order of preference, are left.</returns>
    internal int WithoutSelf(int self, int domain, ReadOnlySpan<int> hosts)
    {
        if (!hosts.Contains(self) || domain < _world.HostCount)
            return hosts.Length;
        var own = PreferenceOf(domain, self);
        var count = 0;
        while (count < hosts.Length && PreferenceOf(domain, hosts[count]) < own)
            count++;
        return Math.Max(count, 1);
    }

    /// <summary>Every host that a domain may have.</summary>
    internal int[] HostsOf(int domain)
    {
        Span<MxSet.Address> addresses = stackalloc MxSet.Address[2 * MxSet.MostAddresses];
        var zone = ZoneOf(domain);
        var count = zone.Mx.AddressesOf(domain - zone.First, addresses);
        count += zone.Own.AddressesOf(domain - zone.First, addresses[count..]);
        var hosts = new int[count];
        for (var i = 0; i < count; i++)
            hosts[i] = addresses[i].Host;
        return hosts;
    }

    private int PreferenceOf(int domain, int host)
    {
        Span<MxSet.Address> addresses = stackalloc MxSet.Address[MxSet.MostAddresses];
        var zone = ZoneOf(domain);
        var best = int.MaxValue;
        foreach (var address in addresses[..zone.Mx.AddressesOf(domain - zone.First, addresses)])
        {
            if (address.Host == host)
                best = Math.Min(best, address.Preference);
        }
        return best;
    }

    /// <summary>How many mailboxes a domain has: as many as the servers of its most preferred MX record.</summary>
    internal uint MailboxesOf(int domain) => ZoneOf(domain).MailboxGroup is >= 0 and var group ? _world.Servers[group].Mailboxes : 1;

    /// <summary>
    /// The server that decides which mailboxes exist: servers that have a domain together agree on its mailboxes. A domain's name is not in the model's RCPT,
    /// so servers that have one domain together agree on all.
    /// </summary>
    internal int MailboxOwnerOf(int server) => _mailboxOwners[server - _world.ClientHosts];

    internal string NameOf(int domain)
    {
        var group = GroupOf(domain);
        var (name, count) = (_world.Scenario.Domains[group].Name, _world.Scenario.Domains[group].Count);
        return count == 1 ? name : $"{name}-{domain - _starts[group] + 1}";
    }

    private int[] OwnersOf()
    {
        var owners = Enumerable.Range(_world.ClientHosts, _world.ServerHosts).ToArray();
        Span<MxSet.Address> addresses = stackalloc MxSet.Address[MxSet.MostAddresses];
        foreach (var zone in _zones)
        {
            for (var domain = 0; domain < CountOf(zone); domain++)
            {
                var first = -1;
                var count = zone.Mx.AddressesOf(domain, addresses);
                for (var i = 0; i < count; i++)
                {
                    var host = addresses[i].Host;
                    first = first < 0 ? Root(host) : first;
                    var (low, high) = (Math.Min(first, Root(host)), Math.Max(first, Root(host)));
                    owners[high - _world.ClientHosts] = first = low;
                }
            }
        }
        return [.. Enumerable.Range(_world.ClientHosts, _world.ServerHosts).Select(Root)];

        int CountOf(Zone zone) => _starts[Array.IndexOf(_zones, zone) + 1] - zone.First;

        int Root(int host)
        {
            while (owners[host - _world.ClientHosts] != host)
                host = owners[host - _world.ClientHosts];
            return host;
        }
    }
}

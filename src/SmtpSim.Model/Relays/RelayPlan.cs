using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// What a scenario says of relays, routes, return addresses and copies, by numbers of groups and hosts. A scenario that says nothing of them has none.
/// </summary>
public sealed class RelayPlan
{
    private readonly World _world;
    private readonly int[] _relayClients;
    private readonly int[] _relayServers;
    private readonly int[] _smartHosts;
    private readonly int[] _returns;
    private readonly int[] _mailboxServers;
    private readonly ulong[] _forgedBelow;
    private readonly int[] _forgedAs;

    private RelayPlan(World world)
    {
        _world = world;
        var (clients, servers) = (world.Scenario.Clients, world.Scenario.Servers);
        _relayServers = [.. clients.Select(client => ServerGroupCalled(client.RelayOf))];
        _relayClients = [.. servers.Select((_, group) => Array.IndexOf(_relayServers, group))];
        _smartHosts = [.. clients.Select(client => ServerGroupCalled(client.Route) is >= 0 and var group ? world.SmartHosts(group) : -1)];
        _returns = [.. clients.Select(client => ServerGroupCalled(client.BouncesTo ?? client.RelayOf))];
        _forgedBelow = [.. clients.Select(client => Chance.Threshold(client.Forged?.Share ?? 0))];
        _forgedAs = [.. clients.Select(client => ServerGroupCalled(client.Forged?.As))];
        MaxHops = [.. servers.Select(server => server.Relay is { } relay ? relay.MaxHops ?? RelaySpec.DefaultMaxHops : int.MaxValue)];
        DedupWindow = [.. servers.Select(server => server.Dedup?.Window.Ticks ?? 0)];
        Lists = [.. servers.Select(server => server.Relay?.Lists is { } lists ? new MailingLists(world, lists) : null)];
        _mailboxServers = [.. Enumerable.Range(world.HostCount, world.Scenario.Domains.Sum(group => group.Count))
            .Select(domain => world.Domains!.HostsOf(domain).Where(host => !IsRelay(world.ServerGroupOf(host))).DefaultIfEmpty(-1).Min())];
        // What passes between the halves of a relay may pass between partitions.
        HandOver = world.Lookahead;
    }

    /// <summary>From a server's acceptance of a message to its place in the queue, or in a mailbox of another server, in ticks: the smallest latency floor of all links.</summary>
    public long HandOver { get; }

    /// <summary>By server group; a server that does not relay takes any number.</summary>
    public int[] MaxHops { get; }

    /// <summary>How long a server knows a message by its Message-ID, in ticks, by server group; 0 means not at all.</summary>
    public long[] DedupWindow { get; }

    /// <summary>By server group; null where there are none.</summary>
    internal MailingLists?[] Lists { get; }

    internal static RelayPlan? Build(World world)
    {
        var scenario = world.Scenario;
        return scenario.EndToEnd || scenario.Servers.Any(server => server.Relay is not null || server.Dedup is not null)
            || scenario.Clients.Any(client => client.Forged is not null || client.Route is not null || client.BouncesTo is not null)
            ? new RelayPlan(world) : null;
    }

    public bool IsRelay(int serverGroup) => _relayClients[serverGroup] >= 0;

    /// <summary>The sending half of a relay.</summary>
    public int ClientOf(int server, int serverGroup) => _world.FirstClientOf(_relayClients[serverGroup]) + server - _world.FirstServerOf(serverGroup);

    /// <summary>The receiving half of a relay; -1 for a client that is none.</summary>
    public int ServerOf(int client, int clientGroup)
        => _relayServers[clientGroup] is >= 0 and var group ? _world.FirstServerOf(group) + client - _world.FirstClientOf(clientGroup) : -1;

    /// <summary>The server that keeps the mailboxes of a domain: the first of its mail hosts that does not relay.</summary>
    public int MailboxServerOf(int domain) => domain < _world.HostCount ? domain : _mailboxServers[domain - _world.HostCount];

    /// <summary>The domain whose hosts a client hands a message to.</summary>
    /// <param name="client">Host number of the client.</param>
    /// <param name="clientGroup">Its group.</param>
    /// <param name="domain">The domain of the recipients.</param>
    public int NextHop(int client, int clientGroup, int domain)
    {
        var smartHosts = _smartHosts[clientGroup];
        return smartHosts < 0 || ServerOf(client, clientGroup) == domain ? domain : smartHosts;
    }

    /// <summary>Whether the sender of a message that a client of the group submits names somebody else as its sender.</summary>
    public bool IsForged(int client, int clientGroup, uint ordinal)
        => _forgedBelow[clientGroup] > 0 && Chance.Hits(_world.ReturnKey.Derive((ulong)client).Draw(2UL * ordinal), _forgedBelow[clientGroup]);

    /// <summary>Where a notification about a message goes.</summary>
    /// <param name="about">The message; it has a sender.</param>
    /// <param name="sender">The number of its sender at its origin.</param>
    /// <param name="mailbox">The sender's mailbox there.</param>
    /// <returns>The domain; -1 when no mail can reach the sender.</returns>
    internal int ReturnDomain(in Provenance about, uint sender, out uint mailbox)
    {
        var group = _world.ClientGroupOf(about.Origin);
        mailbox = 0;
        if (about.Has(MailFlags.ForgedSender))
        {
            var draw = _world.ReturnKey.Derive((ulong)about.Origin).Draw(2UL * about.Ordinal + 1);
            var (victims, count) = (_forgedAs[group], _world.Servers[_forgedAs[group]].Group.Count);
            mailbox = Uniform.Below(draw << 32, _world.Servers[victims].Mailboxes);
            return _world.FirstServerOf(victims) + (int)Uniform.Below(draw, (uint)count);
        }
        var home = _returns[group];
        if (home < 0)
            return -1;
        var servers = _world.Servers[home];
        // The owner of a list is a mailbox of its own, behind those of the lists.
        mailbox = (_relayServers[group] == home ? (uint)(servers.Group.Relay?.Lists?.Count ?? 0) : sender) % servers.Mailboxes;
        return _world.FirstServerOf(home) + (about.Origin - _world.FirstClientOf(group)) % servers.Group.Count;
    }

    private int ServerGroupCalled(string? name)
    {
        for (var group = 0; group < _world.Scenario.Servers.Count; group++)
            if (string.Equals(_world.Scenario.Servers[group].Name, name, StringComparison.Ordinal))
                return group;
        return -1;
    }
}

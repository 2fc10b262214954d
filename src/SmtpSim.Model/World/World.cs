using System.Globalization;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>
/// A scenario compiled for simulation: hosts by number, distributions as samplers, replies as four bytes, keys of all random streams.
/// Immutable, and the same in every partition. Clients have the numbers from 0, servers follow, group after group.
/// </summary>
public sealed class World
{
    private readonly int[] _clientStarts;
    private readonly int[] _serverStarts;

    public World(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        scenario = RelayExpansion.Expand(scenario);
        Scenario = scenario;
        _clientStarts = Starts(scenario.Clients.Select(group => group.Count), 0);
        ClientHosts = _clientStarts[^1];
        _serverStarts = Starts(scenario.Servers.Select(group => group.Count), ClientHosts);
        HostCount = _serverStarts[^1];

        ArrivalEnd = scenario.Duration.Ticks;
        End = (scenario.Duration + scenario.Drain).Ticks;
        SeriesWidth = scenario.SeriesInterval.Ticks;

        Mirror = scenario.Antithetic ? ulong.MaxValue : 0;
        var root = RandomKey.Root(scenario.Seed, scenario.Replication);
        ArrivalKey = root.Derive((ulong)Purpose.Arrival);
        MessageKey = root.Derive((ulong)Purpose.Message);
        SessionKey = root.Derive((ulong)Purpose.Session);
        RetryKey = root.Derive((ulong)Purpose.Retry);
        QueueRunKey = root.Derive((ulong)Purpose.QueueRun);
        MailboxKey = root.Derive((ulong)Purpose.Mailbox);
        RouteKey = root.Derive((ulong)Purpose.Route);
        DnsKey = root.Derive((ulong)Purpose.Dns);
        ContentKey = root.Derive((ulong)Purpose.Content);
        OutageKey = root.Derive((ulong)Purpose.Outage);
        ReturnKey = root.Derive((ulong)Purpose.Return);
        ListKey = root.Derive((ulong)Purpose.List);
        ThrottleKey = root.Derive((ulong)Purpose.Throttle);
        RecordKey = root.Derive((ulong)Purpose.Record);

        var texts = new ReplyCatalogue();
        Servers = [.. scenario.Servers.Select((group, i) => new ServerProfile(group, i, OutageTable.Build(scenario, i, FirstServerOf(i), OutageKey, Mirror), scenario.Clients, texts))];
        TooManyHops = scenario.Servers.Any(server => server.Relay is not null) ? texts.AddOwn(new ReplySpec(554, 5, 4, 6, "Too many hops")) : default;
        Texts = texts.Build();
        Domains = DomainTable.Build(this);
        Streams = [.. scenario.Traffic.Select((traffic, i) => new TrafficStream(this, traffic, i))];
        HasBandwidth = scenario.Network.Default.BytesPerSecond > 0 || scenario.Network.Links.Any(link => link.Link.BytesPerSecond > 0);
        Clients = [.. scenario.Clients.Select((group, i) => new ClientProfile(group, i, Streams, Servers, HasBandwidth, DowntimeOf(group, i)))];
        var links = LinkTable.Build(scenario);
        (Links, BackLinks, LinkOf) = (links.Forward, links.Back, links.Of);
        Lookahead = Math.Min(Links.Min(link => link.Floor), BackLinks.Min(link => link.Floor));
        Relays = RelayPlan.Build(this);
    }

    private enum Purpose : ulong
    {
        Arrival = 1,
        Message,
        Session,
        Retry,
        QueueRun,
        Mailbox,
        Route = 20,
        Dns,
        Content = 40,
        Outage,
        Return = 32,
        List,
        Throttle = 30,
        Record = 50,
    }

    public Scenario Scenario { get; }

    public int ClientHosts { get; }

    public int HostCount { get; }

    public int ServerHosts => HostCount - ClientHosts;

    /// <summary>Tick at which traffic stops.</summary>
    public long ArrivalEnd { get; }

    /// <summary>Tick at which the run stops: events at or after it do not happen.</summary>
    public long End { get; }

    public long SeriesWidth { get; }

    /// <summary>The smallest latency floor of all links: nothing that one host sends reaches another sooner. Ticks; may be 0.</summary>
    public long Lookahead { get; }

    public ClientProfile[] Clients { get; }

    public ServerProfile[] Servers { get; }

    /// <summary>Domains that have MX records; null where there are none.</summary>
    public DomainTable? Domains { get; }

    public TrafficStream[] Streams { get; }

    /// <summary>The links from clients to servers.</summary>
    public Link[] Links { get; }

    /// <summary>The other direction of each of <see cref="Links"/>, at the same index.</summary>
    public Link[] BackLinks { get; }

    /// <summary>Index into <see cref="Links"/> by client group · number of server groups + server group.</summary>
    public byte[] LinkOf { get; }

    /// <summary>Whether a text may take time to leave.</summary>
    internal bool HasBandwidth { get; }

    /// <summary>Relays and what goes with them; null in a scenario that does not follow mail over its hops.</summary>
    public RelayPlan? Relays { get; }

    /// <summary>What a relay answers to mail that loops.</summary>
    internal Reply TooManyHops { get; }

    /// <summary>The texts of all replies the scenario's servers give.</summary>
    public ReplyTexts Texts { get; }

    /// <summary>
    /// Turns draws into those of the mirrored run: all bits or none, for every draw of a time, a size or a chance, since the complement of the bits of U is
    /// 1 - U. Draws that choose among equals, a mailbox or a host, stay: nothing grows with them.
    /// </summary>
    internal ulong Mirror { get; }

    internal RandomKey ArrivalKey { get; }

    internal RandomKey MessageKey { get; }

    internal RandomKey SessionKey { get; }

    internal RandomKey RetryKey { get; }

    internal RandomKey QueueRunKey { get; }

    internal RandomKey MailboxKey { get; }

    /// <summary>Of messages' contents, by client and ordinal.</summary>
    internal RandomKey ContentKey { get; }

    internal RandomKey OutageKey { get; }

    internal RandomKey RouteKey { get; }

    internal RandomKey ReturnKey { get; }

    internal RandomKey ListKey { get; }

    internal RandomKey DnsKey { get; }

    internal RandomKey ThrottleKey { get; }

    /// <summary>Of the choice of messages that records are kept of, by their origin and ordinal there.</summary>
    internal RandomKey RecordKey { get; }

    public bool IsClient(int host) => host < ClientHosts;

    /// <summary>Number of the first host of a client group; the last group's end for an index one past it.</summary>
    public int FirstClientOf(int group) => _clientStarts[group];

    public int FirstServerOf(int group) => _serverStarts[group];

    public int ClientGroupOf(int host) => GroupOf(_clientStarts, host);

    public int ServerGroupOf(int host) => GroupOf(_serverStarts, host);

    internal int ServerGroupCalled(string name)
    {
        for (var group = 0; group < Scenario.Servers.Count; group++)
            if (string.Equals(Scenario.Servers[group].Name, name, StringComparison.Ordinal))
                return group;
        throw new ArgumentException($"There is no server group '{name}'.", nameof(name));
    }

    /// <summary>The domain whose hosts are the servers of a group, any of which will do.</summary>
    internal int SmartHosts(int serverGroup) => Scenario.Servers[serverGroup] is { Count: > 1, Name: var name }
        ? Domains!.FirstOf(Scenario.Domains.Select(group => group.Name).ToList().IndexOf(RelayExpansion.RouteTo(name)))
        : FirstServerOf(serverGroup);

    private RelayDowntime? DowntimeOf(ClientGroup group, int index)
    {
        if (group.RelayOf is null)
            return null;
        var server = ServerGroupCalled(group.RelayOf);
        return RelayDowntime.Of(Servers[server], FirstServerOf(server), FirstClientOf(index));
    }

    /// <summary>How many mailboxes a domain has.</summary>
    internal uint MailboxesOf(int domain) => domain < HostCount ? Servers[ServerGroupOf(domain)].Mailboxes : Domains!.MailboxesOf(domain);

    /// <summary>A host's name, or a domain's that is not a host's own: its group's, and its number in the group from 1 where the group has several.</summary>
    public string NameOf(int host)
    {
        if (host >= HostCount)
            return Domains!.NameOf(host);
        var client = IsClient(host);
        var group = client ? ClientGroupOf(host) : ServerGroupOf(host);
        var (name, count) = client ? (Scenario.Clients[group].Name, Scenario.Clients[group].Count) : (Scenario.Servers[group].Name, Scenario.Servers[group].Count);
        var first = client ? _clientStarts[group] : _serverStarts[group];
        return count == 1 ? name : $"{name}-{host - first + 1}";
    }

    /// <summary>The client that has the name, as <see cref="NameOf"/> gives it.</summary>
    public bool TryFindClient(string name, out int host)
    {
        ArgumentNullException.ThrowIfNull(name);
        for (var group = 0; group < Scenario.Clients.Count; group++)
        {
            var (groupName, count) = (Scenario.Clients[group].Name, Scenario.Clients[group].Count);
            host = _clientStarts[group];
            if (count == 1 && name == groupName)
                return true;
            if (count > 1 && name.StartsWith(groupName + "-", StringComparison.Ordinal)
                && int.TryParse(name.AsSpan(groupName.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= 1 && number <= count && NameOf(host + number - 1) == name)
            {
                host += number - 1;
                return true;
            }
        }
        host = -1;
        return false;
    }

    private static int GroupOf(int[] starts, int host)
    {
        var group = 0;
        while (host >= starts[group + 1])
            group++;
        return group;
    }

    private static int[] Starts(IEnumerable<int> counts, int first)
    {
        var starts = new List<int> { first };
        foreach (var count in counts)
            starts.Add(checked(starts[^1] + count));
        return [.. starts];
    }
}

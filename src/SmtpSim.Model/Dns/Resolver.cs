using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// The resolvers' caches of a partition's clients, each client with its own. An answer is kept by client and name for as long as its record lives; a name that
/// was asked for keeps its place for the next answer.
/// </summary>
internal sealed class Resolver(World world, DomainTable domains)
{
    /// <summary>By client and name: a domain's number for its MX records, a server's number for its A record and the complement for its AAAA record.</summary>
    private readonly Dictionary<(int Client, int Name), CachedAnswer> _answers = [];

    /// <summary>Looks up the addresses for an attempt. Those of all hosts are asked for at once, as soon as the MX records are known.</summary>
    /// <param name="client">The client's host number.</param>
    /// <param name="message">The message; its domain is looked up.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="now">Tick.</param>
    /// <param name="metrics">Counts the queries.</param>
    public Lookup LookUp(int client, in Message message, ushort attempt, long now, ClientMetrics metrics)
    {
        var zone = domains.ZoneOf(message.Domain);
        var key = world.DnsKey.Derive((ulong)client).Derive(((ulong)message.Ordinal << 16) | attempt);
        var mx = Ask(zone.Dns!, DnsQuery.Mx, client, message.Domain, key, now, metrics);
        switch (mx.Answer)
        {
            case DnsAnswer.ServFail or DnsAnswer.Timeout:
                return new Lookup(LookupResult.Failed, mx.Answer, DnsQuery.Mx, mx.Ready, Usable: 0, IsImplicit: false);
            case DnsAnswer.NxDomain:
                return new Lookup(LookupResult.NoDomain, mx.Answer, DnsQuery.Mx, mx.Ready, Usable: 0, IsImplicit: false);
            case DnsAnswer.Records when zone.IsNullMx:
                return new Lookup(LookupResult.NullMx, mx.Answer, DnsQuery.Mx, mx.Ready, Usable: 0, IsImplicit: false);
        }
        var isImplicit = mx.Answer == DnsAnswer.NoData || zone.Mx.IsEmpty;
        return AskForAddresses(zone, isImplicit, client, message.Domain - zone.First, key, mx.Ready, metrics);
    }

    private Lookup AskForAddresses(Zone zone, bool isImplicit, int client, int domain, RandomKey key, long now, ClientMetrics metrics)
    {
        Span<MxSet.Address> addresses = stackalloc MxSet.Address[MxSet.MostAddresses];
        var count = (isImplicit ? zone.Own : zone.Mx).AddressesOf(domain, addresses);
        var ready = now;
        var usable = 0UL;
        var (failed, missing) = (default(MxSet.Address), DnsQuery.A);
        var failure = DnsAnswer.Records;
        for (var i = 0; i < count; i++)
        {
            var (host, _, family) = addresses[i];
            var answer = Ask(zone.Dns!, family, client, family == DnsQuery.Aaaa ? ~host : host, key, now, metrics);
            ready = Math.Max(ready, answer.Ready);
            if (answer.Answer == DnsAnswer.Records)
                usable |= 1UL << i;
            else if (answer.Answer is DnsAnswer.ServFail or DnsAnswer.Timeout)
                (failed, failure) = (addresses[i], answer.Answer);
            else
                missing = family;
        }
        if (usable != 0)
            return new Lookup(LookupResult.Found, DnsAnswer.Records, DnsQuery.Mx, ready, usable, isImplicit);
        return failure != DnsAnswer.Records
            ? new Lookup(LookupResult.Failed, failure, failed.Family, ready, Usable: 0, isImplicit)
            : new Lookup(LookupResult.NoHost, DnsAnswer.NoData, missing, ready, Usable: 0, isImplicit);
    }

    private CachedAnswer Ask(DnsProfile dns, DnsQuery query, int client, int name, RandomKey key, long now, ClientMetrics metrics)
    {
        if (_answers.TryGetValue((client, name), out var known) && now < Math.Max(known.Expires, known.Ready))
        {
            metrics.Counters[(int)ClientCounter.DnsCached]++;
            return known with { Ready = Math.Max(known.Ready, now) };
        }
        var answer = dns.Ask(query, key.Derive((uint)name), world.Mirror, now);
        _answers[(client, name)] = answer;
        metrics.Counters[(int)ClientCounter.DnsQueries]++;
        if (CounterOf(answer.Answer) is { } counter)
            metrics.Counters[(int)counter]++;
        return answer;
    }

    private static ClientCounter? CounterOf(DnsAnswer answer) => answer switch
    {
        DnsAnswer.ServFail => ClientCounter.DnsServFail,
        DnsAnswer.Timeout => ClientCounter.DnsTimeouts,
        DnsAnswer.NxDomain => ClientCounter.DnsNxDomain,
        DnsAnswer.NoData => ClientCounter.DnsNoData,
        _ => null,
    };
}

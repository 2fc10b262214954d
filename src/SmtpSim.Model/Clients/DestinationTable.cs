namespace SmtpSim.Model;

/// <summary>
/// The destinations of the clients of a partition. The first one of a client stands in the client itself; a client with several at a
/// time has the others in a hash table, which is never enumerated.
/// </summary>
internal sealed class DestinationTable(ClientHost[] hosts)
{
    private readonly Dictionary<(int Host, int Domain), int> _index = [];
    private readonly Slab<Destination> _more = new();

    /// <summary>The destination, made if it is not in use yet.</summary>
    public ref Destination Get(int host, int domain)
    {
        ref var client = ref hosts[host];
        if (client.First.Domain == domain)
            return ref client.First;
        if (client.MoreDestinations > 0 && _index.TryGetValue((host, domain), out var at))
            return ref _more[at];
        if (client.First.IsIdle)
        {
            Reset(ref client.First, domain);
            return ref client.First;
        }
        at = _more.Take();
        _index.Add((host, domain), at);
        client.MoreDestinations++;
        Reset(ref _more[at], domain);
        return ref _more[at];
    }

    /// <summary>Gives up a destination that is no longer in use. References from <see cref="Get"/> end here.</summary>
    public void ReleaseIfIdle(int host, int domain)
    {
        ref var client = ref hosts[host];
        if (client.MoreDestinations == 0 || client.First.Domain == domain || !_index.TryGetValue((host, domain), out var at) || !_more[at].IsIdle)
            return;
        _index.Remove((host, domain));
        _more.Free(at);
        client.MoreDestinations--;
    }

    public static void Reset(ref Destination destination, int domain)
        => destination = new Destination { Domain = domain, FirstReady = -1, LastReady = -1 };
}

using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// How far the deliveries of a partition's clients have come with the hosts of their domains: a few bytes beside each message. Not there at all in a scenario
/// without domains.
/// </summary>
internal sealed class DeliveryRoutes(World world, DomainTable domains)
{
    private readonly Resolver? _resolver = domains.UsesDns ? new Resolver(world, domains) : null;
    private Progress[] _progress = new Progress[64];

    /// <summary>Whether the attempt must look up its domain before it can connect. One that goes on at another host has done so.</summary>
    public bool LooksUp(int number, int group, int domain) => domains.LooksUp(group, domain) && At(number).Opened == 0;

    /// <summary>Looks up the domain of an attempt that begins.</summary>
    public Lookup LookUp(int client, int number, in Message message, long now, ClientMetrics metrics)
    {
        var lookup = _resolver!.LookUp(client, message, (ushort)Math.Min(message.Attempts + 1, ushort.MaxValue), now, metrics);
        At(number) = new Progress { Found = lookup };
        return lookup;
    }

    /// <summary>What was looked up.</summary>
    public Lookup FoundFor(int number) => At(number).Found;

    /// <summary>The attempt is over without a session.</summary>
    public void Forget(int number) => At(number) = default;

    /// <summary>The host that a message's attempt turns to now: the first, or the next one when the attempt goes on.</summary>
    /// <param name="client">The client's host number.</param>
    /// <param name="group">The client's group.</param>
    /// <param name="number">The message.</param>
    /// <param name="message">The message itself.</param>
    /// <param name="earlier">Sessions that the attempt had before this one.</param>
    public int Next(int client, int group, int number, in Message message, out int earlier)
    {
        ref var progress = ref At(number);
        earlier = progress.Opened;
        progress.Opened = (byte)Math.Min(progress.Opened + 1, byte.MaxValue);
        var attempt = (ushort)Math.Min(message.Attempts + (earlier == 0 ? 1 : 0), ushort.MaxValue);
        var host = Find(client, group, message, attempt, ref progress);
        if (host == message.Domain)
            progress = default; // the domain's own host: the session's end does not come back here
        return host;
    }

    /// <summary>A message takes part in a session that another one opened: that host is its first. Those after it are most likely in the client's cache.</summary>
    public void Join(in ClientSession session, int client, in Message message, long now, ClientMetrics metrics)
    {
        ref var progress = ref At(session.Message);
        progress = new Progress { Opened = 1, Joined = session.Server + 1 };
        if (domains.LooksUp(session.Group, session.Domain))
            progress.Found = _resolver!.LookUp(client, message, message.Attempts, now, metrics);
    }

    /// <summary>Whether the attempt goes on at another host; if not, the next one begins anew.</summary>
    /// <param name="session">The session that could not settle its message.</param>
    /// <param name="client">The client's host number.</param>
    /// <param name="message">The message itself.</param>
    /// <param name="hadTransaction">The session came as far as MAIL.</param>
    public bool GoesOn(in ClientSession session, int client, in Message message, bool hadTransaction)
    {
        ref var progress = ref At(session.Message);
        var choice = world.Clients[session.Group].HostChoice;
        if (hadTransaction)
            progress.Sessions++;
        var allowed = session.ServerSlot < 0 || (hadTransaction ? choice.NextAfter == NextHostAfter.Transient : choice.NextAfter >= NextHostAfter.Session);
        var look = progress;
        if (session.Mail.Pending != 0 && allowed && progress.Sessions < choice.Sessions && progress.Opened < byte.MaxValue
            && Find(client, session.Group, message, message.Attempts, ref look) >= 0)
            return true;
        progress = default;
        return false;
    }

    private int Find(int client, int group, in Message message, ushort attempt, ref Progress progress)
    {
        Span<int> hosts = stackalloc int[MxSet.MostAddresses];
        var found = domains.LooksUp(group, message.Domain) ? progress.Found : Lookup.NotNeeded;
        var key = world.RouteKey.Derive((ulong)client).Derive(((ulong)message.Ordinal << 16) | attempt);
        var count = domains.Route(group, message.Domain, found, key, hosts);
        if (world.Relays is { } relays && relays.ServerOf(client, group) is >= 0 and var self)
            count = domains.WithoutSelf(self, message.Domain, hosts[..count]);
        count = Math.Min(count, world.Clients[group].HostChoice.Addresses);
        while (progress.Tried < count)
        {
            var host = hosts[progress.Tried++];
            if (host + 1 != progress.Joined)
                return host;
        }
        return -1;
    }

    private ref Progress At(int number)
    {
        while (number >= _progress.Length)
            Array.Resize(ref _progress, _progress.Length * 2);
        return ref _progress[number];
    }

    private struct Progress
    {
        public Lookup Found;

        /// <summary>Host number + 1 of the session that the message joined; 0 for none.</summary>
        public int Joined;

        /// <summary>Hosts of the order that the attempt is done with.</summary>
        public byte Tried;

        /// <summary>Sessions of the attempt, the joined one included.</summary>
        public byte Opened;

        /// <summary>Those of them that came as far as MAIL.</summary>
        public byte Sessions;
    }
}

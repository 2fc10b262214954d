using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>What DNS holds of the domains of a group.</summary>
internal sealed class Zone
{
    public Zone(DomainGroup group, int first, World world)
    {
        First = first;
        var families = group.Dns?.Addresses ?? AddressFamilies.Ipv4;
        Mx = new MxSet(group.Mx, families, world);
        Own = new MxSet(group.Address is { } address ? [address] : [], families, world);
        IsNullMx = group.Mx.Any(record => record.Hosts == MxHosts.Null);
        Dns = group.Dns is { } dns ? new DnsProfile(dns) : IsNullMx ? new DnsProfile(new DnsSpec { Latency = Distribution.Zero }) : null;
        MailboxGroup = Mx.IsEmpty ? Own.FirstGroup : Mx.FirstGroup;
    }

    /// <summary>Number of the group's first domain.</summary>
    public int First { get; }

    /// <summary>The hosts of the MX records.</summary>
    public MxSet Mx { get; }

    /// <summary>The hosts of the domain's own name.</summary>
    public MxSet Own { get; }

    /// <summary>The only MX record says that the domain takes no mail (RFC 7505).</summary>
    public bool IsNullMx { get; }

    /// <summary>Null where clients know all that without asking.</summary>
    public DnsProfile? Dns { get; }

    /// <summary>The server group that the domain's mailboxes are counted by; -1 where it has no host.</summary>
    public int MailboxGroup { get; }

    /// <summary>The hosts that a lookup found.</summary>
    public MxSet HostsOf(in Lookup lookup) => lookup.IsImplicit || (Mx.IsEmpty && !IsNullMx) ? Own : Mx;
}

namespace SmtpSim.Model;

/// <summary>
/// A group of like mail domains with mail hosts of their own. Beside these, each server is the only mail host of a domain of its own, which
/// <see cref="TrafficSpec.To"/> means when it names a server group.
/// </summary>
public sealed record DomainGroup
{
    public required string Name { get; init; }

    /// <summary>How many domains.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The MX records of each domain; none for a domain that is its own mail host.</summary>
    public IReadOnlyList<MxSpec> Mx { get; init; } = [];

    /// <summary>
    /// The hosts that the domain's own name has the addresses of: its mail hosts when it has no MX record (RFC 5321 section 5.1), and only then.
    /// </summary>
    public MxSpec? Address { get; init; }

    /// <summary>How clients look the domain up; null where they know its hosts all the time.</summary>
    public DnsSpec? Dns { get; init; }
}

/// <summary>MX records of one preference, and the hosts that they name.</summary>
public sealed record MxSpec
{
    /// <summary>0 to 65,535; the lower is tried first (RFC 5321 section 5.1).</summary>
    public int Preference { get; init; } = 10;

    /// <summary>Name of a server group; empty for <see cref="MxHosts.Null"/>.</summary>
    public required string Servers { get; init; }

    /// <summary>Which servers of the group.</summary>
    public MxHosts Hosts { get; init; }

    /// <summary>For <see cref="MxHosts.One"/>: the server's number in its group, from 1.</summary>
    public int Number { get; init; }
}

/// <summary>Which servers of a group an MX record names.</summary>
public enum MxHosts : byte
{
    /// <summary>A record for each server of the group.</summary>
    All,

    /// <summary>The same server for every domain.</summary>
    One,

    /// <summary>Domain i of its group (from 0) has server i modulo the size of the server group.</summary>
    InTurn,

    /// <summary>None: the null MX record of a domain that takes no mail (RFC 7505).</summary>
    Null,
}

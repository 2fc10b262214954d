using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>How clients come to know the hosts of a domain: queries to a resolver, answers that are kept for a time, and what goes wrong with them.</summary>
public sealed record DnsSpec
{
    /// <summary>Question to answer, in ticks; drawn for each query that the client's cache does not answer.</summary>
    public Distribution Latency { get; init; } = new Distribution.Constant(20 * SimDuration.TicksPerMillisecond);

    /// <summary>How long a client keeps records; 0 means that it asks each time.</summary>
    public SimDuration Ttl { get; init; } = SimDuration.FromHours(1);

    /// <summary>How long a client keeps the answer that a name or its records do not exist (RFC 2308 section 5 advises one to three hours).</summary>
    public SimDuration NegativeTtl { get; init; } = SimDuration.FromHours(1);

    /// <summary>How long a client takes a failed query as failed without asking again: at most 5 minutes (RFC 2308 section 7).</summary>
    public SimDuration FailureTtl { get; init; }

    /// <summary>After so long without an answer the resolver gives up: two tries of 5 s, as resolv.conf has them.</summary>
    public SimDuration Timeout { get; init; } = SimDuration.FromSeconds(10);

    /// <summary>Which addresses each host has. A host with two is tried at both.</summary>
    public AddressFamilies Addresses { get; init; }

    public IReadOnlyList<DnsFaultSpec> Faults { get; init; } = [];
}

public enum AddressFamilies : byte
{
    /// <summary>An A record.</summary>
    Ipv4,

    /// <summary>An AAAA record.</summary>
    Ipv6,

    /// <summary>Both.</summary>
    Both,
}

/// <summary>What is asked for.</summary>
public enum DnsQuery : byte
{
    Mx,
    A,
    Aaaa,
}

/// <summary>What is answered instead of the records.</summary>
public enum DnsFaultKind : byte
{
    /// <summary>The name servers are in trouble: temporary (RFC 5321 section 5.1).</summary>
    ServFail,

    /// <summary>No answer comes within the time-out: temporary.</summary>
    Timeout,

    /// <summary>There is no such name: permanent.</summary>
    NxDomain,

    /// <summary>The name has no such record. Without MX the domain's own address is its mail host (RFC 5321 section 5.1).</summary>
    NoData,
}

/// <summary>While it lasts, queries of the kind meet the fault with probability <see cref="Chance"/>. Of several at a time at most one strikes: their chances add up to 1 or less.</summary>
public sealed record DnsFaultSpec
{
    public required DnsFaultKind Kind { get; init; }

    public DnsQuery Query { get; init; }

    public double Chance { get; init; } = 1;

    public SimDuration Start { get; init; }

    /// <summary>Null for the rest of the run.</summary>
    public SimDuration? Length { get; init; }
}

using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>The links between clients and servers: a default, and exceptions for pairs of groups (the last that fits wins).</summary>
public sealed record NetworkSpec
{
    public LinkSpec Default { get; init; } = new();

    public IReadOnlyList<LinkOverride> Links { get; init; } = [];
}

/// <summary>One direction of a path; the other direction is alike.</summary>
public sealed record LinkSpec
{
    /// <summary>Propagation delay: no segment is faster. The smallest floor of all links is the lookahead.</summary>
    public SimDuration Floor { get; init; } = SimDuration.FromMilliseconds(10);

    /// <summary>Added to the floor, drawn for each segment; in ticks.</summary>
    public Distribution Jitter { get; init; } = Distribution.Zero;

    /// <summary>Probability that a segment is lost and sent again after the retransmission time-out of RFC 6298 (1 s, doubling).</summary>
    public double Loss { get; init; }

    /// <summary>Bytes per second for message text; 0 means without limit.</summary>
    public double BytesPerSecond { get; init; }
}

/// <param name="From">Name of a client group, or null for all.</param>
/// <param name="To">Name of a server group, or null for all.</param>
/// <param name="Link">The link, whole.</param>
public sealed record LinkOverride(string? From, string? To, LinkSpec Link);

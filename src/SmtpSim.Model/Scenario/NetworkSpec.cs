using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>The links between clients and servers: a default, and exceptions for pairs of groups (the last that fits wins).</summary>
public sealed record NetworkSpec
{
    public LinkSpec Default { get; init; } = new();

    /// <summary>The other direction of <see cref="Default"/>, from server to client; null where both are alike.</summary>
    public ReturnLinkSpec? Back { get; init; }

    public IReadOnlyList<LinkOverride> Links { get; init; } = [];

    /// <summary>When nothing passes between some hosts.</summary>
    public IReadOnlyList<LossPeriodSpec> Partitions { get; init; } = [];

    /// <summary>When more is lost than usual between some hosts.</summary>
    public IReadOnlyList<LossPeriodSpec> LossPeriods { get; init; } = [];
}

/// <summary>A path, by its direction from client to server; the other direction is alike unless a <see cref="ReturnLinkSpec"/> stands beside.</summary>
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
public sealed record LinkOverride(string? From, string? To, LinkSpec Link)
{
    /// <summary>The other direction; null where both are alike.</summary>
    public ReturnLinkSpec? Back { get; init; }
}

/// <summary>A path from server to client. There is no bandwidth: replies are short.</summary>
public sealed record ReturnLinkSpec
{
    public SimDuration Floor { get; init; } = SimDuration.FromMilliseconds(10);

    public Distribution Jitter { get; init; } = Distribution.Zero;

    public double Loss { get; init; }
}

/// <summary>A time in which segments between some hosts are lost with another probability: all that are under way meet the same.</summary>
public sealed record LossPeriodSpec
{
    /// <summary>Name of a client group; null for all.</summary>
    public string? From { get; init; }

    /// <summary>Name of a server group; null for all.</summary>
    public string? To { get; init; }

    public required SimDuration Start { get; init; }

    public required SimDuration Length { get; init; }

    /// <summary>From one beginning to the next; null for once.</summary>
    public SimDuration? Every { get; init; }

    /// <summary>Probability that a transmission is lost; where the link itself loses more, that counts. 1: nothing passes.</summary>
    public double Loss { get; init; } = 1;

    public LinkDirection Direction { get; init; }
}

/// <summary>Which way segments go.</summary>
public enum LinkDirection : byte
{
    Both,

    /// <summary>From client to server.</summary>
    Forward,

    /// <summary>From server to client.</summary>
    Back,
}

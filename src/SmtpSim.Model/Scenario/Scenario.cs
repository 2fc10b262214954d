using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// A whole experiment as data: every value is stated, no default is left open. What is the same scenario and the same seed gives the
/// same result to the last byte. Groups refer to one another by name; <see cref="World"/> checks nothing, the loader has done so.
/// </summary>
public sealed record Scenario
{
    public required string Name { get; init; }

    public ulong Seed { get; init; } = 1;

    /// <summary>Number of the replication, from 0: another sample of the same experiment.</summary>
    public int Replication { get; init; }

    /// <summary>The replication's mirror image: 1 - U for each uniform number U that decides about a time, a size or a chance.</summary>
    public bool Antithetic { get; init; }

    /// <summary>Traffic stops here.</summary>
    public required SimDuration Duration { get; init; }

    /// <summary>How long the queues may empty after <see cref="Duration"/>; the run ends then at the latest.</summary>
    public SimDuration Drain { get; init; }

    /// <summary>Width of a bin of <c>metrics.csv</c>.</summary>
    public required SimDuration SeriesInterval { get; init; }

    public NetworkSpec Network { get; init; } = new();

    public required IReadOnlyList<ServerGroup> Servers { get; init; }

    /// <summary>Mail domains with MX records, beside those that each server is the only host of.</summary>
    public IReadOnlyList<DomainGroup> Domains { get; init; } = [];

    public required IReadOnlyList<ClientGroup> Clients { get; init; }

    public required IReadOnlyList<TrafficSpec> Traffic { get; init; }

    public IReadOnlyList<OutageSpec> Outages { get; init; } = [];

    public IReadOnlyList<FailureSpec> Failures { get; init; } = [];

    /// <summary>What the results should show. Nothing of the simulation depends on it.</summary>
    public IReadOnlyList<ExpectSpec> Expect { get; init; } = [];

    /// <summary>Mail is followed from its origin to the mailbox, and copies are told apart by cause. Relays and what goes with them imply it.</summary>
    public bool EndToEnd { get; init; }
}

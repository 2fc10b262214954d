using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// Outages at random: up for an exponential time of mean <see cref="MeanUp"/> (MTBF), out for one of mean <see cref="MeanDown"/> (MTTR), and so on
/// from the start of the run, where all is up. Where such an outage overlaps one of the scenario's schedule or of another failure, the one
/// that began first goes on, and the other holds from its end.
/// </summary>
public sealed record FailureSpec
{
    /// <summary>The server groups that fail.</summary>
    public required IReadOnlyList<string> Servers { get; init; }

    public SimDuration MeanUp { get; init; }

    public SimDuration MeanDown { get; init; }

    /// <summary>A file of recorded outages in place of the means. The loader puts what it holds into <see cref="Scenario.Outages"/>.</summary>
    public string? Trace { get; init; }

    public FailureScope Scope { get; init; }

    public OutageKind Kind { get; init; }

    /// <summary>As <see cref="OutageSpec.Loses"/>.</summary>
    public SimDuration Loses { get; init; }
}

/// <summary>What fails at the same time.</summary>
public enum FailureScope : byte
{
    /// <summary>Each server for itself.</summary>
    Host,

    /// <summary>All servers of a group together.</summary>
    Group,

    /// <summary>All servers of all groups named: they stand in one zone.</summary>
    Zone,
}

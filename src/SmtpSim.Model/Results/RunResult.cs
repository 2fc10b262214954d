using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>What a run found, merged over its partitions: depends on scenario and seed alone.</summary>
public sealed class RunResult
{
    public required Scenario Scenario { get; init; }

    /// <summary>By client group, in the scenario's order.</summary>
    public required IReadOnlyList<ClientMetrics> Clients { get; init; }

    /// <summary>By server group, in the scenario's order.</summary>
    public required IReadOnlyList<ServerMetrics> Servers { get; init; }

    /// <summary>End-to-end figures by client group; empty where mail is not followed over its hops.</summary>
    public IReadOnlyList<EndToEndMetrics> EndToEnd { get; init; } = [];

    /// <summary>What became of mail at each server group; empty likewise.</summary>
    public IReadOnlyList<ReceptionMetrics> Receptions { get; init; } = [];

    /// <summary>Messages worth a look, by client group. No part of the digest: which ones are chosen says nothing about the run.</summary>
    public IReadOnlyList<ExemplarList> Exemplars { get; init; } = [];

    /// <summary>Events that changed something.</summary>
    public required long Events { get; init; }

    /// <summary>Time of the last event that changed something, or the end of the run where that came first.</summary>
    public required SimTime LastEvent { get; init; }

    /// <summary>One hash over every number above and the trajectory of events: 64 hexadecimal digits (SHA-256).</summary>
    public required string Digest { get; init; }

    /// <summary>False: the run was interrupted and the figures cover virtual time up to <see cref="LastEvent"/> only.</summary>
    public required bool Complete { get; init; }
}

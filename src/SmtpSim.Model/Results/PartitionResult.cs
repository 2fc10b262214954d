namespace SmtpSim.Model;

/// <summary>What one partition found, as plain arrays in the order of <see cref="ClientMetrics.Arrays"/> and <see cref="ServerMetrics.Arrays"/>.</summary>
public sealed class PartitionResult
{
    /// <summary>By client group, then by metric array.</summary>
    public required long[][][] Clients { get; init; }

    /// <summary>By server group, then by metric array.</summary>
    public required long[][][] Servers { get; init; }

    public required long Events { get; init; }

    /// <summary>Tick of the last event that changed something.</summary>
    public required long LastEvent { get; init; }

    /// <summary>Sum over all events that changed something of their mixed keys.</summary>
    public required ulong Fingerprint { get; init; }

    /// <summary>By client group, in the order of <see cref="EndToEndMetrics.Arrays"/>; empty where mail is not followed over its hops.</summary>
    public long[][][] Origins { get; init; } = [];

    /// <summary>By server group, in the order of <see cref="ReceptionMetrics.Arrays"/>; empty likewise.</summary>
    public long[][][] Receptions { get; init; } = [];

    /// <summary>By client group, as <see cref="ExemplarList"/> writes them.</summary>
    public long[][] Exemplars { get; init; } = [];
}

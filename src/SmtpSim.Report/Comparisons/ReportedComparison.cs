using SmtpSim.Results;

namespace SmtpSim.Report;

/// <summary>Two results and in what they differ; of runs the figures, of sweeps the paired differences of the cells that both have.</summary>
public sealed record ReportedComparison
{
    /// <summary>The scenario's name, or both.</summary>
    public required string Name { get; init; }

    /// <summary>The folders as they were named, and their digests.</summary>
    public required (string Folder, string Digest) A { get; init; }

    public required (string Folder, string Digest) B { get; init; }

    /// <summary>Settings of A alone and of B alone, a line each: <c>servers.mx.workers: 2</c>.</summary>
    public IReadOnlyList<string> OnlyA { get; init; } = [];

    public IReadOnlyList<string> OnlyB { get; init; } = [];

    /// <summary>Where two runs part, in a sentence; null where it was not looked for.</summary>
    public string? FirstEvent { get; init; }

    /// <summary>What happens there in A and in B; empty where every event is the same.</summary>
    public IReadOnlyList<(string Time, string Host, string What)> FirstEvents { get; init; } = [];

    /// <summary>Of two runs; null for sweeps.</summary>
    public IReadOnlyList<FigureDifference>? Figures { get; init; }

    /// <summary>Of two sweeps; null for runs.</summary>
    public IReadOnlyList<CellDifference>? Cells { get; init; }

    public bool IsSame => A.Digest == B.Digest;
}

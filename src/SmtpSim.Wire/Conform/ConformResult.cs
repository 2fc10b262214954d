namespace SmtpSim.Wire;

/// <summary>What a case came to.</summary>
public enum ConformOutcome : byte
{
    Passed,
    Failed,

    /// <summary>It says nothing about this server.</summary>
    Skipped,

    /// <summary>The server could not be reached any more.</summary>
    NotRun,
}

/// <summary>What a case came to.</summary>
/// <param name="Case">The case.</param>
/// <param name="Outcome">What it came to.</param>
/// <param name="Reason">Of a failure: what was expected. Of anything else but success: why.</param>
/// <param name="Transcript">What was said.</param>
/// <param name="Duration">How long it took.</param>
public sealed record ConformResult(ConformCase Case, ConformOutcome Outcome, string? Reason, IReadOnlyList<ProbeLine> Transcript, TimeSpan Duration);

/// <summary>Why a server could not be checked, or not to the end.</summary>
public enum ConformTrouble : byte
{
    None,

    /// <summary>No connection.</summary>
    Unreachable,

    /// <summary>What it said is not SMTP, or it said nothing.</summary>
    NotSmtp,

    /// <summary>It was there and is gone.</summary>
    Gone,

    /// <summary>It refuses the user and password that the cases were to have.</summary>
    LoginRefused,
}

/// <summary>What a check came to.</summary>
public sealed record ConformReport
{
    public required ConformOptions Options { get; init; }

    public ConformTrouble Trouble { get; init; }

    /// <summary>What the trouble is, in words.</summary>
    public string? TroubleText { get; init; }

    /// <summary>What the server said before there was trouble.</summary>
    public IReadOnlyList<ProbeLine> TroubleTranscript { get; init; } = [];

    /// <summary>What the server calls itself.</summary>
    public string Domain { get; init; } = "";

    /// <summary>The extensions that it offers.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>In the order of the catalogue.</summary>
    public IReadOnlyList<ConformResult> Results { get; init; } = [];

    /// <summary>Whether every requirement that binds is met, as far as it was looked at.</summary>
    public bool Conforms => Trouble == ConformTrouble.None && !Results.Any(result => result is { Outcome: ConformOutcome.Failed, Case.Level: ConformLevel.Must });

    public int Count(ConformLevel level, ConformOutcome outcome) => Results.Count(result => result.Case.Level == level && result.Outcome == outcome);
}

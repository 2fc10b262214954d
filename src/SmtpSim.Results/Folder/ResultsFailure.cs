namespace SmtpSim.Results;

/// <summary>Why results could not be written.</summary>
public enum ResultsFailure
{
    /// <summary>The folder exists and holds something.</summary>
    Exists,

    /// <summary>The folder can't be created there: no permission, a file in the way.</summary>
    CannotCreate,

    /// <summary>Writing failed half-way: a full disk, an I/O error. What was written is gone.</summary>
    WriteFailed,

    /// <summary>What was there before can't be gone on with.</summary>
    Damaged,
}

/// <summary>Results could not be written; the message tells place and remedy.</summary>
#pragma warning disable CA1032, RCS1194 // Thrown here alone, always with a reason.
public sealed class ResultsException(ResultsFailure failure, string message, Exception? inner = null) : Exception(message, inner)
#pragma warning restore CA1032, RCS1194
{
    public ResultsFailure Failure { get; } = failure;
}

namespace SmtpSim.Wire;

/// <summary>What is wrong with a target.</summary>
public enum TargetFailure : byte
{
    /// <summary>It is not HOST:PORT.</summary>
    Syntax,

    /// <summary>The name has no address, or the resolver gave no answer.</summary>
    UnknownHost,

    /// <summary>It leads away from this machine, and the user did not name that very host.</summary>
    Remote,
}

/// <summary>A target can't be used; the message tells the user why.</summary>
#pragma warning disable CA1032, RCS1194 // Always with its kind.
public sealed class TargetException(TargetFailure failure, string message, string? remedy = null) : Exception(message)
#pragma warning restore CA1032
{
    public TargetFailure Failure { get; } = failure;

    /// <summary>What to do about it.</summary>
    public string? Remedy { get; } = remedy;
}

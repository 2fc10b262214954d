namespace SmtpSim.Cli;

/// <summary>A command can't go on: what to tell the user, and the exit code. Nothing to do with a fault of the program.</summary>
#pragma warning disable CA1032, RCS1194 // Always with an exit code.
public sealed class CommandException(int exitCode, string message, string? remedy = null) : Exception(message)
#pragma warning restore CA1032
{
    public int ExitCode { get; } = exitCode;

    /// <summary>What to do about it.</summary>
    public string? Remedy { get; } = remedy;
}

using System.CommandLine;
using SmtpSim.Wire;

namespace SmtpSim.Cli;

/// <summary>Where a command that talks to a server connects to, and what it says when it may not.</summary>
internal static class TargetOptions
{
    public static Option<string?> AllowRemote() => new("--allow-remote")
    {
        HelpName = "HOST",
        Description = "Allow the one host of this name or address, which is not this machine. Without it only loopback is.",
    };

    /// <exception cref="CommandException">The target is none, has no address, or is not allowed.</exception>
    public static async Task<Target> ResolveAsync(string text, string? allowRemote, CancellationToken cancellation)
    {
        try
        {
            return await Target.ResolveAsync(text, allowRemote, cancellation).ConfigureAwait(false);
        }
        catch (TargetException e)
        {
            throw new CommandException(e.Failure == TargetFailure.UnknownHost ? ExitCode.Unavailable : ExitCode.Usage, e.Message, e.Remedy);
        }
    }
}

using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using SmtpSim.Results;

namespace SmtpSim.Cli;

/// <summary><c>smtpsim verify RESULTS</c>: runs again what a results folder says, and compares.</summary>
internal static class VerifyCommand
{
    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("RESULTS") { Description = "A results folder of run or sweep." };
        var quiet = new Option<bool>("--quiet") { Description = "Print no progress." };
        var command = new Command("verify", "Run a results folder's scenario again and compare.") { folder, quiet };
        command.SetAction(parsed => VerifyAsync(ComparedResults.Of(parsed.GetRequiredValue(folder)), parsed.GetValue(quiet), terminal));
        return command;
    }

    private static async Task<int> VerifyAsync(ComparedResults results, bool quiet, Terminal terminal)
    {
        if (!results.Complete)
            throw new CommandException(ExitCode.NoInput, $"{results.Folder} is of a run that was interrupted: nobody can say where it would have been");
        var files = results.IsSweep ? results.Manifest(ResultsJson.Default.SweepManifest).Files : results.Manifest(ResultsJson.Default.Manifest).Files;
        if (files.FirstOrDefault(file => HashOf(results, file.Key) != file.Value) is { Key: { } changed })
        {
            terminal.Output.Line($"{terminal.Output.Paint(Ink.Bad, "not the same")}  {Path.Combine(results.Folder, changed)} {(File.Exists(Path.Combine(results.Folder, changed)) ? "was changed after it was written" : "is missing")}");
            return ExitCode.Different;
        }

        var digest = await AgainAsync(results, quiet, terminal).ConfigureAwait(false);
        if (digest is null)
            return ExitCode.Interrupted;
        var same = digest == results.Digest;
        terminal.Output.Line(same
            ? $"{terminal.Output.Paint(Ink.Good, "verified")}  the same digest {digest}"
            : $"{terminal.Output.Paint(Ink.Bad, "not the same")}  {results.Folder} has digest {results.Digest}, and this program gives {digest}");
        return same ? ExitCode.Ok : ExitCode.Different;
    }

    private static string HashOf(ComparedResults results, string file)
    {
        try
        {
            using var stream = File.OpenRead(Path.Combine(results.Folder, file)); // records may be larger than an array
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    // Kept out of line: here the run-time meets the first type of Orleans.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<string?> AgainAsync(ComparedResults results, bool quiet, Terminal terminal) => new Verification(results, quiet, terminal).RunAsync();
}

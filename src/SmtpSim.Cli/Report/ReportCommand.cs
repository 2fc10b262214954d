using System.CommandLine;
using System.Runtime.CompilerServices;

namespace SmtpSim.Cli;

/// <summary><c>smtpsim report RESULTS</c>: makes the report of a results folder, anew or for the first time.</summary>
internal static class ReportCommand
{
    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("RESULTS") { Description = "A results folder of run." };
        var quiet = new Option<bool>("--quiet") { Description = "Print no progress." };
        var command = new Command("report", $"Make the {RunPage.FileName} of a results folder, by running its scenario again.") { folder, quiet };
        command.SetAction(parsed => RunAsync(ComparedResults.Of(parsed.GetRequiredValue(folder)), parsed.GetValue(quiet), terminal));
        return command;
    }

    // Kept out of line: here the run-time meets the first type of Orleans.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<int> RunAsync(ComparedResults results, bool quiet, Terminal terminal) => new Reporting(results, quiet, terminal).RunAsync();
}

using System.CommandLine;
using System.Runtime.CompilerServices;

namespace SmtpSim.Cli;

/// <summary><c>smtpsim report RESULTS</c>: makes the report of a results folder, anew or for the first time, and its charts as figures for a paper.</summary>
internal static class ReportCommand
{
    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("RESULTS") { Description = "A results folder of run or sweep." };
        var figures = FigureExport.Option();
        var quiet = new Option<bool>("--quiet") { Description = "Print no progress." };
        var command = new Command("report", $"Make the {RunPage.FileName} of a results folder; of a run by running its scenario again.") { folder, figures, quiet };
        command.SetAction(parsed =>
        {
            var (results, directory) = (ComparedResults.Of(parsed.GetRequiredValue(folder)), parsed.GetValue(figures));
            return results.IsSweep ? Task.FromResult(new SweepReporting(results, directory, terminal).Run()) : RunAsync(results, directory, parsed.GetValue(quiet), terminal);
        });
        return command;
    }

    // Kept out of line: here the run-time meets the first type of Orleans.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<int> RunAsync(ComparedResults results, string? figures, bool quiet, Terminal terminal) => new Reporting(results, figures, quiet, terminal).RunAsync();
}

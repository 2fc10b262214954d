using System.Runtime.CompilerServices;
using SmtpSim.Figures;
using SmtpSim.Results;

namespace SmtpSim.Cli;

/// <summary>Writes charts as figures.</summary>
internal static class FigureExport
{
    // Kept out of line: here the run-time meets the library that draws bitmaps, which no other command needs.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Write(string folder, IReadOnlyList<Chart> charts, string what, ManifestProgram program, string digest, Terminal terminal)
    {
        try
        {
            FigureFolder.Write(folder, charts, new FigureSource(what, $"{program.Name} {program.Version}{(program.Commit is { } commit ? $" ({commit})" : "")}", digest));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.CannotCreate, $"can't write figures to {folder}: {e.Message}");
        }

        terminal.Output.Line($"{Path.Combine(folder, FigureFolder.CaptionFile)}  {Quantity.Count(charts.Count, "figure")} as PNG, SVG and CSV");
    }
}

using System.CommandLine;
using System.Runtime.CompilerServices;
using SmtpSim.Figures;
using SmtpSim.Results;

namespace SmtpSim.Cli;

/// <summary>The charts of a report as figures, where <c>--figures</c> asks for them.</summary>
internal sealed class FigureExport : IDisposable
{
    private readonly string _name;
    private readonly FigureFolder _folder;
    private readonly Terminal _terminal;

    private FigureExport(string name, FigureFolder folder, Terminal terminal) => (_name, _folder, _terminal) = (name, folder, terminal);

    public static Option<string?> Option() => new("--figures") { HelpName = "DIR", Description = "Write every chart as PNG and SVG, with its data as CSV, and captions." };

    /// <summary>Makes the folder before the work begins that its charts are of; null when none is wanted.</summary>
    /// <exception cref="CommandException">It can't be made, or holds something.</exception>
    public static FigureExport? Begin(string? folder, Terminal terminal) =>
        folder is null ? null : Told(() => new FigureExport(folder, FigureFolder.Begin(folder), terminal));

    /// <param name="charts">All charts of the report.</param>
    /// <param name="what">The run, sweep or comparison that they show.</param>
    /// <param name="program">That it ran with.</param>
    /// <param name="digest">Of the results.</param>
    /// <exception cref="CommandException">Writing failed; nothing is left of it.</exception>
    // Kept out of line: here the run-time meets the library that draws bitmaps, which no other command needs.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Write(IReadOnlyList<Chart> charts, string what, ManifestProgram program, string digest)
    {
        if (charts.Count == 0)
        {
            _terminal.Output.Line("no figures: the report has no chart");
            return;
        }

        Told(() =>
        {
            _folder.Write(charts, new FigureSource(what, $"{program.Name} {program.Version}{(program.Commit is { } commit ? $" ({commit})" : "")}", digest));
            return 0;
        });
        _terminal.Output.Line($"{Path.Combine(_name, FigureFolder.CaptionFile)}  {Quantity.Count(charts.Count, "figure")} as PNG, SVG and CSV");
    }

    public void Dispose() => _folder.Dispose();

    private static T Told<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ResultsException e)
        {
            throw new CommandException(ResultsExit.CodeOf(e.Failure), e.Message);
        }
    }
}

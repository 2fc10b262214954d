using System.Text;
using SmtpSim.Report;
using SmtpSim.Results;

namespace SmtpSim.Figures;

/// <summary>Where figures come from, for their captions.</summary>
/// <param name="What">The run, sweep or comparison: its scenario and seed.</param>
/// <param name="Program">Name and version.</param>
/// <param name="Digest">Of the results.</param>
public sealed record FigureSource(string What, string Program, string Digest);

/// <summary>
/// Every chart of a report in a folder: NAME.svg, NAME.png, its data as NAME.csv, and <c>captions.md</c>. The folder appears whole or not at all;
/// the same results give the same bytes.
/// </summary>
public sealed class FigureFolder : IDisposable
{
    public const string CaptionFile = "captions.md";
    private const string Option = "--figures";

    private readonly string _folder;
    private readonly StagingFolder _staging;

    private FigureFolder(string folder, StagingFolder staging) => (_folder, _staging) = (folder, staging);

    /// <summary>Begins a folder, before the work whose charts it is for.</summary>
    /// <exception cref="ResultsException">It holds something already, or can't be made.</exception>
    public static FigureFolder Begin(string folder)
    {
        StagingFolder.ThrowIfTaken(folder, Option);
        return new FigureFolder(folder, StagingFolder.Create(folder, Option));
    }

    /// <summary>Writes all files and gives the folder its name.</summary>
    /// <exception cref="ResultsException">Writing failed, and nothing is there.</exception>
    public void Write(IReadOnlyList<Chart> charts, FigureSource source)
    {
        ArgumentNullException.ThrowIfNull(charts);
        var named = Named(charts);
        foreach (var (name, chart) in named)
        {
            _staging.Write(name + ".svg", stream => stream.Write(FigureFile.Svg(chart)));
            _staging.Write(name + ".png", stream => stream.Write(FigureFile.Png(chart)));
            _staging.Write(name + ".csv", stream => stream.Write(Encoding.UTF8.GetBytes(ChartTable.Of(chart).ToCsv())));
        }

        _staging.Write(CaptionFile, stream => stream.Write(Encoding.UTF8.GetBytes(Captions(named, source))));
        _staging.Publish(_folder);
    }

    public void Dispose() => _staging.Dispose();

    /// <summary>Names are made of what metrics and factors are called, in letters and digits alone: two may meet.</summary>
    private static List<(string Name, Chart Chart)> Named(IReadOnlyList<Chart> charts)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var named = new List<(string, Chart)>();
        foreach (var chart in charts)
        {
            var name = chart.Name;
            for (var n = 2; !taken.Add(name); n++)
                name = $"{chart.Name}-{n}";
            named.Add((name, chart));
        }

        return named;
    }

    private static string Captions(IReadOnlyList<(string, Chart)> charts, FigureSource source)
    {
        var text = new StringBuilder("# Captions\n");
        foreach (var (name, chart) in charts)
        {
            text.Append("\n## ").Append(name).Append("\n\n![").Append(chart.Title).Append("](").Append(name).Append(".svg)\n\n**").Append(chart.Title).Append(".** ").Append(chart.Sentence);
            if (chart.Note is { } note)
                text.Append(' ').Append(note);
            text.Append('\n');
        }

        return text.Append("\n## Source\n\n").Append(source.What).Append(". ").Append(source.Program).Append(", digest ").Append(source.Digest).Append(".\n").ToString();
    }
}

using System.Text;
using SmtpSim.Report;

namespace SmtpSim.Figures;

/// <summary>Where figures come from, for their captions.</summary>
/// <param name="What">The run or sweep: its scenario and seed.</param>
/// <param name="Program">Name and version.</param>
/// <param name="Digest">Of the results.</param>
public sealed record FigureSource(string What, string Program, string Digest);

/// <summary>Every chart of a report in a folder: NAME.svg, NAME.png, its data as NAME.csv, and <c>captions.md</c>. The same results give the same bytes.</summary>
public static class FigureFolder
{
    public const string CaptionFile = "captions.md";

    /// <summary>Writes them; files of these names are replaced.</summary>
    /// <exception cref="IOException">The folder can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static void Write(string folder, IReadOnlyList<Chart> charts, FigureSource source)
    {
        Directory.CreateDirectory(folder);
        foreach (var chart in charts)
        {
            File.WriteAllBytes(Path.Combine(folder, chart.Name + ".svg"), FigureFile.Svg(chart));
            File.WriteAllBytes(Path.Combine(folder, chart.Name + ".png"), FigureFile.Png(chart));
            File.WriteAllText(Path.Combine(folder, chart.Name + ".csv"), ChartTable.Of(chart).ToCsv());
        }

        File.WriteAllText(Path.Combine(folder, CaptionFile), Captions(charts, source));
    }

    private static string Captions(IReadOnlyList<Chart> charts, FigureSource source)
    {
        var text = new StringBuilder("# Captions\n");
        foreach (var chart in charts)
        {
            text.Append("\n## ").Append(chart.Name).Append("\n\n![").Append(chart.Title).Append("](").Append(chart.Name).Append(".svg)\n\n**").Append(chart.Title).Append(".** ").Append(chart.Sentence);
            if (chart.Note is { } note)
                text.Append(' ').Append(note);
            text.Append('\n');
        }

        return text.Append("\n## Source\n\n").Append(source.What).Append(". ").Append(source.Program).Append(", digest ").Append(source.Digest).Append(".\n").ToString();
    }
}

using System.Globalization;

namespace SmtpSim.Results;

/// <summary><c>published.csv</c> of a reproduction: a row for each published figure, in base units; what has no value stays empty.</summary>
public static class PublishedCsv
{
    public const string FileName = "published.csv";

    public static void Write(Stream stream, IReadOnlyList<PublishedComparison> comparisons)
    {
        using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine("cell,quantity,metric,published,within,simulated,low,high,confidence,verdict");
        foreach (var one in comparisons)
        {
            writer.WriteLine(string.Join(',', (string[])
            [
                CsvLine.Quote(one.Figure.Cell), CsvLine.Quote(one.Figure.Quantity), CsvLine.Quote(one.Figure.Metric), Text(one.Figure.Value), Text(one.Figure.Within),
                Text(one.Simulated), Text(one.Interval?.Low), Text(one.Interval?.High), Text(one.Interval?.Confidence), MetricLabel.Word(one.Verdict.ToString()),
            ]));
        }
    }

    private static string Text(double? value) => value is { } number ? number.ToString("R", CultureInfo.InvariantCulture) : "";
}

using System.Globalization;

namespace SmtpSim.Results;

/// <summary>Published figures as a table: <c>cell,quantity,metric,published,within</c>.</summary>
public static class PublishedTable
{
    private const string Header = "cell,quantity,metric,published,within";

    /// <exception cref="FormatException">It is no such table.</exception>
    public static IReadOnlyList<PublishedFigure> Read(TextReader reader)
    {
        if (reader.ReadLine() != Header)
            throw new FormatException("It is no table of published figures.");
        var figures = new List<PublishedFigure>();
        for (string? line; (line = reader.ReadLine()) is not null;)
        {
            if (CsvLine.Split(line) is not [var cell, var quantity, var metric, var value, var within])
                throw new FormatException($"'{line}' is no row of a table of published figures.");
            figures.Add(new PublishedFigure(cell, quantity, metric, double.Parse(value, CultureInfo.InvariantCulture), double.Parse(within, CultureInfo.InvariantCulture)));
        }

        return figures;
    }
}

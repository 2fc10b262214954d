using SmtpSim.Results;

namespace SmtpSim.Validation.Tests;

/// <summary>The figures that stand beside a scenario in a table, which <c>smtpsim reproduce</c> holds its sweep to as well.</summary>
internal static class PublishedFigures
{
    public static PublishedFigure Of(string scenario, string cell, string metric)
    {
        using var reader = new StreamReader(Repository.PathOf($"scenarios/validation/{scenario}.csv"));
        return PublishedTable.Read(reader).Single(figure => figure.Cell == cell && figure.Metric == metric);
    }
}

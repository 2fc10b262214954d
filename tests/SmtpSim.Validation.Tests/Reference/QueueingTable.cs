using System.Globalization;

namespace SmtpSim.Validation.Tests;

/// <summary>Exact figures of queueing systems: model, parameters, metric, value. Computed from the closed forms by an independent program.</summary>
internal static class QueueingTable
{
    public static IReadOnlyList<(string Model, string Parameters, string Metric, double Value)> Rows { get; } = [.. Read()];

    /// <exception cref="InvalidOperationException">There is not exactly one such row.</exception>
    public static double Value(string model, string parameters, string metric)
        => Rows.Single(row => row.Model == model && row.Parameters == parameters && row.Metric == metric).Value;

    public static bool Has(string model, string parameters, string metric)
        => Rows.Any(row => row.Model == model && row.Parameters == parameters && row.Metric == metric);

    private static IEnumerable<(string Model, string Parameters, string Metric, double Value)> Read()
    {
        using var stream = typeof(QueueingTable).Assembly.GetManifestResourceStream("SmtpSim.Validation.Tests.Reference.queueing.csv")!;
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            // The parameters stand in quotation marks, for they have commas of their own.
            var (open, close) = (line.IndexOf('"', StringComparison.Ordinal), line.LastIndexOf('"'));
            var rest = line[(close + 2)..].Split(',');
            yield return (line[..(open - 1)], line[(open + 1)..close], rest[0], double.Parse(rest[1], CultureInfo.InvariantCulture));
        }
    }
}

using System.Globalization;

namespace SmtpSim.Results;

/// <summary>
/// The tables of a sweep, tidy: <c>cells.csv</c> has a row for each cell and metric, <c>runs.csv</c> for each run and metric. Values are in base units:
/// seconds, bytes, shares from 0 to 1. What has no value stays empty.
/// </summary>
public static class SweepCsv
{
    public const string CellsFile = "cells.csv";
    public const string RunsFile = "runs.csv";

    public static void WriteCells(Stream stream, SweepTable table)
    {
        using var writer = Open(stream);
        writer.WriteLine(string.Join(',', (string[])["cell", .. table.Factors.Select(CsvLine.Quote), "metric", "replications", "mean", "ci95_low", "ci95_high", "sd", "min", "max"]));
        foreach (var cell in table.Cells)
        {
            foreach (var metric in table.MetricsWithValues)
            {
                var values = cell.ValuesOf(metric);
                var mean = MeanInterval.Of(values);
                writer.WriteLine(string.Join(',', (string[])
                [
                    Start(cell), CsvLine.Quote(table.Metrics[metric].ToString()), Text(values.Length), Text(mean.Mean), Text(mean.Low), Text(mean.High), Text(mean.StandardDeviation),
                    Text(values.Length == 0 ? null : values.Min()), Text(values.Length == 0 ? null : values.Max()),
                ]));
            }
        }
    }

    public static void WriteRuns(Stream stream, SweepTable table)
    {
        using var writer = Open(stream);
        writer.WriteLine(string.Join(',', (string[])["cell", .. table.Factors.Select(CsvLine.Quote), "replication", "digest", "metric", "value"]));
        foreach (var cell in table.Cells)
        {
            foreach (var run in cell.Runs)
            {
                foreach (var metric in table.MetricsWithValues)
                    writer.WriteLine($"{Start(cell)},{Text(run.Replication)},{run.Digest},{CsvLine.Quote(table.Metrics[metric].ToString())},{Text(run.Values[metric])}");
            }
        }
    }

    /// <summary>Reads the runs of a sweep back.</summary>
    /// <param name="reader">Of <see cref="RunsFile"/>.</param>
    /// <param name="factors">Of the sweep.</param>
    /// <param name="metrics">Of the sweep; what the table lacks has no value.</param>
    /// <param name="cells">Of the sweep: value by factor, in the order of the design.</param>
    /// <param name="antithetic">Runs stand in antithetic pairs.</param>
    /// <exception cref="FormatException">It is no such table, or of another sweep.</exception>
    public static SweepTable ReadRuns(TextReader reader, IReadOnlyList<string> factors, IReadOnlyList<MetricSelector> metrics, IReadOnlyList<IReadOnlyList<KeyValuePair<string, string>>> cells, bool antithetic = false)
    {
        if (!CsvLine.Split(reader.ReadLine() ?? "").SequenceEqual((string[])["cell", .. factors, "replication", "digest", "metric", "value"]))
            throw new FormatException("It is no table of runs of this sweep.");
        var places = metrics.Select((metric, i) => KeyValuePair.Create(metric.ToString(), i)).ToDictionary(StringComparer.Ordinal);
        var runs = cells.Select(_ => new SortedDictionary<int, (string Digest, double?[] Values)>()).ToList();
        for (string? line; (line = reader.ReadLine()) is not null;)
        {
            var fields = CsvLine.Split(line);
            if (fields.Count != factors.Count + 5 || !Number(fields[0], out var cell) || cell >= runs.Count || !Number(fields[^4], out var replication))
                throw new FormatException($"'{line}' is no row of it.");
            if (!runs[cell].TryGetValue(replication, out var run))
                runs[cell].Add(replication, run = (fields[^3], new double?[metrics.Count]));
            if (places.TryGetValue(fields[^2], out var place) && double.TryParse(fields[^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                run.Values[place] = value;
        }

        return new SweepTable(factors, metrics, [.. cells.Select((values, i) => new SweepCellRuns(i, values, [.. runs[i].Select(run => new SweepRecord(i, run.Key, run.Value.Digest, 0, run.Value.Values))]) { Antithetic = antithetic })]);
    }

    private static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static StreamWriter Open(Stream stream) => new(stream, bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };

    private static string Start(SweepCellRuns cell) => string.Join(',', (string[])[Text(cell.Index), .. cell.Values.Select(value => CsvLine.Quote(value.Value))]);

    private static string Text(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "";
}

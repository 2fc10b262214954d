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

    private static StreamWriter Open(Stream stream) => new(stream, bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };

    private static string Start(SweepCellRuns cell) => string.Join(',', (string[])[Text(cell.Index), .. cell.Values.Select(value => CsvLine.Quote(value.Value))]);

    private static string Text(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "";
}

using System.Globalization;

namespace SmtpSim.Results;

/// <summary>The values of <c>runs.csv</c>: by cell, metric and replication.</summary>
public sealed class SweepRunsTable
{
    private readonly OrderedDictionary<(string Cell, string Metric), SortedDictionary<int, double>> _values = [];

    public IEnumerable<(string Cell, string Metric)> Keys => _values.Keys;

    /// <param name="reader">Of the table.</param>
    /// <param name="antithetic">Replications stand in antithetic pairs: their means are the values.</param>
    /// <exception cref="FormatException">It is no such table.</exception>
    public static SweepRunsTable Read(TextReader reader, bool antithetic = false)
    {
        var header = CsvLine.Split(reader.ReadLine() ?? "");
        var replication = header.IndexOf("replication");
        if (replication < 1 || !header.Skip(replication).SequenceEqual(["replication", "digest", "metric", "value"]))
            throw new FormatException("It is no table of runs.");
        var table = new SweepRunsTable();
        for (string? line; (line = reader.ReadLine()) is not null;)
        {
            var fields = CsvLine.Split(line);
            if (fields.Count != header.Count || !int.TryParse(fields[replication], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                throw new FormatException($"'{line}' is no row of a table of runs.");
            if (!double.TryParse(fields[^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                continue; // a run in which the metric has no value
            var cell = string.Join(' ', header.Zip(fields).Take(replication).Skip(1).Select(pair => $"{pair.First}={pair.Second}"));
            var key = (cell, fields[^2]);
            if (!table._values.TryGetValue(key, out var runs))
                table._values.Add(key, runs = []);
            runs[number] = value;
        }

        return antithetic ? table.Paired() : table;
    }

    private SweepRunsTable Paired()
    {
        var paired = new SweepRunsTable();
        foreach (var (key, runs) in _values)
        {
            double? ValueOf(int number) => runs.TryGetValue(number, out var value) ? value : null;
            var means = AntitheticPairs.MeansOf(Enumerable.Range(0, runs.Keys.Max() / 2 * 2 + 2).Select(ValueOf)).Select((mean, pair) => (mean, pair));
            paired._values.Add(key, new(means.Where(one => one.mean is not null).ToDictionary(one => one.pair, one => one.mean!.Value)));
        }

        return paired;
    }

    /// <summary>
    /// The differences of what both tables have, pair by pair of replications that saw the same random numbers. All intervals together hold with the
    /// confidence asked for.
    /// </summary>
    public static IReadOnlyList<CellDifference> Between(SweepRunsTable a, SweepRunsTable b, double together = Confidence.Usual)
    {
        var pairs = a._values.Where(one => b._values.ContainsKey(one.Key)).Select(one =>
        {
            var other = b._values[one.Key];
            var common = one.Value.Keys.Where(other.ContainsKey).ToList();
            return (one.Key, A: common.Select(number => one.Value[number]).ToArray(), B: common.Select(number => other[number]).ToArray());
        }).Where(pair => pair.A.Length > 0 && !pair.A.SequenceEqual(pair.B)).ToList();
        return [.. pairs.Select(pair => new CellDifference(pair.Key.Cell, pair.Key.Metric, PairedDifference.Of(pair.A, pair.B, Confidence.ForEachOf(pairs.Count, together))))];
    }
}

/// <summary>A metric of a cell that is not the same in two sweeps.</summary>
public sealed record CellDifference(string Cell, string Metric, PairedDifference Paired)
{
    /// <summary>Whether there is an interval, and it leaves no doubt.</summary>
    public bool IsClear => Paired.Difference.Count > 1 && Paired.IsClear;
}

using System.Security.Cryptography;
using System.Text;

namespace SmtpSim.Results;

/// <summary>A cell's values and its runs, in the order of their replications.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Values">Value by factor.</param>
/// <param name="Runs">Those that count.</param>
public sealed record SweepCellRuns(int Index, IReadOnlyList<KeyValuePair<string, string>> Values, IReadOnlyList<SweepRecord> Runs)
{
    public string Name => string.Join(' ', Values.Select(value => $"{value.Key}={value.Value}"));

    /// <summary>Runs stand in antithetic pairs.</summary>
    public bool Antithetic { get; init; }

    /// <summary>Independent of one another: the runs, or the pairs that they stand in.</summary>
    public int Observations => Antithetic ? Runs.Count / 2 : Runs.Count;

    /// <summary>The values of a metric that has one, in the order of the replications; of pairs their means.</summary>
    public double[] ValuesOf(int metric)
    {
        var values = Runs.Select(run => run.Values[metric]);
        return [.. (Antithetic ? AntitheticPairs.MeansOf(values) : values).OfType<double>()];
    }
}

/// <summary>What a sweep found: every metric of every run of every cell.</summary>
/// <param name="Factors">Names of what varies.</param>
/// <param name="Metrics">What was measured.</param>
/// <param name="Cells">In the order of the design.</param>
public sealed record SweepTable(IReadOnlyList<string> Factors, IReadOnlyList<MetricSelector> Metrics, IReadOnlyList<SweepCellRuns> Cells)
{
    /// <summary>The number of a metric; -1 when it was not measured.</summary>
    public int IndexOf(MetricSelector metric)
    {
        for (var i = 0; i < Metrics.Count; i++)
        {
            if (Metrics[i].Equals(metric))
                return i;
        }

        return -1;
    }

    /// <summary>Metrics that have a value in some run: a scenario without workers has no utilisation.</summary>
    public IReadOnlyList<int> MetricsWithValues { get; } = [.. Enumerable.Range(0, Metrics.Count).Where(i => Cells.Any(cell => cell.Runs.Any(run => run.Values[i] is not null)))];

    /// <summary>Runs stand in antithetic pairs.</summary>
    public bool Antithetic => Cells.Any(cell => cell.Antithetic);

    /// <summary>One hash over the cells and the digests of their runs: equal for the same sweep, however it was interrupted.</summary>
    public string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var cell in Cells)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{cell.Index} {cell.Name}\n"));
            foreach (var run in cell.Runs)
                hash.AppendData(Encoding.UTF8.GetBytes($"{run.Replication} {run.Digest}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

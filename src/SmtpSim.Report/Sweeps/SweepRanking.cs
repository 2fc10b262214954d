using SmtpSim.Results;

namespace SmtpSim.Report;

/// <summary>A cell's place among others.</summary>
/// <param name="First">The best place it may have, from 1.</param>
/// <param name="Last">The same as <paramref name="First"/>, or the last of the places it shares with others.</param>
internal sealed record RankedCell(SweepCellRuns Cell, int First, int Last)
{
    public bool IsTied => Last > First;

    public string Place => IsTied ? $"{First}–{Last}" : $"{First}";
}

/// <summary>
/// Cells from the best to the worst by a metric. Neighbours whose difference is not clear share their places: paired differences of the replications
/// under common random numbers, whose intervals hold all together with 95 % (Bonferroni).
/// </summary>
internal static class SweepRanking
{
    /// <summary>Null when a metric has no better side, or there are too few cells or replications to rank.</summary>
    public static IReadOnlyList<RankedCell>? Of(MetricCells metric, IReadOnlyList<SweepCellRuns> cells)
    {
        if (metric.Direction == MetricDirection.None || cells.Count < 2 || cells.Any(cell => metric[cell].Count < 2 || metric[cell].Count != cell.Observations))
            return null;
        var ordered = cells.OrderBy(cell => metric.Direction == MetricDirection.Less ? metric[cell].Mean : -metric[cell].Mean).ToList();
        var confidence = Confidence.ForEachOf(cells.Count - 1);
        var ranked = new List<RankedCell>();
        for (var first = 0; first < ordered.Count;)
        {
            var end = first + 1;
            while (end < ordered.Count && !IsClear(metric, ordered[end - 1], ordered[end], confidence))
                end++;
            for (var i = first; i < end; i++)
                ranked.Add(new RankedCell(ordered[i], first + 1, end));
            first = end;
        }

        return ranked;
    }

    private static bool IsClear(MetricCells metric, SweepCellRuns a, SweepCellRuns b, double confidence)
    {
        // Replication by replication, or pair by pair: every run has a value, and numbers have no gaps.
        var pairs = a.ValuesOf(metric.Index).Zip(b.ValuesOf(metric.Index), (one, two) => (A: one, B: two)).ToList();
        return pairs.Count > 1 && PairedDifference.Of([.. pairs.Select(pair => pair.A)], [.. pairs.Select(pair => pair.B)], confidence).IsClear;
    }
}

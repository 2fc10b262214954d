using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Report;

/// <summary>How many attempts messages took.</summary>
internal static class AttemptsChart
{
    /// <summary>First number of attempts of each bar where there are too many for one each; a bar goes up to the next one's first.</summary>
    private static readonly int[] Firsts = [1, 2, 3, 4, 5, 6, 8, 11, 16, 21, 31, 51, 101];

    private const int MostSingle = 14;
    private const int MostGroups = 6;

    public static Chart Of(ReportedRun run)
    {
        var all = run.Metrics.AllClients.AttemptsPerMessage;
        var from = run.Result.Clients.Any(metrics => Within(metrics.AttemptsPerMessage, 0, 0) > 0) ? 0 : 1;
        var most = (int)Math.Max(from + 1, all.Max);
        int[] firsts = most - from < MostSingle ? [.. Enumerable.Range(from, most - from + 1)] : from == 0 ? [0, .. Firsts] : Firsts;
        firsts = [.. firsts.Where(first => first <= most)];
        var groups = run.World.Clients.Zip(run.Result.Clients).Where(pair => pair.Second.AttemptsPerMessage.Count > 0).ToList();
        IEnumerable<(string Name, Tally Tally)> shown = groups.Count <= MostGroups ? groups.Select(pair => (pair.First.Name, pair.Second.AttemptsPerMessage)) : [("all groups", all)];
        return new Chart
        {
            Name = "attempts",
            Title = "Attempts per message",
            Sentence = Sentence(all),
            X = Axis.Of("attempts until the message met its fate", [.. firsts.Select((first, i) => Label(first, i + 1 < firsts.Length ? firsts[i + 1] - 1 : most))]),
            Y = new Axis("share of the messages", Measure: Measure.Share) { Min = 0 },
            Series = [.. shown.Select(one => new ChartSeries(one.Name, Mark.Bars,
                [.. firsts.Select((first, i) => new ChartPoint(i, Within(one.Tally, first, i + 1 < firsts.Length ? firsts[i + 1] - 1 : most) / (double)Math.Max(1, one.Tally.Count)))]))],
        };
    }

    private static long Within(Tally tally, int first, int last)
    {
        var sum = 0L;
        for (var bucket = HdrLayout.IndexOf(first); tally.Count > 0 && bucket <= HdrLayout.IndexOf(last); bucket++)
            sum += tally.Buckets[bucket];
        return sum;
    }

    private static string Label(int first, int last) => first == last ? $"{first}" : $"{first}–{last}";

    private static string Sentence(Tally all)
    {
        if (all.Count == 0)
            return "No message met its fate.";
        var one = Within(all, 1, 1) / (double)all.Count;
        return $"{Quantity.Percent(one)} of the messages that met their fate took one attempt; the mean is {Quantity.Factor(all.Mean)} and the most {Quantity.Count(all.Max)}.";
    }
}

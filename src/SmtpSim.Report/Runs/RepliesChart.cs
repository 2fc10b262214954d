using System.Globalization;
using SmtpSim.Model;

namespace SmtpSim.Report;

/// <summary>Replies over time: by code where the whole run was looked at, else by class.</summary>
internal static class RepliesChart
{
    private const int MostCodes = 7;

    /// <summary>Looks of codes that say yes, not now, and no. Codes that lie upon one another differ in more than lightness.</summary>
    private static readonly int[] Positive = [0, 2, 5, 7];
    private static readonly int[] Transient = [1, 4];
    private static readonly int[] Permanent = [3, 6];

    /// <summary>As many looks as there may be series: no two look the same.</summary>
    private const int Looks = 8;

    public static Chart Of(ReportedRun run)
    {
        var shades = FaultSpans.Of(run.World, run.Time.Bins * run.Time.Step);
        var byCode = run.Observation is { Whole: true } observation ? ByCode(observation) : ByClass(run);
        return new Chart
        {
            Name = "replies",
            Title = "Replies over time",
            Sentence = Sentence(run, shades),
            X = run.Time.Axis,
            Y = new Axis($"replies in {Quantity.Duration(run.Time.Step)}"),
            BarWidth = run.Time.Step,
            Series = [.. byCode.Select(code => new ChartSeries(code.Name, Mark.StackedBars, run.Time.Points(code.Counts)) { Look = code.Look })],
            Shades = shades,
            Note = run.Time.NoteOf(run.Result),
        };
    }

    private static IEnumerable<(string Name, double[] Counts, int Look)> ByCode(Observation observation)
    {
        var shown = observation.Replies.OrderByDescending(code => code.Value.Sum()).Take(observation.Replies.Count == MostCodes + 1 ? MostCodes + 1 : MostCodes).Select(code => code.Key).ToHashSet();
        var used = new HashSet<int>();
        foreach (var (code, counts) in observation.Replies.Where(code => shown.Contains(code.Key)))
        {
            var looks = code < 400 ? Positive : code < 500 ? Transient : Permanent;
            yield return (code.ToString(CultureInfo.InvariantCulture), [.. counts.Select(count => (double)count)], Unused(used, looks));
        }
        var rest = observation.Replies.Where(code => !shown.Contains(code.Key)).Select(code => code.Value).ToList();
        if (rest.Count > 0)
            yield return ("other", [.. Enumerable.Range(0, rest[0].Length).Select(bin => (double)rest.Sum(counts => counts[bin]))], Unused(used, []));
    }

    private static int Unused(HashSet<int> used, int[] wanted)
    {
        var look = wanted.Concat(Enumerable.Range(0, Looks)).First(one => !used.Contains(one));
        used.Add(look);
        return look;
    }

    private static IEnumerable<(string Name, double[] Counts, int Look)> ByClass(ReportedRun run)
    {
        var series = run.Result.Servers.Select(metrics => metrics.Series).ToList();
        yield return ("positive", run.Time.Sums(series, (int)ServerSeries.PositiveReplies), Positive[0]);
        yield return ("transient negative (4yz)", run.Time.Sums(series, (int)ServerSeries.TransientReplies), Transient[0]);
        yield return ("permanent negative (5yz)", run.Time.Sums(series, (int)ServerSeries.PermanentReplies), Permanent[0]);
    }

    private static string Sentence(ReportedRun run, IReadOnlyList<Shade> shades)
    {
        var replies = run.Metrics.AllClients.Replies;
        var all = replies.Sum();
        if (all == 0)
            return "No client was answered.";
        var negative = replies.AsSpan(200).ToArray().Sum();
        var lost = Lost(run.Metrics.AllClients);
        if (negative == 0)
            return $"All {Quantity.Count(all)} replies were positive{lost}.";
        var worst = Enumerable.Range(400, 200).MaxBy(code => replies[code - ReplyCounts.First]);
        var count = replies[worst - ReplyCounts.First];
        var most = count == negative ? "all of them" : count * 2 > negative ? "most of them" : "most often";
        var sentence = $"{Quantity.Percent(negative / (double)all)} of {Quantity.Count(all)} replies were negative, {most} {worst} ({Quantity.Count(count, "time")}){lost}";
        return During(run, shades) is { } during ? $"{sentence}; {during}." : sentence + ".";
    }

    /// <summary>Sessions that ended with no reply are no part of the chart.</summary>
    private static string Lost(ClientMetrics all)
    {
        (SessionEnd End, string Words)[] ends = [(SessionEnd.Refused, "was refused|were refused"), (SessionEnd.TimedOut, "timed out|timed out"), (SessionEnd.ConnectionLost, "was lost|were lost")];
        var counts = ends.Select(end => (Count: Enumerable.Range(0, ClientMetrics.Phases).Sum(phase => all.SessionEnds[(int)end.End * ClientMetrics.Phases + phase]), Words: end.Words.Split('|')))
            .Where(end => end.Count > 0).Select(end => $"{Quantity.Count(end.Count)} {end.Words[end.Count == 1 ? 0 : 1]}").ToList();
        return counts.Count == 0 ? "" : $"; of the connections {string.Join(", ", counts)}";
    }

    /// <summary>How it was in the shaded times and out of them; null where there were no replies in one of them. A stretch of time that a fault touches belongs to the fault.</summary>
    private static string? During(ReportedRun run, IReadOnlyList<Shade> shades)
    {
        if (shades.Count == 0)
            return null;
        var classes = ByClass(run).Select(one => one.Counts).ToList();
        bool IsShaded(int bin) => shades.Any(shade => shade.From < (bin + 1) * run.Time.Step && bin * run.Time.Step < shade.To);
        double? Share(bool inside)
        {
            var bins = Enumerable.Range(0, run.Time.Bins).Where(bin => IsShaded(bin) == inside).ToList();
            var all = bins.Sum(bin => classes.Sum(one => one[bin]));
            return all == 0 ? null : bins.Sum(bin => classes[1][bin] + classes[2][bin]) / all;
        }
        return Share(true) is { } during && Share(false) is { } otherwise
            ? $"in the shaded times {Quantity.Percent(during)} of the replies were negative, otherwise {Quantity.Percent(otherwise)}"
            : null;
    }
}

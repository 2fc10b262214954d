using SmtpSim.Kernel;
using SmtpSim.Model;
using SmtpSim.Results;

namespace SmtpSim.Report;

/// <summary>
/// The time that a report's charts show, in bins of whole bins of the series. They end where the traffic and nearly all attempts have: a handful of
/// messages that rest for days would leave no room for the rest.
/// </summary>
/// <param name="Width">Of a bin, in ticks.</param>
/// <param name="Bins">How many.</param>
/// <param name="Merged">How many bins of the series make one.</param>
/// <param name="Whole">Whether all that happened is shown.</param>
internal sealed record TimeAxis(long Width, int Bins, int Merged, bool Whole)
{
    private const double NearlyAll = 0.995;

    public double Step => Width / (double)SimDuration.TicksPerSecond;

    public static TimeAxis Of(RunResult result, int most)
    {
        var horizon = Horizon.Of(result);
        var bins = Math.Max(1, horizon.Bins);
        var shown = Math.Min(bins, Math.Max(horizon.TrafficBins, EndOfAttempts(result, bins)));
        if (shown > bins * 0.8)
            shown = bins;
        var merged = (shown + most - 1) / most;
        return new TimeAxis(horizon.BinTicks * merged, (shown + merged - 1) / merged, merged, shown == bins);
    }

    /// <summary>Values of a series' field, summed over the groups that are given.</summary>
    public double[] Sums(IEnumerable<Series> groups, int field)
    {
        var sums = new double[Bins];
        foreach (var series in groups)
            for (var bin = 0; bin < Bins * Merged; bin++)
                sums[bin / Merged] += series[bin, field];
        return sums;
    }

    /// <summary>A level, as its mean over each bin.</summary>
    public double[] Means(IEnumerable<Series> groups, int field) => [.. Sums(groups, field).Select(area => area / Width)];

    /// <summary>Points at the beginning of each bin, and the last value once more at the end.</summary>
    public IReadOnlyList<ChartPoint> Steps(double[] values) => [.. values.Select((value, bin) => new ChartPoint(bin * Step, value)), new ChartPoint(Bins * Step, values[^1])];

    public IReadOnlyList<ChartPoint> Points(IEnumerable<double> values) => [.. values.Select((value, bin) => new ChartPoint(bin * Step, value))];

    public Axis Axis => new("virtual time", Measure: Measure.Seconds) { Min = 0, Max = Bins * Step };

    /// <summary>What a chart over this time has to say about what it leaves out; null for nothing.</summary>
    public string? NoteOf(RunResult result) => Whole ? null
        : $"The few attempts after {Quantity.Duration(Bins * Step)}, the last of them at {Quantity.Duration(result.LastEvent.TotalSeconds)}, are not shown.";

    private static int EndOfAttempts(RunResult result, int bins)
    {
        var attempts = new long[bins];
        foreach (var metrics in result.Clients)
            for (var bin = 0; bin < bins; bin++)
                attempts[bin] += metrics.Series[bin, (int)ClientSeries.Attempts];
        var (all, seen, last) = (attempts.Sum(), 0L, 0);
        while (last < bins && seen < all * NearlyAll)
            seen += attempts[last++];
        return last + 1;
    }
}

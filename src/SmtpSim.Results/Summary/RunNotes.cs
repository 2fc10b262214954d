using System.Globalization;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>What a run's figures do not show by themselves: a queue that was still growing when traffic ended, so that they depend on how long the run was.</summary>
internal static class RunNotes
{
    /// <summary>Fewer bins show no growth.</summary>
    private const int FewestBins = 8;

    /// <summary>From this utilisation on workers count as busy all the time.</summary>
    private const double AllBusy = 0.99;

    /// <summary>A queue grows that is so much longer in the last quarter of the traffic than in the third, and in the third than in the second.</summary>
    private const double Growth = 1.1;

    /// <summary>With no more than so many commands waiting for each worker, growth may be chance.</summary>
    private const int FewPerWorker = 4;

    public static IReadOnlyList<string> Of(RunResult result, Horizon horizon)
    {
        var notes = new List<string>();
        var bins = (int)Math.Min(horizon.TrafficBins, horizon.Traffic.Ticks / horizon.BinTicks);
        if (bins < FewestBins)
            return notes;
        foreach (var (group, metrics) in result.Scenario.Servers.Zip(result.Servers))
        {
            var workers = RunSummary.WorkersOf(group);
            if (workers == 0 || Mean([metrics.Series], (int)ServerSeries.BusyArea, 3, bins, horizon.BinTicks) < AllBusy * workers)
                continue;
            // Where clients may open but so many sessions, what grows is their own queues.
            var senders = OfferedLoad.Senders(result.Scenario, group);
            List<Series> queues = [.. result.Scenario.Clients.Zip(result.Clients).Where(pair => senders.Contains(pair.First.Name)).Select(pair => pair.Second.Series)];
            var text = Growing([metrics.Series], (int)ServerSeries.WaitingArea, bins, horizon.BinTicks, "commands waiting", FewPerWorker * workers)
                ?? Growing(queues, (int)ClientSeries.QueueArea, bins, horizon.BinTicks, "messages in its clients' queues", FewPerWorker * workers);
            if (text is null)
                continue;
            var offered = OfferedLoad.Peak(result.Scenario, group) is { } load ? $"; offered {load.PerWorker.ToString("0.##", CultureInfo.InvariantCulture)} of capacity, retries not counted" : "";
            notes.Add($"servers.{group.Name}: the queue was still growing when traffic ended: {text}{offered}");
        }
        return notes;
    }

    private static string? Growing(IReadOnlyList<Series> series, int area, int bins, long width, string what, long few)
    {
        var last = series.Sum(one => one[bins - 1, area]) / (double)width;
        return last > few && Mean(series, area, 3, bins, width) > Growth * Mean(series, area, 2, bins, width) && Mean(series, area, 2, bins, width) > Growth * Mean(series, area, 1, bins, width)
            ? $"{last.ToString("#,0", CultureInfo.InvariantCulture)} {what}" : null;
    }

    /// <summary>Mean level in a quarter of the traffic, 0 to 3.</summary>
    private static double Mean(IReadOnlyList<Series> series, int area, int quarter, int bins, long width)
    {
        var (from, to) = (bins * quarter / 4, bins * (quarter + 1) / 4);
        return Enumerable.Range(from, to - from).Sum(bin => series.Sum(one => (double)one[bin, area])) / ((double)(to - from) * width);
    }
}

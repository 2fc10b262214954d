using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>How busy the workers of servers with a limited number of workers were.</summary>
/// <param name="Count">Workers of all servers together.</param>
/// <param name="BusyS">Seconds that workers were busy, summed over the workers, until the run ended.</param>
/// <param name="Utilisation">Share of the workers that were busy, on average over the bins that begin before the scenario's duration ends; 0 to 1.</param>
/// <param name="UtilisationPeak">The same in the busiest bin of the series.</param>
/// <param name="WaitS">How long commands waited for a worker; seconds.</param>
/// <param name="SojournS">Waiting and service together; seconds.</param>
public sealed record WorkerSummary(
    long Count, double BusyS, double? Utilisation, double? UtilisationPeak, TallySummary WaitS, TallySummary SojournS)
{
    public static WorkerSummary? Of(long workers, ServerMetrics metrics, Horizon horizon)
    {
        if (workers == 0)
            return null;
        var (sum, peak) = (0L, 0L);
        for (var i = 0; i < Math.Max(horizon.Bins, horizon.TrafficBins); i++)
        {
            var area = metrics.Series[i, (int)ServerSeries.BusyArea];
            peak = Math.Max(peak, area);
            if (i < horizon.TrafficBins)
                sum = checked(sum + area);
        }

        var capacity = (double)workers * horizon.BinTicks;
        return new WorkerSummary(
            workers,
            metrics[ServerCounter.BusyTicks] / (double)SimDuration.TicksPerSecond,
            Ratio.Of(sum, capacity * horizon.TrafficBins),
            Ratio.Of(peak, capacity),
            TallySummary.InSeconds(metrics.Wait),
            TallySummary.InSeconds(metrics.Sojourn));
    }
}

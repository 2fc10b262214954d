using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>
/// Whether and when a fleet comes back to what it was before it was disturbed. A queue that stays long though its cause is gone is a metastable
/// failure (Bronson et al., HotOS 2021; Huang et al., OSDI 2022).
/// </summary>
/// <param name="TimeSeconds">From the end of the last disturbance to recovery; null when it never comes.</param>
/// <param name="Recovered">1 if recovery comes before the traffic stops, else 0.</param>
/// <param name="Metastable">Share of the time from the end of the disturbances to that of the traffic spent above the threshold; null when there is no such time.</param>
internal sealed record Recovery(double? TimeSeconds, double Recovered, double? Metastable)
{
    /// <summary>Bins in a row that must be back: one alone may be luck.</summary>
    private const int BinsInARow = 3;

    /// <summary>Null when nothing disturbs the fleet.</summary>
    public static Recovery? Of(MetricScope scope)
    {
        if (Disturbance.Of(scope.Result.Scenario) is not { } disturbance)
            return null;
        var (horizon, series) = (scope.Horizon, scope.Clients.Series);
        var (start, end) = (disturbance.Start.Ticks, disturbance.End.Ticks);
        double Queue(long bin) => series[(int)bin, (int)ClientSeries.QueueArea] / (double)horizon.BinTicks;

        var limit = 2 * Before(Queue, start / horizon.BinTicks) + 1;
        var first = (end + horizon.BinTicks - 1) / horizon.BinTicks;
        var (back, over) = (-1L, 0L);
        var inARow = 0;
        for (var bin = first; bin < Math.Max(horizon.Bins, horizon.TrafficBins); bin++)
        {
            var isBack = Queue(bin) <= limit;
            inARow = isBack ? inARow + 1 : 0;
            if (!isBack && bin < horizon.TrafficBins)
                over++;
            if (back < 0 && inARow == BinsInARow)
                back = bin - BinsInARow + 1;
        }

        // A run that ended with nothing left to do was back when it ended.
        if (back < 0 && inARow > 0)
            back = Math.Max(horizon.Bins, horizon.TrafficBins) - inARow;
        return new Recovery(
            back < 0 ? null : Math.Max(0, (back * horizon.BinTicks - end) / (double)SimDuration.TicksPerSecond),
            back >= 0 && back * horizon.BinTicks < horizon.Traffic.Ticks ? 1 : 0,
            Ratio.Of(over, horizon.TrafficBins - first));
    }

    /// <summary>The mean level in the second half of the bins before the first disturbance: the first half may be warm-up.</summary>
    private static double Before(Func<long, double> level, long bins)
    {
        var sum = 0.0;
        for (var bin = bins / 2; bin < bins; bin++)
            sum += level(bin);
        return bins == 0 ? 0 : sum / (bins - bins / 2);
    }
}

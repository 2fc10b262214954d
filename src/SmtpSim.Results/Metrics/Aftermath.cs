using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>What follows the disturbances of a fleet, told by its sessions and deliveries; null when nothing disturbs it.</summary>
internal static class Aftermath
{
    /// <summary>So many bins are looked at together: in one alone a few messages more or less decide.</summary>
    private const int BinsTogether = 10;

    private const double Enough = 0.99;

    /// <summary>How long sessions still fail.</summary>
    public static double? LastFailureSeconds(MetricScope scope)
    {
        if (Disturbance.Of(scope.Result.Scenario) is not { } disturbance)
            return null;
        var series = scope.Clients.Series;
        var bin = scope.Horizon.Bins - 1;
        while (bin >= 0 && series[bin, (int)ClientSeries.SessionsFailed] == 0)
            bin--;
        return SecondsFrom(disturbance.End, (bin + 1) * scope.Horizon.BinTicks);
    }

    /// <summary>When as much arrives as is sent; null also when it never does.</summary>
    public static double? GoodputBackSeconds(MetricScope scope)
    {
        if (Disturbance.Of(scope.Result.Scenario) is not { } disturbance)
            return null;
        var (series, width) = (scope.Clients.Series, scope.Horizon.BinTicks);
        long Sum(long first, ClientSeries field) => Enumerable.Range((int)first, BinsTogether).Sum(bin => series[bin, (int)field]);
        for (var bin = (disturbance.End.Ticks + width - 1) / width; bin + BinsTogether <= scope.Horizon.TrafficBins; bin++)
        {
            if (Sum(bin, ClientSeries.Submitted) is > 0 and var submitted && Sum(bin, ClientSeries.Delivered) >= Enough * submitted)
                return SecondsFrom(disturbance.End, bin * width);
        }

        return null;
    }

    private static double SecondsFrom(SimTime end, long ticks) => Math.Max(0, (ticks - end.Ticks) / (double)SimDuration.TicksPerSecond);
}

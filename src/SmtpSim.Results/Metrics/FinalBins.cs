using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>The bins of the series that begin in the last tenth of the duration.</summary>
internal readonly record struct FinalBins(MetricScope Scope, int First, int End)
{
    private const int Tenth = 10;

    public static FinalBins Of(MetricScope scope)
    {
        var (traffic, bin) = (scope.Horizon.Traffic.Ticks, scope.Horizon.BinTicks);
        return new FinalBins(scope, checked((int)((traffic - traffic / Tenth + bin - 1) / bin)), scope.Horizon.TrafficBins);
    }

    /// <summary>Null where no bin begins in that time.</summary>
    public double? PerSecond(ClientSeries field)
    {
        var seconds = (double)Math.Min((End - First) * Scope.Horizon.BinTicks, Scope.Horizon.Traffic.Ticks - First * Scope.Horizon.BinTicks) / SimDuration.TicksPerSecond;
        return First >= End ? null : Ratio.Of(Sum(field), seconds);
    }

    public double? PerSubmitted(ClientSeries field) => Ratio.Of(Sum(field), Sum(ClientSeries.Submitted));

    private long Sum(ClientSeries field)
    {
        var sum = 0L;
        for (var bin = First; bin < End; bin++)
            sum += Scope.Clients.Series[bin, (int)field];
        return sum;
    }
}

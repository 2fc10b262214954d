using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>The spans of virtual time that averages are taken over.</summary>
/// <param name="Traffic">The scenario's duration; of an interrupted run the time simulated, if that is less.</param>
/// <param name="BinTicks">Width of a bin of the series.</param>
/// <param name="Bins">Bins up to the last event.</param>
public sealed record Horizon(SimDuration Traffic, long BinTicks, int Bins)
{
    public static Horizon Of(RunResult result)
    {
        var simulated = result.LastEvent - SimTime.Zero;
        var width = result.Scenario.SeriesInterval.Ticks;
        return new Horizon(
            result.Complete || simulated > result.Scenario.Duration ? result.Scenario.Duration : simulated,
            width,
            result.Events == 0 ? 0 : checked((int)(simulated.Ticks / width) + 1));
    }

    /// <summary>Bins that begin before the end of the traffic.</summary>
    public int TrafficBins => checked((int)((Traffic.Ticks + BinTicks - 1) / BinTicks));

    public SimTime StartOf(int bin) => new(bin * BinTicks);
}

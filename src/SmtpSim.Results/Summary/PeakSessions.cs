using SmtpSim.Kernel;

namespace SmtpSim.Results;

/// <summary>The most sessions at a time.</summary>
/// <param name="PerHost">The most that one host held at a time.</param>
/// <param name="Mean">The largest mean over a bin of the series, of all hosts together.</param>
/// <param name="AtS">Where that bin begins, seconds; null when there was no session.</param>
public sealed record PeakSessions(long PerHost, double Mean, double? AtS)
{
    public static PeakSessions Of(long perHost, Series series, int areaField, Horizon horizon)
    {
        var (bin, area) = (-1, 0L);
        for (var i = 0; i < horizon.Bins; i++)
        {
            if (series[i, areaField] > area)
                (bin, area) = (i, series[i, areaField]);
        }

        return new PeakSessions(perHost, area / (double)horizon.BinTicks, bin < 0 ? null : horizon.StartOf(bin).TotalSeconds);
    }
}

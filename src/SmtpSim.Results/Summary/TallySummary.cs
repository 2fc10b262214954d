using System.Text.Json.Serialization;
using SmtpSim.Kernel;

namespace SmtpSim.Results;

/// <summary>A statistic over observations: exact count, mean and maximum, quantiles within 1/256. All but the count are null without an observation.</summary>
public sealed record TallySummary(
    long Count,
    double? Mean,
    double? P50,
    double? P90,
    double? P95,
    double? P99,
    [property: JsonPropertyName("p99_9")] double? P999,
    double? Max)
{
    /// <summary>Of observations in ticks, as seconds.</summary>
    public static TallySummary InSeconds(Tally tally) => Of(tally, SimDuration.TicksPerSecond);

    /// <summary>Of observations that are plain numbers.</summary>
    public static TallySummary Of(Tally tally) => Of(tally, 1);

    private static TallySummary Of(Tally tally, double unit)
    {
        if (tally.Count == 0)
            return new TallySummary(0, null, null, null, null, null, null, null);
        double At(double q) => tally.Quantile(q) / unit;
        return new TallySummary(tally.Count, tally.Mean / unit, At(.5), At(.9), At(.95), At(.99), At(.999), tally.Max / unit);
    }
}

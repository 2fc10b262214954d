using MathNet.Numerics.Distributions;
using SmtpSim.Kernel;

namespace SmtpSim.Results;

/// <summary>When messages arrive: at random, regularly, in bursts, or with a rate that changes from hour to hour.</summary>
internal static class ArrivalFit
{
    /// <summary>Of more hours than a leap year's the rest is not told apart.</summary>
    public const int MostHours = 24 * 366;

    private const double Hour = 3600;
    private const double Regular = 0.25; // coefficient of variation
    private const double Doubt = 0.01;

    public static CalibratedArrivals Of(IReadOnlyList<long> arrivals, long resolution)
    {
        // Where a log has whole seconds, what came within one is spread over it as chance does.
        var key = RandomKey.Root(2, 0);
        double[] times = [.. arrivals.Select((ticks, i) => (ticks + Uniform.ToUnit(key.Draw((ulong)i)) * resolution) / TimeSpan.TicksPerSecond).Order()];
        var (n, span) = (times.Length, times[^1] - times[0]);
        double[] gaps = [.. times.Zip(times.Skip(1), (a, b) => b - a)];
        var law = LawFit.Exponential([.. gaps.Select(gap => gap * TimeSpan.TicksPerSecond)]);
        var bursts = Bursts(arrivals);
        var perHour = Hours(times, span);
        var hours = HoursPValue(perHour);
        // n - 1 gaps of an exponential law make a gamma law: so is the interval of the rate.
        var rate = new Estimate((n - 1) / span, Gamma.InvCDF(n - 1, span, 0.025), Gamma.InvCDF(n - 1, span, 0.975));
        var starts = bursts.Select(burst => burst.Start / (double)TimeSpan.TicksPerSecond).ToList();
        double[] between = [.. starts.Zip(starts.Skip(1), (a, b) => b - a)];
        var batch = (double)n / bursts.Count;
        var kind = between.Length >= 5 && Variation(between) < Regular && Variation([.. bursts.Select(burst => (double)burst.Count)]) < Regular ? batch >= 1.5 ? "bursts" : "every"
            : hours < Doubt ? "by_hour"
            : "poisson";
        return new CalibratedArrivals(kind, rate, batch, law.Distance, law.PValue, hours, perHour);
    }

    /// <summary>Messages that follow one another within a second.</summary>
    private static List<(long Start, int Count)> Bursts(IReadOnlyList<long> arrivals)
    {
        var bursts = new List<(long Start, int Count)>();
        var last = long.MinValue;
        foreach (var ticks in arrivals.Order())
        {
            if (bursts.Count == 0 || ticks - last > TimeSpan.TicksPerSecond)
                bursts.Add((ticks, 1));
            else
                bursts[^1] = (bursts[^1].Start, bursts[^1].Count + 1);
            last = ticks;
        }

        return bursts;
    }

    /// <summary>Messages in each whole hour; in the part of one at the end none are counted.</summary>
    private static int[] Hours(double[] times, double span)
    {
        var hours = new int[(int)Math.Min(span / Hour, MostHours)];
        foreach (var time in times)
        {
            if ((time - times[0]) / Hour < hours.Length)
                hours[(int)((time - times[0]) / Hour)]++;
        }

        return hours;
    }

    /// <summary>The test of chi squared for one rate, where at least five messages an hour are expected.</summary>
    private static double? HoursPValue(int[] hours)
    {
        if (hours.Length < 2 || hours.Average() < 5)
            return null;
        var mean = hours.Average();
        return 1 - ChiSquared.CDF(hours.Length - 1, hours.Sum(count => (count - mean) * (count - mean) / mean));
    }

    private static double Variation(double[] values)
    {
        var mean = values.Average();
        return mean == 0 ? double.PositiveInfinity : Math.Sqrt(values.Average(value => (value - mean) * (value - mean))) / mean;
    }
}

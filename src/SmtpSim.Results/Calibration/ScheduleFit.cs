using MathNet.Numerics.Distributions;

namespace SmtpSim.Results;

/// <summary>
/// Postfix's schedule from the waits that a log shows: after a failure at an age the wait is that age, at least minimal_backoff_time and at most
/// maximal_backoff_time, and then until the next queue run, which takes what is due up to a second ahead (qmgr(8)).
/// </summary>
internal static class ScheduleFit
{
    private const int Fewest = 5;
    private const double RunsAhead = 1;
    private const double Tolerance = 1.5; // what a log of whole seconds adds on both ends

    /// <param name="Age">The message's age when the attempt failed, in seconds.</param>
    /// <param name="Length">From then until the next attempt began.</param>
    private readonly record struct Wait(double Age, double Length);

    public static CalibratedSchedule Of(IReadOnlyList<LoggedMessage> messages)
    {
        Wait[] waits = [.. messages.SelectMany(WaitsOf)];
        double? lifetime = messages.Any(message => message.Expired >= 0)
            ? messages.Where(message => message.Expired >= 0).Min(message => Seconds(message.Expired - message.Arrival))
            : null;
        // A wait longer than the age is the minimum's doing, one that is shorter the maximum's.
        var first = waits.Where(wait => wait.Age + Tolerance < wait.Length).ToArray();
        var capped = waits.Where(wait => wait.Length + Tolerance < wait.Age).ToArray();
        if (first.Length < Fewest)
            return new CalibratedSchedule(waits.Length, null, null, null, lifetime, 0);
        // Those whose age exceeds the minimum have waited for their age: only the youngest tell of the minimum.
        var least = first.Min(wait => wait.Length);
        var young = first.Where(wait => wait.Age <= least).Select(wait => wait.Length).ToArray();
        if (young.Length < Fewest)
            return new CalibratedSchedule(waits.Length, null, null, null, lifetime, 0);
        var (start, range) = Uniform(young);
        var minimal = new Estimate(start.Value + RunsAhead, start.Low + RunsAhead, start.High + RunsAhead);
        var maximal = capped.Length >= Fewest ? Bounds(capped.Min(wait => wait.Length), capped.Max(wait => wait.Length), range.High) : null;
        var explained = waits.Count(wait => IsExplained(wait, minimal.Low, minimal.High, maximal, range.High));
        return new CalibratedSchedule(waits.Length, minimal, maximal, range, lifetime, (double)explained / waits.Length);
    }

    /// <summary>
    /// Later waits begin at queue runs and end at them, so they are no uniform sample: all that is known is that none is shorter than the maximum and
    /// none longer by a queue run.
    /// </summary>
    private static Estimate Bounds(double shortest, double longest, double range)
    {
        var high = shortest + RunsAhead;
        var low = Math.Min(high, longest - range + RunsAhead);
        return new Estimate((low + high) / 2, low, high);
    }

    private static bool IsExplained(Wait wait, double least, double atMostLeast, Estimate? most, double range)
    {
        var low = Math.Min(Math.Max(wait.Age, least), most?.Low ?? double.PositiveInfinity) - RunsAhead - Tolerance;
        var high = Math.Min(Math.Max(wait.Age, atMostLeast), most?.High ?? double.PositiveInfinity) + range + Tolerance;
        return wait.Length >= low && wait.Length <= high;
    }

    private static IEnumerable<Wait> WaitsOf(LoggedMessage message)
    {
        foreach (var (failed, next) in message.Attempts.Zip(message.Attempts.Skip(1)))
        {
            if (failed.IsDeferred)
                yield return new Wait(Seconds(failed.End - message.Arrival), Math.Max(0, Seconds(next.Start - failed.End)));
        }
    }

    /// <summary>Start and range of a uniform law from its smallest and largest values: the unbiased estimates, and intervals from the law of the sample's range, beta(n - 1, 2).</summary>
    private static (Estimate Start, Estimate Range) Uniform(double[] values)
    {
        var (low, high, n) = (values.Min(), values.Max(), values.Length);
        var spread = high - low;
        var most = spread / Beta.InvCDF(n - 1, 2, 0.025);
        var range = new Estimate(spread * (n + 1) / (n - 1), spread, most);
        // The smallest of n is above the start by more than this share of the range in one case of forty.
        var start = new Estimate(low - spread / (n - 1), low - most * (1 - Math.Pow(0.025, 1.0 / n)), low);
        return (start, range);
    }

    private static double Seconds(long ticks) => ticks / (double)TimeSpan.TicksPerSecond;
}

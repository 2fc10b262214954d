namespace SmtpSim.Report;

/// <summary>Where an axis has its marks.</summary>
internal static class Ticks
{
    /// <summary>Steps of time that clocks have, in seconds.</summary>
    private static readonly double[] ClockSteps =
    [
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 432000, 864000,
    ];

    /// <summary>What stands on a logarithmic axis of times.</summary>
    private static readonly double[] ClockMarks =
    [
        1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1, 10, 60, 600, 3600, 21600, 86400, 432000, 2592000, 31536000,
    ];

    /// <summary>The same where it is short.</summary>
    private static readonly double[] CloseClockMarks =
    [
        1e-6, 2e-6, 5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800,
        3600, 7200, 10800, 21600, 43200, 86400, 172800, 432000, 864000, 2592000, 31536000,
    ];

    /// <summary>The step between marks so that there are <paramref name="most"/> of them or fewer.</summary>
    public static double Step(double span, int most, Measure measure)
    {
        var least = span / Math.Max(1, most);
        if (measure == Measure.Seconds && least > 0.5 && least <= ClockSteps[^1])
            return ClockSteps.First(step => step >= least);
        if (!(least > 0))
            return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        var factor = least / power;
        return power * (factor <= 1.0000001 ? 1 : factor <= 2.0000001 ? 2 : factor <= 5.0000001 ? 5 : 10);
    }

    public static IEnumerable<double> Linear(double low, double high, double step)
    {
        var first = Math.Ceiling(low / step - 1e-9);
        for (var n = 0; n < 200 && (first + n) * step <= high + step * 1e-9; n++)
            yield return (first + n) * step;
    }

    public static IEnumerable<double> Log(double low, double high, Measure measure)
    {
        if (measure == Measure.Seconds)
        {
            foreach (var mark in high / low < 2000 ? CloseClockMarks : ClockMarks)
                if (mark >= low * 0.999 && mark <= high * 1.001)
                    yield return mark;
            yield break;
        }
        var (from, to) = ((int)Math.Floor(Math.Log10(low) + 1e-9), (int)Math.Ceiling(Math.Log10(high) - 1e-9));
        int[] factors = high / low < 300 ? [1, 2, 5] : [1];
        for (var power = from; power <= to; power++)
            foreach (var factor in factors)
                if (factor * Math.Pow(10, power) is var mark && mark >= low * 0.999 && mark <= high * 1.001)
                    yield return mark;
    }
}

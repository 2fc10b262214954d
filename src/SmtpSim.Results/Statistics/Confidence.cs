namespace SmtpSim.Results;

/// <summary>Levels of confidence, as a share between 0 and 1.</summary>
public static class Confidence
{
    /// <summary>Where nobody asked for another.</summary>
    public const double Usual = 0.95;

    /// <summary>
    /// The confidence each of several intervals needs so that all of them hold at once with the confidence wanted: 1 - (1 - c) / k.
    /// Bonferroni's inequality; Law, Simulation Modeling and Analysis, 5th edition, section 9.7.
    /// </summary>
    public static double ForEachOf(int intervals, double together = Usual)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(intervals, 1);
        ThrowIfNone(together);
        return 1 - (1 - together) / intervals;
    }

    /// <exception cref="ArgumentOutOfRangeException">Not between 0 and 1.</exception>
    internal static void ThrowIfNone(double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(confidence, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);
    }
}

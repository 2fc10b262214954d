using MathNet.Numerics.Distributions;

namespace SmtpSim.Validation.Tests;

/// <summary>
/// The rows of the page that chance has a part in, taken together. Of so many intervals of 99 % some miss the truth by chance; so that not a good page is
/// condemned more often than once in a hundred, a row is held to its share of that one in a hundred (Bonferroni's inequality, which asks for no
/// independence), and the number of rows outside their intervals to what chance puts there.
/// </summary>
internal static class Family
{
    public const double Level = 0.01;

    /// <summary>Rows that chance has a part in.</summary>
    public static int Rows { get; } = AllExperiments.List.Sum(experiment => experiment.Claims.Count(claim => claim.IsStatistical));

    /// <summary>Of the interval that a row must not miss.</summary>
    public static double Confidence => 1 - Level / Rows;

    /// <summary>So many rows may lie outside their own intervals: more do so by chance in less than one page in a hundred.</summary>
    public static int MostOutside { get; } = Enumerable.Range(0, Rows).First(count => 1 - Binomial.CDF(1 - MeanClaim.Confidence, Rows, count) < Level);
}

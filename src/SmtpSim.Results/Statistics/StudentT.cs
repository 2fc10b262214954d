namespace SmtpSim.Results;

/// <summary>Quantiles of Student's t-distribution.</summary>
public static class StudentT
{
    /// <param name="probability">Between 0 and 1, both excluded.</param>
    /// <param name="degreesOfFreedom">1 or more.</param>
    public static double Quantile(double probability, int degreesOfFreedom) =>
        MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, degreesOfFreedom, probability);

    /// <summary>The factor of a two-sided interval: the quantile at (1 + confidence) / 2.</summary>
    public static double TwoSided(double confidence, int degreesOfFreedom) => Quantile((1 + confidence) / 2, degreesOfFreedom);
}

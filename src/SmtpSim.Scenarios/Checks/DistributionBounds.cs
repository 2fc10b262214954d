using SmtpSim.Kernel;

namespace SmtpSim.Scenarios;

/// <summary>What is sure of a distribution before anything is drawn.</summary>
internal static class DistributionBounds
{
    /// <summary>The least value, in base units.</summary>
    public static double Least(Distribution distribution) => distribution switch
    {
        Distribution.Constant constant => constant.Value,
        Distribution.Uniform uniform => uniform.Min,
        Distribution.Pareto pareto => pareto.Min,
        Distribution.Empirical empirical => empirical.Values.Min(),
        _ => 0,
    };
}

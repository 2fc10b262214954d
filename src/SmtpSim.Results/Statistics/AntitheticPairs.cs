namespace SmtpSim.Results;

/// <summary>
/// Antithetic variates (Hammersley and Morton, "A new Monte Carlo technique: antithetic variates", 1956; Law, Simulation Modeling and Analysis, 5th edition,
/// section 11.3): of two runs the second sees 1 - U where the first sees U. What is large in one tends to be small in the other, so that the mean of both varies
/// less than that of two independent runs. The two depend on one another and pairs do not: a pair's mean is one observation.
/// </summary>
public static class AntitheticPairs
{
    /// <summary>The mean of the first two, of the next two, and so on; a pair of which one has no value has none.</summary>
    public static IEnumerable<double?> MeansOf(IEnumerable<double?> runs) => runs.Chunk(2).Select(pair => pair.Length == 2 ? (pair[0] + pair[1]) / 2 : null);
}

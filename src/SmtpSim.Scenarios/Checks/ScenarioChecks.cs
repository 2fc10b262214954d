using SmtpSim.Model;

namespace SmtpSim.Scenarios;

public static class ScenarioChecks
{
    /// <summary>What forbids to run the scenario in several partitions: a link without a latency floor gives no lookahead.</summary>
    public static IReadOnlyList<Diagnostic> CheckPartitions(Scenario scenario, int partitions, LoadResult loaded) => throw new NotSupportedException();
}

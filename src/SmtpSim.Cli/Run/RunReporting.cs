using SmtpSim.Model;
using SmtpSim.Results;

namespace SmtpSim.Cli;

/// <summary>Makes the report of a run: looks at it for the second time, and writes the page.</summary>
internal static class RunReporting
{
    /// <param name="scenario">As it was simulated.</param>
    /// <param name="result">What was found.</param>
    /// <param name="expectations">Whether they were met.</param>
    /// <param name="yaml">The effective scenario.</param>
    /// <param name="manifest">Of the run; nothing of time and machine goes into the page.</param>
    public static string Write(Scenario scenario, RunResult result, IReadOnlyList<ExpectationResult> expectations, string yaml, Manifest manifest)
        => RunPage.Of(Look(scenario, result, expectations, yaml, manifest)).ToHtml();

    /// <summary>What the report is made of.</summary>
    /// <inheritdoc cref="Write"/>
    public static ReportedRun Look(Scenario scenario, RunResult result, IReadOnlyList<ExpectationResult> expectations, string yaml, Manifest manifest) => new()
    {
        Result = result,
        Observation = Observe(scenario, result),
        Expectations = expectations,
        Scenario = yaml,
        Program = manifest.Program,
        ScenarioHash = manifest.Scenario.Sha256,
    };

    /// <summary>Null also when it is interrupted: the run's own figures are there, and that is better than none.</summary>
    private static Observation? Observe(Scenario scenario, RunResult result)
    {
        using var interrupt = new Interrupt(atOnce: () => { });
        return ReportedRun.Observe(scenario, result, () => interrupt.Token.IsCancellationRequested);
    }
}
